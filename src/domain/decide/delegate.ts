// Somebody hands their deciding to somebody else for a while, or takes it back; whoever was given it can decline.
import type { Card } from '../card.ts';
import type { Command } from '../command.ts';
import type { Change, Decision, Effect, Moment } from '../decision.ts';
import type { Absence, Delegation } from '../delegation.ts';
import { isOpen } from '../delegation.ts';
import { identify } from '../identity.ts';
import { delegationId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import { after, day } from '../instant.ts';
import type { Person } from '../person.ts';
import { refusal } from '../refusal.ts';
import { newCard, post } from './plan.ts';
import { standInOf, timeRefusal } from './stand-in.ts';
import type { ActorFacts } from './verdicts.ts';
import { accept, correct, note, refuse } from './verdicts.ts';

export type DelegateFacts = ActorFacts & {
  readonly to: Person | undefined;
  /** What the actor handed over and has not taken back, running or to come. */
  readonly open: readonly Delegation[];
  /** The question that this answers, or the last one there was. */
  readonly absence: Absence | undefined;
};
export type EndFacts = ActorFacts & { readonly delegation: Delegation | undefined };
type Delegate = Extract<Command, { readonly kind: 'delegate' }>;

/** How long it lasts where the status does not say when somebody is back. */
const withoutEnd = 7 * day;

/** One delegation a person: a new one takes the place of the one before. */
export function delegate(command: Delegate, facts: DelegateFacts, moment: Moment): Decision {
  const { actor, linked, to } = facts;
  if (actor.kind !== 'slack')
    return correct(refusal('E-STATE', 'Only a person can hand over their deciding.'));
  const who = identify(actor.identity, linked);
  const tried = { action: 'delegation.made', object: `slack:${command.to.team}:${command.to.user}` };
  if (who.is === 'refused') return refuse(facts, who.refusal, tried);
  const mine = facts.absence?.person === who.person.id ? facts.absence : undefined;
  if (command.absence !== undefined && mine?.answer !== undefined)
    return correct(
      refusal('E-DECIDED', 'You have answered this already. See /access delegate for how it stands.'),
    );
  const startsAt = Math.max(command.startsAt ?? moment.now, moment.now);
  const endsAt = command.endsAt ?? mine?.until ?? after(moment.now, withoutEnd);
  const chosen = standInOf(command.to.standing, who.person, to);
  if (chosen.is === 'refused') return refuse(facts, chosen.refusal, tried);
  const no = timeRefusal({ startsAt, endsAt }, moment.now);
  if (no !== undefined) return refuse(facts, no, tried);
  const row: Delegation = {
    id: delegationId(moment.newId('del')),
    version: 1,
    from: who.person.id,
    to: chosen.person.id,
    zone: command.zone,
    startsAt,
    endsAt,
    createdAt: moment.now,
    dueAt: startsAt,
  };
  return handOver(row, {
    facts,
    moment,
    to: chosen.person,
    answered: mine?.answer === 'delegated' ? undefined : mine,
  });
}

function handOver(
  row: Delegation,
  of: {
    readonly facts: DelegateFacts;
    readonly moment: Moment;
    readonly to: Person;
    readonly answered: Absence | undefined;
  },
): Decision {
  const { facts, moment, to, answered } = of;
  const before = facts.open
    .filter((one) => isOpen(one, moment.now))
    .map((one) => endedNow(one, row.from, moment.now));
  const cards = [row.to, row.from].map((person) =>
    newCard(moment, { role: 'delegation', about: { kind: 'delegation', id: row.id }, person }),
  );
  const posted = post(cards);
  return accept({
    text: `${to.name} decides for you${row.startsAt > moment.now ? ' from then on' : ''}.`,
    changes: [
      ...before.map((one): Change => ({ put: 'delegation', row: one })),
      { put: 'delegation', row },
      ...(answered === undefined ? [] : [answer(answered, 'delegated')]),
      ...posted.changes,
    ],
    effects: [
      ...posted.effects,
      ...before.flatMap(redrawDelegation),
      ...homesOf(row),
      ...(answered === undefined ? [] : [redrawAbsence(answered)]),
    ],
    audit: [
      ...before.map((one) => noteEnd(facts, one, 'Another delegation takes its place.')),
      note(facts, {
        action: 'delegation.made',
        object: `delegation:${row.id}`,
        because: 'They hand their deciding over while they are away.',
        detail: { from: row.from, to: row.to, starts_at: row.startsAt, ends_at: row.endsAt },
      }),
    ],
  });
}

/** Whoever handed over takes it back; whoever was given it declines, and the other is told in a message of its own. */
export function endDelegation(
  command: Extract<Command, { readonly kind: 'end_delegation' }>,
  facts: EndFacts,
  moment: Moment,
): Decision {
  const { actor, linked, delegation } = facts;
  const tried = { action: 'delegation.ended', object: `delegation:${command.delegation}` };
  if (actor.kind !== 'slack' || delegation === undefined) return correct(notYours);
  const who = identify(actor.identity, linked);
  if (who.is === 'refused') return refuse(facts, who.refusal, tried);
  const declined = who.person.id === delegation.to;
  if (!declined && who.person.id !== delegation.from) return refuse(facts, notYours, tried);
  if (!isOpen(delegation, moment.now))
    return correct({
      ...refusal('E-DELEG-OVER', 'That ended at {at} already. Nothing was changed.'),
      at: delegation.ended?.at ?? delegation.endsAt,
    });
  const end = endOf(delegation, {
    facts,
    moment,
    by: who.person.id,
    because: declined ? 'Declined by the person who was to decide.' : 'Taken back.',
    told: declined,
  });
  return accept({
    text: declined
      ? 'You declined, so it goes back to them; they are told.'
      : 'You decide for yourself again.',
    ...end,
  });
}

/** It is over from this moment, and its open requests go back; `told`: whoever handed over gets a message. */
export function endOf(
  delegation: Delegation,
  how: {
    readonly facts: ActorFacts;
    readonly moment: Moment;
    readonly by: Person['id'] | 'clock';
    readonly because: string;
    readonly told: boolean;
  },
): Pick<Extract<Decision, { is: 'accepted' }>, 'changes' | 'effects' | 'audit'> {
  const row = endedNow(delegation, how.by, how.moment.now);
  const posted = post(how.told ? [tellGiver(delegation, how.moment)] : []);
  return {
    changes: [{ put: 'delegation', row }, ...posted.changes],
    effects: [...posted.effects, ...redrawDelegation(row)],
    audit: [noteEnd(how.facts, row, how.because)],
  };
}

/** Posted anew, so that Slack notifies whoever thought that somebody decides for them. */
const tellGiver = (delegation: Delegation, moment: Moment): Card =>
  newCard(moment, {
    role: 'delegation',
    about: { kind: 'delegation', id: delegation.id },
    person: delegation.from,
  });

function endedNow(one: Delegation, by: Person['id'] | 'clock', now: Instant): Delegation {
  const { dueAt: _, ...rest } = one;
  return {
    ...rest,
    version: one.version + 1,
    ended: { at: now, by },
    // What it moved has to be moved back, if it ever began.
    ...(one.startsAt <= now ? { dueAt: now } : {}),
  };
}

const noteEnd = (facts: ActorFacts, one: Delegation, because: string) =>
  note(facts, {
    action: 'delegation.ended',
    object: `delegation:${one.id}`,
    because,
    detail: { from: one.from, to: one.to },
  });

/** Its cards, and the Home tabs of both. */
export const redrawDelegation = (one: Delegation): readonly Effect[] => [
  { kind: 'redraw', about: { kind: 'delegation', id: one.id } },
  ...homesOf(one),
];

const homesOf = (one: Delegation): readonly Effect[] =>
  [one.from, one.to].map((id): Effect => ({ kind: 'redraw', about: { kind: 'person', id } }));

const answer = (absence: Absence, given: NonNullable<Absence['answer']>): Change => ({
  put: 'absence',
  row: { ...absence, version: absence.version + 1, answer: given },
});

const redrawAbsence = (absence: Absence): Effect => ({
  kind: 'redraw',
  about: { kind: 'absence', id: absence.id },
});

const notYours = refusal('E-NOT-YOURS', 'There is no such delegation of yours, so nothing was done.');
