// Open work follows a delegation: when it begins the requests go to whoever stands in, when it ends they go back.
import type { Command } from '../command.ts';
import type { Change, Decision, Effect, Moment } from '../decision.ts';
import { isOpen, isRunning } from '../delegation.ts';
import { findItem } from '../item.ts';
import type { Asked, Way } from '../request.ts';
import { asking } from './begin-way.ts';
import type { EndFacts } from './delegate.ts';
import { redrawDelegation } from './delegate.ts';
import { newCard } from './plan.ts';
import type { DueFacts } from './request-due.ts';
import { accept, note, redrawRequest } from './verdicts.ts';
import type { Pending } from './way.ts';
import { eligibleNow } from './way.ts';

/** Its beginning or its end has come, and its open requests have been asked anew: it waits for what comes next, or is done with. */
export function delegationDue(
  _: Extract<Command, { readonly kind: 'delegation_due' }>,
  facts: EndFacts,
  moment: Moment,
): Decision {
  const one = facts.delegation;
  if (one?.dueAt === undefined || one.dueAt > moment.now) return accept({ text: 'Not due.' });
  const { dueAt: _due, ...rest } = one;
  const object = `delegation:${one.id}`;
  const detail = { from: one.from, to: one.to };
  if (isRunning(one, moment.now))
    return accept({
      text: 'It has begun.',
      changes: [{ put: 'delegation', row: { ...rest, version: one.version + 1, dueAt: one.endsAt } }],
      effects: redrawDelegation(one),
      audit: [note(facts, { action: 'delegation.begun', object, because: 'Its time has come.', detail })],
    });
  const over = one.ended === undefined && !isOpen(one, moment.now);
  return accept({
    text: 'It is over.',
    changes: [
      {
        put: 'delegation',
        row: {
          ...rest,
          version: one.version + 1,
          ...(over ? { ended: { at: one.endsAt, by: 'clock' } } : {}),
        },
      },
    ],
    effects: redrawDelegation(one),
    audit: over
      ? [note(facts, { action: 'delegation.ended', object, because: 'Its time is over.', detail })]
      : [],
  });
}

export type AnewFacts = DueFacts & {
  /** Who has an approver's card of this request. */
  readonly carded: ReadonlySet<Asked['person']>;
};

/** Whoever is to decide now is asked, in place of whoever was before. Where that is nobody, it stays as it is. */
export function askAnew(
  _: Extract<Command, { readonly kind: 'ask_anew' }>,
  facts: AnewFacts,
  moment: Moment,
): Decision {
  const { request, requester, frozen } = facts;
  const item = request && requester && frozen && findItem(frozen.policy, request.target, requester);
  if (request?.state !== 'pending' || requester === undefined || item === undefined)
    return accept({ text: 'Nothing waits.' });
  const asked = eligibleNow(request, { ...facts, item, requester });
  return asked.length === 0 || same(asked, request.asked)
    ? accept({ text: 'It asks them already.' })
    : askedAnew(request, asked, { facts, moment });
}

/** Whoever has a card of this request from before finds it anew through a reminder. */
function askedAnew(
  request: Pending,
  asked: readonly Asked[],
  { facts, moment }: { readonly facts: AnewFacts; readonly moment: Moment },
): Decision {
  const way = wayOf(request, asked, facts);
  const row: Pending = { ...request, version: request.version + 1, asked, way };
  const before = new Set(request.asked.map((one) => one.person));
  const about = { kind: 'request', id: request.id } as const;
  const inChannel =
    way.channel === undefined || way.channel === request.way.channel
      ? []
      : [newCard(moment, { role: 'approver', about, channel: way.channel })];
  const inPerson = asked
    .filter((one) => way.channel === undefined && !(before.has(one.person) && facts.carded.has(one.person)))
    .map(({ person }) =>
      newCard(moment, { role: facts.carded.has(person) ? 'reminder' : 'approver', about, person }),
    );
  const cards = [...inChannel, ...inPerson];
  return accept({
    text: 'It asks others now.',
    changes: [{ put: 'request', row }, ...cards.map((card): Change => ({ put: 'card', row: card }))],
    effects: [
      ...cards.map((card): Effect => ({ kind: 'card', card: card.id })),
      ...redrawRequest(row, [...before]),
    ],
    audit: [
      note(facts, {
        action: 'request.asked_anew',
        object: `request:${request.id}`,
        because: 'A delegation began or ended.',
        detail: { stage: row.way.at, asked: asked.map((one) => one.person) },
      }),
    ],
  });
}

/** Where they are asked hangs on how many they are; the stage goes on counting its time as it began. */
function wayOf(request: Pending, asked: readonly Asked[], { frozen, directory }: AnewFacts): Way {
  if (frozen === undefined) return request.way;
  const { channel } = asking(request.way, asked, { settings: frozen.policy.settings, directory });
  const { channel: _, ...same } = request.way;
  return { ...same, ...(channel === undefined ? {} : { channel }) };
}

const same = (some: readonly Asked[], others: readonly Asked[]): boolean =>
  some.length === others.length &&
  some.every((one) =>
    others.some((other) => other.person === one.person && other.standsInFor === one.standsInFor),
  );
