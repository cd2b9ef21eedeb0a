// What a new policy changes for people, before it is in force: a comparison, nothing more.
import type { Judge } from '../domain/condition.ts';
import type { PersonId } from '../domain/ids.ts';
import type { Instant, Seconds } from '../domain/instant.ts';
import type { Item } from '../domain/item.ts';
import { visibleItems } from '../domain/item.ts';
import type { Person } from '../domain/person.ts';
import type { Policy } from '../domain/policy.ts';
import { rosterOf } from '../domain/roster.ts';
import { alikeFor } from './alike.ts';
import { fingerprint } from './fingerprint.ts';
import type { Change, ChangeKind, Direction } from './plan-changes.ts';
import { changesBetween, kindsOfChange } from './plan-changes.ts';
import type { Standpoint } from './prospect.ts';
import { prospectAt } from './prospect.ts';
import { seenByAll } from './seen-by-all.ts';
import { finish } from './steps.ts';

export type PlanGroup = {
  readonly kind: ChangeKind;
  readonly direction: Direction;
  readonly title: string;
  /** How many, of how many different people and items; a person's item counts once, however many lengths change. */
  readonly count: number;
  readonly people: number;
  readonly items: number;
  /** Everybody it is about. */
  readonly who: readonly PersonId[];
  /** The first of them, at most 20. */
  readonly shown: readonly PlanRow[];
};
export type PlanRow = Change & { readonly person: Person; readonly item: Item };

export type PlanFacts = {
  readonly people: readonly Person[];
  readonly judge: Judge;
  readonly now: Instant;
};

/** More than anybody reads. */
const mostShown = 20;

/** As `planSteps`, in one go. */
export const planPolicy = (before: Policy, after: Policy, facts: PlanFacts): readonly PlanGroup[] =>
  finish(planSteps(before, after, facts));

/**
 * Compares two policies for every active person and every item that either has: at the shorter of the two default durations, at the
 * shorter of the two longest, and at each one's own longest. People hold nothing but what a rule wants them to hold already. Groups
 * come in the order of `kindsOfChange`, what loosens first. Between two steps others may work.
 */
export function* planSteps(
  before: Policy,
  after: Policy,
  facts: PlanFacts,
): Generator<void, readonly PlanGroup[]> {
  const active = facts.people.filter((one) => one.status === 'active');
  const [someone] = active;
  if (someone === undefined) return [];
  const roster = rosterOf(facts.people);
  const sides = [before, after].map((policy) => ({ policy, items: itemsOf(policy, someone) }));
  const [old, fresh] = sides;
  if (old === undefined || fresh === undefined) return [];
  const tally = tallyChanges();
  for (const id of new Set([...fresh.items.keys(), ...old.items.keys()])) {
    yield;
    const [was, is] = [old.items.get(id), fresh.items.get(id)];
    if (fingerprint(before, was) === fingerprint(after, is)) continue;
    const lengths = lengthsOf(was, is);
    const standpoint = (policy: Policy, item: Item | undefined): Standpoint => ({
      policy,
      item,
      roster,
      judge: facts.judge,
      now: facts.now,
    });
    const [from, to] = [standpoint(before, was), standpoint(after, is)];
    const item = is ?? was;
    if (item === undefined) continue;
    for (const kind of alikeFor(active, [from, to])) {
      yield;
      const [one] = kind;
      if (one === undefined) continue;
      const changes = changesBetween(prospectAt(from, one, lengths), prospectAt(to, one, lengths));
      for (const person of kind) for (const change of changes) tally.add({ ...change, person, item });
    }
  }
  return tally.groups();
}

export const itemsOf = (policy: Policy, someone: Person): ReadonlyMap<string, Item> =>
  new Map(visibleItems(seenByAll(policy), someone).map((item) => [item.target.id, item]));

/** Like is compared with like: lengths that both allow. */
function lengthsOf(was: Item | undefined, is: Item | undefined): readonly Seconds[] {
  const items = [was, is].filter((one) => one !== undefined);
  const shortest = Math.min(...items.map((one) => one.defaultDuration));
  const longest = Math.min(...items.map((one) => one.maxDuration));
  return [...new Set([Math.min(shortest, longest), longest])];
}

function tallyChanges() {
  const groups = new Map<
    ChangeKind,
    { count: number; shown: PlanRow[]; people: Set<PersonId>; items: Set<string> }
  >();
  return {
    add(row: PlanRow): void {
      const group = groups.get(row.kind) ?? { count: 0, shown: [], people: new Set(), items: new Set() };
      groups.set(row.kind, group);
      group.count += 1;
      group.people.add(row.person.id);
      group.items.add(row.item.target.id);
      if (group.shown.length < mostShown) group.shown.push(row);
    },
    groups: (): readonly PlanGroup[] =>
      kindsOfChange.flatMap((about) => {
        const group = groups.get(about.kind);
        if (group === undefined) return [];
        return [
          { ...about, ...group, people: group.people.size, items: group.items.size, who: [...group.people] },
        ];
      }),
  };
}
