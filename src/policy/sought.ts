// Sources of approvers that have to be looked up, among people who are all at hand.
import type { Directory } from '../domain/approvers.ts';
import { chooser } from '../domain/chosen.ts';
import type { PersonId } from '../domain/ids.ts';
import { personId } from '../domain/ids.ts';
import type { Item } from '../domain/item.ts';
import { onCallIn } from '../domain/on-call.ts';
import type { Person } from '../domain/person.ts';
import type { Policy } from '../domain/policy.ts';
import type { Roster } from '../domain/roster.ts';
import type { Ask } from '../domain/route.ts';
import { namesIn } from './condition/names.ts';

/** Who is in which user group in Slack, by its handle: no file says it, so it is told or not known. */
export type UserGroups = Readonly<Record<string, readonly string[]>>;

/** Whom the policy is asked about: one item and one question. */
export type Question = {
  readonly policy: Policy;
  readonly item: Item;
  readonly ask: Ask;
  /** `unknown`: each group is taken for one person, who is nobody in the company. */
  readonly userGroups: UserGroups | 'unknown';
};

/** The directory for one question. */
export const directoryAt = (roster: Roster, question: Question): Directory => ({
  ...roster,
  person: (id) => roster.person(id) ?? (question.userGroups === 'unknown' ? standIn(id) : undefined),
  sought: (spec) => {
    switch (spec.by) {
      case 'on_call':
        return onCallNow(roster, question, spec.schedule);
      case 'people':
        return chosen(roster, question, spec.condition);
      case 'user_group':
        return membersOf(roster, question.userGroups, spec.handle);
    }
  },
});

function onCallNow({ person }: Roster, { policy, ask }: Question, schedule: string): readonly Person[] {
  const id = onCallIn(policy.onCall, schedule, ask.now);
  const found = id && person(id);
  return found === undefined ? [] : [found];
}

function membersOf(roster: Roster, groups: Question['userGroups'], handle: string): readonly Person[] {
  if (groups === 'unknown') return [standIn(personId(`@${handle}`))].flatMap((one) => one ?? []);
  const ids = Object.hasOwn(groups, handle) ? (groups[handle] ?? []) : [];
  return roster.everybody.filter((one) => ids.includes(one.id));
}

/** Somebody of a group whose members nobody told. */
const standIn = (id: PersonId): Person | undefined =>
  id.startsWith('@')
    ? {
        id,
        version: 1,
        email: '',
        name: id,
        department: '',
        title: '',
        location: '',
        status: 'active',
        groups: [],
        attributes: {},
      }
    : undefined;

const lastChosen = new WeakMap<Roster, Map<string, readonly Person[]>>();

/** A condition that looks at nothing but the candidates chooses the same people whoever asks; then they are looked for once. */
function chosen(roster: Roster, question: Question, condition: string): readonly Person[] {
  const isKeepable = namesIn(condition).every((name) => name.startsWith('approver.'));
  const known = lastChosen.get(roster) ?? new Map<string, readonly Person[]>();
  lastChosen.set(roster, known);
  const before = isKeepable ? known.get(condition) : undefined;
  if (before !== undefined) return before;
  const people = roster.everybody.filter(chooser(condition, question));
  if (isKeepable) known.set(condition, people);
  return people;
}
