// Who may decide a stage, for whom, and whether the whole way can be gone by different people.
import type { PersonId } from './ids.ts';
import type { Item } from './item.ts';
import { commonOwners } from './item.ts';
import type { Person } from './person.ts';
import type { ApproverSpec, SoughtSpec, Stage } from './policy.ts';
import type { Asked } from './request.ts';
import { seatOf } from './request.ts';
import { decidersForOwner } from './stand-ins.ts';

/** The people a route may need, loaded for it: by id, and by group. */
export type Directory = {
  readonly person: (id: PersonId) => Person | undefined;
  readonly group: (name: string) => readonly Person[];
  /** To whom this person has handed their deciding at present, and until when, in words. */
  readonly standIn?: (id: PersonId) => StandIn | undefined;
  /** The people of a source that has to be looked up, as it is now and for this case. */
  readonly sought: (spec: SoughtSpec) => readonly Person[];
};
export type StandIn = { readonly to: PersonId; readonly until: string };

/** For whom, and over what, approvers are sought. */
export type Case = {
  readonly item: Item;
  readonly requester: Person;
  /** Who asked on the requester's behalf: no more of an approver than the requester. */
  readonly asker?: { readonly id: PersonId };
  readonly directory: Directory;
  /** They answered already, so that nobody stands in for them. */
  readonly answered?: ReadonlySet<PersonId>;
};

const nobodyYet: ReadonlySet<PersonId> = new Set();

type Voted = Case & { readonly voted?: ReadonlySet<PersonId> };

/**
 * The people who are asked in stage `at`, with the sentence that tells each why it is them; empty when the stage cannot be decided.
 * Never the requester or who asked for them, only active people. `voted` agreed in earlier stages and do not count again where people must
 * be distinct; nobody is asked whom a later stage cannot do without. Where handing over would leave too few different people, nobody stands
 * in for anybody.
 */
export function askedIn(stages: readonly Stage[], at: number, of: Voted): readonly Asked[] {
  const asked = askedAmong(stages, at, of);
  return asked.length > 0 || of.directory.standIn === undefined
    ? asked
    : askedAmong(stages, at, {
        ...of,
        directory: { ...of.directory, standIn: nobodyStandsIn },
      });
}

const nobodyStandsIn = () => undefined;

function askedAmong(stages: readonly Stage[], at: number, of: Voted): readonly Asked[] {
  const stage = stages[at];
  if (stage === undefined) return [];
  const voted = of.voted ?? nobodyYet;
  const able = ableIn(stage, of, voted);
  if (able.length < seatsOf(stage, able.length)) return [];
  const isLast = at === stages.length - 1;
  if (isLast || stage.need === 'all' || !stage.distinct) return able;
  const spared = able.filter((one) =>
    isDecidable(stages.slice(at + 1), of, new Set([...voted, one.person, seatOf(one)])),
  );
  return spared.length < stage.need ? [] : spared;
}

/** Can every one of these stages be decided, each seat by somebody else where people must be distinct? */
export function isDecidable(stages: readonly Stage[], of: Case, voted: ReadonlySet<PersonId>): boolean {
  const seats: (readonly PersonId[])[] = [];
  for (const stage of stages) {
    const able = ableIn(stage, of, voted).map((one) => one.person);
    const needed = seatsOf(stage, able.length);
    if (able.length < needed) return false;
    if (!stage.distinct) continue;
    if (stage.need === 'all') seats.push(...able.map((one) => [one]));
    else for (let seat = 0; seat < needed; seat += 1) seats.push(able);
  }
  return canSeat(seats);
}

/** How many must agree when so many are asked. */
export const seatsOf = (stage: Stage, asked: number): number =>
  stage.need === 'all' ? Math.max(1, asked) : stage.need;

/** Can each seat be taken by a different one of its candidates? Kuhn's algorithm for bipartite matching. */
function canSeat(seats: readonly (readonly PersonId[])[]): boolean {
  const takenBy = new Map<PersonId, number>();
  const seat = (index: number, tried: Set<PersonId>): boolean => {
    for (const person of seats[index] ?? []) {
      if (tried.has(person)) continue;
      tried.add(person);
      const taken = takenBy.get(person);
      if (taken === undefined || seat(taken, tried)) {
        takenBy.set(person, index);
        return true;
      }
    }
    return false;
  };
  return seats.every((_, index) => seat(index, new Set()));
}

/** Everybody the stage may turn to; its fallback comes in where the first choice is too few. */
function ableIn(stage: Stage, of: Case, voted: ReadonlySet<PersonId>): readonly Asked[] {
  const used = (id: PersonId): boolean => stage.distinct && voted.has(id);
  const found = (specs: readonly ApproverSpec[]) => specs.flatMap((spec) => approversOf(spec, of));
  const free = (asked: readonly Asked[]) =>
    once(asked.filter((one) => !used(one.person) && !used(seatOf(one))));
  const first = found(stage.approvers);
  const enough = free(first).length >= seatsOf(stage, free(first).length);
  const sought = enough ? first : [...first, ...found(stage.fallback)];
  const able = free(sought);
  const says = new Set(sought.map(seatOf).filter((id) => !used(id)));
  // All means every one of them: handing over must not make them fewer.
  return stage.need === 'all' && able.length < says.size ? [] : able;
}

