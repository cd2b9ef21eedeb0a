// Who may decide a stage, for whom, and whether the whole way can be gone by different people.
import type { PersonId } from './ids.ts';
import type { Item } from './item.ts';
import { commonOwners } from './item.ts';
import type { Person } from './person.ts';
import type { ApproverSpec, Stage } from './policy.ts';
import type { Asked } from './request.ts';
import { decidersForOwner } from './stand-ins.ts';

/** The people a route may need, loaded for it: by id, and by group. */
export type Directory = {
  readonly person: (id: PersonId) => Person | undefined;
  readonly group: (name: string) => readonly Person[];
};

/** For whom, and over what, approvers are sought. */
export type Case = { readonly item: Item; readonly requester: Person; readonly directory: Directory };

const nobodyYet: ReadonlySet<PersonId> = new Set();

/**
 * The people who are asked in stage `at`, with the sentence that tells each why it is them; empty when the stage cannot be decided.
 * Never the requester, only active people. `voted` agreed in earlier stages and do not count again where people must be distinct; nobody
 * is asked whom a later stage cannot do without.
 */
export function askedIn(
  stages: readonly Stage[],
  at: number,
  of: Case & { readonly voted?: ReadonlySet<PersonId> },
): readonly Asked[] {
  const stage = stages[at];
  if (stage === undefined) return [];
  const voted = of.voted ?? nobodyYet;
  const able = ableIn(stage, of, voted);
  if (able.length < seatsOf(stage, able.length)) return [];
  const isLast = at === stages.length - 1;
  if (isLast || stage.need === 'all' || !stage.distinct) return able;
  const spared = able.filter((one) => isDecidable(stages.slice(at + 1), of, new Set([...voted, one.person])));
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
  const seatOf = new Map<PersonId, number>();
  const seat = (index: number, tried: Set<PersonId>): boolean => {
    for (const person of seats[index] ?? []) {
      if (tried.has(person)) continue;
      tried.add(person);
      const taken = seatOf.get(person);
      if (taken === undefined || seat(taken, tried)) {
        seatOf.set(person, index);
        return true;
      }
    }
    return false;
  };
  return seats.every((_, index) => seat(index, new Set()));
}

/** Everybody the stage may turn to; its fallback comes in where the first choice is too few. */
function ableIn(stage: Stage, of: Case, voted: ReadonlySet<PersonId>): readonly Asked[] {
  const free = (specs: readonly ApproverSpec[]) =>
    once(specs.flatMap((spec) => approversOf(spec, of))).filter(
      (one) => !stage.distinct || !voted.has(one.person),
    );
  const first = free(stage.approvers);
  return first.length >= seatsOf(stage, first.length) ? first : once([...first, ...free(stage.fallback)]);
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
  for (const one of asked) if (!first.has(one.person)) first.set(one.person, one);
  return [...first.values()];
}

/** The active people one source gives. */
function approversOf(spec: ApproverSpec, { item, requester, directory }: Case): readonly Asked[] {
  const named = (ids: readonly (PersonId | undefined)[], why: string): readonly Asked[] =>
    [...new Set(ids)]
      .flatMap((id) => (id === undefined ? [] : (directory.person(id) ?? [])))
      .filter((person) => person.status === 'active' && person.id !== requester.id)
      .map((person) => ({ person: person.id, why }));
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
  }
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
  }
}

/** A stage in words: “the manager”, “2 of the group security”, “all of the owner and the group security”. */
export function stageWords(stage: Stage): string {
  const who = stage.approvers.map(specWords).join(' or ');
  if (stage.need === 'all') return `all of ${stage.approvers.map(specWords).join(' and ')}`;
  return stage.need === 1 ? who : `${stage.need} of ${who}`;
}
