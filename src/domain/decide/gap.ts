// Nobody can decide about a request: it is refused at once, and whoever can close the gap is told, once a day.
import type { Card } from '../card.ts';
import type { Decision, Effect, Moment } from '../decision.ts';
import type { PersonId } from '../ids.ts';
import { inARow } from '../in-a-row.ts';
import type { Seconds } from '../instant.ts';
import { after, day } from '../instant.ts';
import type { Item } from '../item.ts';
import { commonOwners } from '../item.ts';
import type { Person } from '../person.ts';
import type { Policy } from '../policy.ts';
import type { Refusal } from '../refusal.ts';
import type { Verdict } from '../route.ts';
import { nobodyDecides } from '../route.ts';
import { newCard, post } from './plan.ts';
import type { ActorFacts } from './verdicts.ts';
import { refuse } from './verdicts.ts';

/** Read only where nobody can decide; empty elsewhere. */
export type GapFacts = {
  /** Those whom `closersOf` names and a message in Slack reaches. */
  readonly reachable: readonly Person[];
  /** The cards that told of this item and this requester before. */
  readonly told: readonly Card[];
};

export type Gap = {
  readonly person: Person;
  readonly item: Item;
  readonly duration: Seconds;
  readonly policy: Policy;
  readonly verdict: Extract<Verdict, { readonly is: 'refuse' }>;
};

/** The requester is refused, and learns who was told. However often they ask, nobody hears of the same item twice in 24 hours. */
export function refuseGap(
  gap: Gap,
  facts: ActorFacts & { readonly gap: GapFacts },
  moment: Moment,
): Decision {
  const { person, item, duration } = gap;
  const tried = { action: 'request.submitted', object: `${item.target.kind}:${item.target.id}` };
  const closers = whoIsTold(gap, facts.gap.reachable);
  const recent = facts.gap.told.filter(
    (card) => after(card.createdAt, day) > moment.now && closers.some((one) => one.id === card.person),
  );
  const cards = closers
    .filter((one) => !recent.some((card) => card.person === one.id))
    .map((one) =>
      newCard(moment, {
        role: 'gap',
        about: { kind: 'gap', item: item.target, person: person.id, duration },
        person: one.id,
      }),
    );
  const no = toldRefusal(gap, closers, cards.length > 0 ? [] : recent);
  return refuse(facts, no, { ...tried, ...post(cards) });
}

/** How long a card that tells of a gap is kept true to the policy and the directory. */
const followed = 30 * day;

/** The policy or the directory changed: what the cards of the last 30 days say may be so no longer. */
export const redrawGaps = (moment: Moment): Effect => ({
  kind: 'redraw_gaps',
  since: after(moment.now, -followed),
});

/** Who can close a gap, the nearest first: owners of the whole item, owners of its apps, fulfillers. */
export function closersOf(
  item: Pick<Item, 'entitlements'>,
  policy: Policy,
): readonly (readonly PersonId[])[] {
  const apps = policy.apps.filter((app) => item.entitlements.some((one) => one.app === app.id));
  return [commonOwners(item), [...new Set(apps.flatMap((app) => app.owners))], policy.settings.fulfillers];
}

/** Why somebody is told, for them to read; empty when it is no longer so. */
export function whyTold(person: PersonId, item: Item, policy: Policy): string {
  const [owners, appOwners, fulfillers] = closersOf(item, policy);
  if (owners?.includes(person)) return `You own ${item.name}.`;
  if (appOwners?.includes(person)) return `You own ${item.system}, which ${item.name} is in.`;
  return fulfillers?.includes(person) ? 'The policy names you for work that is done by hand.' : '';
}

/** The nearest group in which somebody is active, and only its active members; never the requester. */
export function whoIsTold(
  {
    item,
    policy,
    person,
  }: { readonly item: Pick<Item, 'entitlements'>; readonly policy: Policy; readonly person: Person },
  reachable: readonly Person[],
): readonly Person[] {
  const groups = closersOf(item, policy).map((ids) =>
    reachable.filter((one) => ids.includes(one.id) && one.status === 'active' && one.id !== person.id),
  );
  return groups.find((group) => group.length > 0) ?? [];
}

/** `earlier` are the cards that told all of them before, if no new one does. */
function toldRefusal({ item, verdict }: Gap, told: readonly Person[], earlier: readonly Card[]): Refusal {
  if (told.length === 0 || verdict.rule === undefined) return verdict.refusal;
  const names = inARow(
    told.map((one) => one.name),
    3,
  );
  const again = 'Ask again when somebody can decide';
  const several = told.length > 1;
  const cause = verdict.cause ?? 'finds no active approver other than yourself';
  return earlier.length === 0
    ? nobodyDecides(item, verdict.rule, {
        cause,
        next: `${names} ${several ? 'are' : 'is'} told of this. ${again}`,
      })
    : {
        ...nobodyDecides(item, verdict.rule, {
          cause,
          next: `${names} ${several ? 'were' : 'was'} told of this at {at}. ${again}`,
        }),
        at: Math.max(...earlier.map((card) => card.createdAt)),
      };
}