/** The active people a stage tells, whoever is asked; never the requester. */
export const toldIn = (stage: Stage, of: Case): readonly PersonId[] => [
  ...new Set(
    (stage.tell ?? []).flatMap((told) =>
      told.by === 'channel' ? [] : approversOf(told, of).map((one) => one.person),
    ),
  ),
];

/** Each person once, with the first reason found for them. */
function once(asked: readonly Asked[]): readonly Asked[] {
  const first = new Map<PersonId, Asked>();
  for (const one of asked) {
    const known = first.get(one.person);
    if (known === undefined || (known.standsInFor !== undefined && one.standsInFor === undefined))
      first.set(one.person, one);
  }
  return [...first.values()];
}

/** Nobody decides about themselves or about what they asked for, and only active people decide. */
const mayDecide = (person: Person, { requester, asker }: Case): boolean =>
  person.status === 'active' && person.id !== requester.id && person.id !== asker?.id;

/** The active people one source gives, or those who stand in for them. */
function approversOf(spec: ApproverSpec, of: Case): readonly Asked[] {
  const { item, requester, directory } = of;
  const named = (ids: readonly (PersonId | undefined)[], why: string): readonly Asked[] =>
    [...new Set(ids)]
      .flatMap((id) => (id === undefined ? [] : (directory.person(id) ?? [])))
      .filter((person) => mayDecide(person, of))
      .map((person) => standInFor(person, of) ?? { person: person.id, why });
  switch (spec.by) {
    case 'manager':
      return named([requester.manager], `You are ${requester.name}'s manager.`);
    case 'managers_manager':
      return named(
        [requester.manager && directory.person(requester.manager)?.manager],
        `You are the manager of ${requester.name}'s manager.`,
      );
    case 'owner': {
      const owners = new Set(commonOwners(item));
      return decidersForOwner({ item, requester, directory }).flatMap((id) =>
        named([id], owners.has(id) ? `You own ${item.name}.` : `The owner of ${item.name} has you decide.`),
      );
    }
    case 'person':
      return named([spec.person], `The policy names you for ${item.name}.`);
    case 'group':
      return named(
        directory.group(spec.group).map((person) => person.id),
        `You are in the group ${spec.group}, which decides about ${item.name}.`,
      );
    case 'on_call':
    case 'people':
    case 'user_group':
      return named(
        directory.sought(spec).map((person) => person.id),
        soughtWhy(spec, item),
      );
  }
}

function soughtWhy(spec: SoughtSpec, item: Item): string {
  switch (spec.by) {
    case 'on_call':
      return `You are on call for ${spec.schedule}, and whoever is decides about ${item.name}.`;
    case 'people':
      return `You are one of the people whom the policy chooses for ${item.name}.`;
    case 'user_group':
      return `You are in the Slack user group @${spec.handle}, which decides about ${item.name}.`;
  }
}

/** Whoever this person handed their deciding to. One step only; where that person may not decide this either, it stays where it is. */
function standInFor(person: Person, of: Case): Asked | undefined {
  if (of.answered?.has(person.id) === true) return undefined;
  const standIn = of.directory.standIn?.(person.id);
  const to = standIn && of.directory.person(standIn.to);
  if (standIn === undefined || to === undefined || to.id === person.id || !mayDecide(to, of))
    return undefined;
  return {
    person: to.id,
    why: `${person.name} is away until ${standIn.until} and asked you to decide for them.`,
    standsInFor: person.id,
  };
}

/** A source of approvers in words: “the manager”, “the group security”. */
export function specWords(spec: ApproverSpec): string {
  switch (spec.by) {
    case 'manager':
      return 'the manager';
    case 'managers_manager':
      return 'the manager’s manager';
    case 'owner':
      return 'the owner';
    case 'person':
      return spec.person;
    case 'group':
      return `the group ${spec.group}`;
    case 'on_call':
      return `whoever is on call for ${spec.schedule}`;
    case 'people':
      return `the people with ${shortened(spec.condition)}`;
    case 'user_group':
      return `the Slack user group @${spec.handle}`;
  }
}

const longestShown = 120;

const shortened = (condition: string): string => {
  const line = condition.replace(/\s+/g, ' ');
  return line.length <= longestShown ? line : `${line.slice(0, longestShown - 1)}…`;
};

/** A stage in words: “the manager”, “2 of the group security”, “all of the owner and the group security”. */
export function stageWords(stage: Stage): string {
  const who = stage.approvers.map(specWords).join(' or ');
  if (stage.need === 'all') return `all of ${stage.approvers.map(specWords).join(' and ')}`;
  return stage.need === 1 ? who : `${stage.need} of ${who}`;
}
