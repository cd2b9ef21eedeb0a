import type { Entitlement } from '../catalogue.ts';
import { matchesPerson } from '../catalogue.ts';
import type { EntitlementId } from '../ids.ts';
import type { Person } from '../person.ts';
import { compareTexts } from './offer.ts';

/** Something held, and why: by a birthright or role rule, asked for, taken in an emergency, or there before Hallpass was. */
export type Holding = {
  readonly entitlement: Entitlement;
  readonly by: 'birthright' | 'role' | 'requested' | 'break_glass' | 'adopted';
};

/** A person and what they hold now. */
export type Holder = { readonly person: Person; readonly holds: readonly Holding[] };

export type LikeAsk = {
  readonly requester: Person;
  /** What the requester holds now. */
  readonly held: readonly Entitlement[];
  /** Whom the requester wants to be like. */
  readonly model: Holder;
  /** What birthright and role rules give to somebody with the requester's attributes. */
  readonly byRule: ReadonlySet<EntitlementId>;
  /** Everybody who may be a peer of the model; who is one is judged here. */
  readonly people: readonly Holder[];
};

/** `rule`: the rules give it to somebody like the requester. `role`: they give it to the model. `peers`: most of the model's peers hold it. */
export type Justified = {
  readonly entitlement: Entitlement;
  readonly why: 'rule' | 'role' | 'peers';
  readonly because: string;
};

export type Like = {
  /** What can be asked for, in name order. */
  readonly offered: readonly Justified[];
  /** What the model has for reasons of their own, in name order. It is not offered. */
  readonly alone: readonly Entitlement[];
};

/**
 * What of somebody's access their role justifies. It never clones: what they asked for themselves, took in an emergency or always had
 * is offered only if a rule gives it or at least half of at least three peers (active, same department, same title) hold it too.
 * Nothing that is hidden from the requester leaves a trace in the answer, and nothing that they hold already is in it.
 */
export function like(ask: LikeAsk): Like {
  const holds = new Set(ask.held.map(({ id }) => id));
  const open = ask.model.holds.filter(
    ({ entitlement }) => !holds.has(entitlement.id) && matchesPerson(entitlement.visibleTo, ask.requester),
  );
  const things = [...new Map(open.map(({ entitlement }) => [entitlement.id, entitlement])).values()].toSorted(
    (a, b) => compareTexts(a.name, b.name) || compareTexts(a.id, b.id),
  );
  const peers = peersOf(ask);
  const judged = things.map((entitlement) => ({ entitlement, justified: justify(entitlement, ask, peers) }));
  return {
    offered: judged.flatMap(({ justified }) => justified ?? []),
    alone: judged.flatMap(({ entitlement, justified }) => (justified === undefined ? [entitlement] : [])),
  };
}

const fewestPeers = 3;

function justify(
  entitlement: Entitlement,
  { model, byRule }: LikeAsk,
  peers: readonly Holder[],
): Justified | undefined {
  const { id } = entitlement;
  const { name, department, title } = model.person;
  if (byRule.has(id)) return { entitlement, why: 'rule', because: 'A rule gives it to people like you.' };
  if (model.holds.some((one) => one.entitlement.id === id && isByRule(one)))
    return { entitlement, why: 'role', because: `${name} has it by a rule for their role.` };
  const holders = peers.filter(({ holds }) =>
    holds.some((one) => one.entitlement.id === id && isLasting(one)),
  );
  if (peers.length < fewestPeers || holders.length * 2 < peers.length) return undefined;
  const because = `${holders.length} of ${peers.length} others with the title ${title} in ${department} hold it.`;
  return { entitlement, why: 'peers', because };
}

const isByRule = ({ by }: Holding): boolean => by === 'birthright' || by === 'role';

/** An emergency says nothing about a role. */
const isLasting = ({ by }: Holding): boolean => by !== 'break_glass';

/** An unknown department or title is an empty text, which makes nobody a peer. */
function peersOf({ requester, model, people }: LikeAsk): readonly Holder[] {
  const { id, department, title } = model.person;
  if (department === '' || title === '') return [];
  return people.filter(
    ({ person }) =>
      person.id !== id &&
      person.id !== requester.id &&
      person.status === 'active' &&
      person.department === department &&
      person.title === title,
  );
}
