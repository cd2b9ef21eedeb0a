// What one policy offers one person of one item, reduced to what can be compared.
import { askedIn, seatsOf, toldIn } from '../domain/approvers.ts';
import { matchesPerson } from '../domain/catalogue.ts';
import type { Judge } from '../domain/condition.ts';
import type { Instant, Seconds } from '../domain/instant.ts';
import type { Item } from '../domain/item.ts';
import type { Person } from '../domain/person.ts';
import type { Policy } from '../domain/policy.ts';
import { channelsToldBy } from '../domain/policy-sources.ts';
import type { Roster } from '../domain/roster.ts';
import type { Ask, Verdict } from '../domain/route.ts';
import { route } from '../domain/route.ts';
import { directoryAt } from './sought.ts';

export type Standpoint = {
  readonly policy: Policy;
  /** Absent where the policy does not have it. */
  readonly item: Item | undefined;
  readonly roster: Roster;
  readonly judge: Judge;
  readonly now: Instant;
};

/** What happens at one length. */
export type Outlook = {
  readonly duration: Seconds;
  readonly is: Verdict['is'];
  /** People who are asked, stage by stage, by id in alphabetical order. */
  readonly asked: readonly (readonly string[])[];
  /** People and channels that are told and do not decide, in alphabetical order. */
  readonly told: readonly string[];
  /** How many must agree in all. */
  readonly yeses: number;
  /** What must be held already, in alphabetical order. */
  readonly needs: readonly string[];
};
export type Prospect =
  | { readonly is: 'hidden' }
  | {
      readonly is: 'visible';
      readonly outlooks: readonly Outlook[];
      /** The longest the item may be had; 0 where it is refused at every length looked at. */
      readonly longest: Seconds;
    };

/** What this person would be told at each of these lengths, and at the item's longest. */
export function prospectAt(of: Standpoint, person: Person, lengths: readonly Seconds[]): Prospect {
  const { policy, item } = of;
  if (item === undefined || !isVisible(policy, item, person)) return { is: 'hidden' };
  const found = lengths.map((duration) => ({ duration, ...verdictOf(of, item, { person, duration }) }));
  const known = found.find((one) => one.duration === item.maxDuration);
  const atLongest = known ?? {
    duration: item.maxDuration,
    ...verdictOf(of, item, { person, duration: item.maxDuration }),
  };
  return {
    is: 'visible',
    outlooks: found.map(({ duration, verdict, needs }) => ({
      duration,
      is: verdict.is === 'refuse' || duration > verdict.maxDuration ? 'refuse' : verdict.is,
      needs,
      ...stagesOf(of, item, { person, duration, verdict }),
    })),
    longest: Math.max(0, ...[...found, atLongest].map(({ verdict }) => longestUnder(verdict))),
  };
}

/** The items of a plan are built as if nothing were hidden; who may see them is the policy's to say. */
function isVisible(policy: Policy, item: Item, person: Person): boolean {
  const visible = visibilityOf(policy).get(item.target.id);
  return visible !== undefined && matchesPerson(visible, person);
}

const visibilities = new WeakMap<Policy, ReadonlyMap<string, Item['entitlements'][number]['visibleTo']>>();

function visibilityOf(policy: Policy) {
  const known = visibilities.get(policy);
  if (known !== undefined) return known;
  const made = new Map(
    [...policy.bundles, ...policy.entitlements].map((one) => [String(one.id), one.visibleTo]),
  );
  visibilities.set(policy, made);
  return made;
}

const nothing: ReadonlySet<string> = new Set();

export type Asking = {
  readonly person: Person;
  readonly duration: Seconds;
  readonly reason?: string;
  readonly held?: ReadonlySet<string>;
};

/** A rule that wants something held already is looked at as somebody who holds it meets it. */
export function verdictOf(
  of: Standpoint,
  item: Item,
  asking: Asking,
): { verdict: Verdict; needs: readonly string[] } {
  const held = asking.held ?? nothing;
  const verdict = verdictWith(of, item, { ...asking, held });
  const needs = verdict.rule?.holds ?? [];
  if (verdict.is !== 'refuse' || verdict.refusal.code !== 'E-REQ-NEEDS') return { verdict, needs: [] };
  return {
    verdict: verdictWith(of, item, { ...asking, held: new Set([...held, ...needs]) }),
    needs: needs.toSorted(),
  };
}

type Holding = Asking & { readonly held: ReadonlySet<string> };

function verdictWith(of: Standpoint, item: Item, holding: Holding): Verdict {
  const ask = askOf(of, holding);
  return route(of.policy, item, {
    ...ask,
    directory: directoryAt(of.roster, { ...of, item, ask, userGroups: 'unknown' }),
  });
}

const askOf = ({ judge, now }: Standpoint, { person, duration, held, reason = '' }: Holding): Ask => ({
  requester: person,
  duration,
  held,
  judge,
  now,
  reason,
  source: 'cli',
});

export function stagesOf(
  of: Standpoint,
  item: Item,
  { verdict, ...asking }: Asking & { readonly verdict: Verdict },
): Pick<Outlook, 'asked' | 'told' | 'yeses'> {
  if (verdict.is !== 'ask') return { asked: [], told: [], yeses: 0 };
  const { person } = asking;
  const ask = askOf(of, { held: nothing, ...asking });
  const directory = directoryAt(of.roster, { ...of, item, ask, userGroups: 'unknown' });
  const asked = verdict.stages.map((_, at) =>
    (at === 0 ? verdict.asked : askedIn(verdict.stages, at, { item, requester: person, directory }))
      .map((one): string => one.person)
      .toSorted(),
  );
  const yeses = verdict.stages.map((stage, at) => seatsOf(stage, asked[at]?.length ?? 0));
  const told = verdict.stages.flatMap((stage, at): readonly string[] => [
    ...toldIn(stage, { item, requester: person, directory }).filter((id) => asked[at]?.includes(id) !== true),
    ...channelsToldBy(stage),
  ]);
  return {
    asked,
    told: [...new Set(told)].toSorted(),
    yeses: yeses.reduce((sum, one) => sum + one, 0),
  };
}

/** The rule's own limits count too: what it lets pass up to an hour is not had for longer by it. */
const longestUnder = (verdict: Verdict): Seconds =>
  verdict.is === 'refuse' ? 0 : Math.min(verdict.maxDuration, verdict.rule.match.upTo ?? verdict.maxDuration);
