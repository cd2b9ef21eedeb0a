import type { Command } from '../command.ts';
import type { Decision, Moment } from '../decision.ts';
import { detailsOf } from '../details.ts';
import { formatDuration } from '../duration.ts';
import type { Grant } from '../grant.ts';
import { identify } from '../identity.ts';
import type { Instant, Seconds } from '../instant.ts';
import { after, minute, secondsUntil } from '../instant.ts';
import type { Item } from '../item.ts';
import { findItem } from '../item.ts';
import type { Extensions, Rule } from '../policy.ts';
import type { Refusal } from '../refusal.ts';
import { refusal } from '../refusal.ts';
import type { Request } from '../request.ts';
import { route } from '../route.ts';
import { detailsRefusal } from './check-details.ts';
import { cleanReason, shortestReason } from './form-checks.ts';
import { record } from './record-request.ts';
import type { SubmitFacts } from './submit-request.ts';
import { asking } from './submit-request.ts';
import { correct, refuse } from './verdicts.ts';

export type ExtendFacts = SubmitFacts & {
  readonly grant: Grant | undefined;
  /** The request behind the grant. */
  readonly origin: Request | undefined;
};

/** Whoever holds it asks for more time: a new request with a new decision; the old end stands until then. */
export function extendGrant(
  command: Extract<Command, { readonly kind: 'extend_grant' }>,
  facts: ExtendFacts,
  moment: Moment,
): Decision {
  const tried = { action: 'grant.extension_asked', object: `grant:${command.grant}` };
  const { grant, policy: version } = facts;
  if (facts.actor.kind !== 'slack' || grant === undefined || version === undefined) return correct(notYours);
  const who = identify(facts.actor.identity, facts.linked);
  if (who.is === 'refused') return refuse(facts, who.refusal, tried);
  if (grant.person !== who.person.id) return refuse(facts, notYours, tried);
  const target = { kind: 'entitlement', id: grant.entitlement } as const;
  const item = findItem(version.policy, target, who.person);
  if (item === undefined) return correct(withdrawn);
  const chain = chainOf(grant, facts.origin);
  const altogether = lengthWith(grant, chain, command.duration);
  const details = detailsOf(facts.origin ?? {});
  const ask = asking(
    who.person,
    { ...command, ...details, duration: altogether },
    { held: facts.held, moment },
  );
  const verdict = route(version.policy, item, { ...ask, directory: facts.directory });
  const wish = { grant, item, time: chain.time, moment, open: facts.open };
  const no = whyNot({ ...wish, duration: command.duration }, extensionsOf(verdict.rule, facts.origin));
  if (no !== undefined) return correct(no);
  const reason = cleanReason(command.reason, shortestReason(version.policy, verdict));
  if (typeof reason !== 'string') return correct(reason);
  if (verdict.is === 'refuse') return refuse(facts, verdict.refusal, tried);
  if (altogether > verdict.maxDuration) return correct(tooLong(item, verdict.maxDuration));
  if (verdict.is === 'auto' && moment.doubt !== undefined) return refuse(facts, moment.doubt, tried);
  if (detailsRefusal(verdict.rule, details, moment) !== undefined) return correct(asksMore(item));
  return record({
    facts,
    person: who.person,
    item,
    target,
    duration: command.duration,
    extended: { grant, ...chain },
    reason,
    details,
    verdict,
    version,
    moment,
  });
}

/** What the rule allows; access through broken glass is never made longer. */
export const extensionsOf = (rule: Rule | undefined, origin: Request | undefined): Extensions | undefined =>
  origin?.origin === 'break_glass' ? undefined : rule?.extensions;

/** The how-manieth extension in a row it would be, and since when the access has been held. */
export function chainOf(grant: Grant, origin: Request | undefined): Chain {
  const since = origin?.extends?.since ?? ('activeAt' in grant ? grant.activeAt : undefined);
  return { time: (origin?.extends?.time ?? 0) + 1, since: since ?? grant.createdAt };
}
type Chain = { readonly time: number; readonly since: Instant };

/** How long it would be held altogether, in seconds: many short extensions are asked about like one long request. */
export const lengthWith = (grant: Grant, { since }: Pick<Chain, 'since'>, duration: Seconds): Seconds =>
  secondsUntil(grant.expiresAt, since) + duration;

export const tooLong = (item: Pick<Item, 'name'>, longest: Seconds): Refusal =>
  refusal(
    'E-REQ-DUR',
    `With that you would hold ${item.name} longer than the ${formatDuration(longest)} that are the most at a stretch.`,
    'duration',
  );

const asksMore = (item: Item): Refusal =>
  refusal(
    'E-REQ-EXTEND',
    `The rule for ${item.name} now wants more than you wrote when you asked for it. Ask for it anew when it has ended.`,
  );

const withdrawn = refusal(
  'E-CAT-NONE',
  'It has been withdrawn from the catalogue, so it cannot be extended. It ends as planned.',
);

/** May this grant be made longer, and by so much? `duration` undefined: by anything. Undefined: it may. */
export function whyNot(
  of: {
    readonly grant: Grant;
    readonly item: Pick<Item, 'name'>;
    readonly time: number;
    readonly moment: Pick<Moment, 'now'>;
    readonly open: readonly Request[];
    readonly duration?: number;
  },
  allowed: Extensions | undefined,
): Refusal | undefined {
  const { grant, item, time, duration } = of;
  const no = (text: string, at?: number): Refusal => ({
    ...refusal('E-REQ-EXTEND', text),
    ...(at === undefined ? {} : { at }),
  });
  if (grant.birthright !== undefined) return no(renewedByItself(item, grant.birthright));
  if (grant.state !== 'active') return no(`${item.name} is not active, so it cannot be extended.`);
  const pending = of.open.find((one) => one.extends?.grant === grant.id);
  if (pending !== undefined)
    return {
      ...refusal('E-REQ-PENDING', `You asked to extend ${item.name} already, {at}; it waits for a decision.`),
      at: pending.createdAt,
      see: pending.id,
    };
  if (allowed === undefined)
    return no(
      `The rule for ${item.name} allows no extension. Ask again when it has ended, {at}.`,
      grant.expiresAt,
    );
  if (time > allowed.times)
    return no(
      `${item.name} was extended ${allowed.times === 1 ? 'once' : `${allowed.times} times`}, which is the most. Ask again when it has ended, {at}.`,
      grant.expiresAt,
    );
  const half = after(grant.activeAt, Math.ceil(grant.duration / 2));
  if (half > of.moment.now)
    return no(`${item.name} can be extended once half of its time is over, {at}.`, half);
  if (
    duration !== undefined &&
    !(Number.isSafeInteger(duration) && duration >= 15 * minute && duration <= allowed.most)
  )
    return refusal(
      'E-REQ-DUR',
      `An extension of ${item.name} lasts 15 min to ${formatDuration(allowed.most)}.`,
      'duration',
    );
  return undefined;
}

const notYours = refusal('E-NOT-YOURS', 'There is no such access of yours, so nothing was extended.');

const renewedByItself = ({ name }: Pick<Item, 'name'>, rule: string): string =>
  `You have ${name} by your role, and it is renewed by itself as long as the rule “${rule}” gives it to you.`;
