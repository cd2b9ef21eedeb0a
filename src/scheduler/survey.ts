// Everybody's birthrights set against the rules, page by page, without changing anything.
import type { Assignment } from '../domain/assignment.ts';
import type { BirthrightChanges, Braked, Due } from '../domain/birthright.ts';
import { birthrightChanges, birthrightsOf, brakedRules } from '../domain/birthright.ts';
import type { Judge } from '../domain/condition.ts';
import type { PersonId } from '../domain/ids.ts';
import type { Person } from '../domain/person.ts';
import type { Read } from '../store/store.ts';

export type Survey = {
  /** Whoever has not what the rules say, or has it for another reason than they say. */
  readonly differing: readonly PersonId[];
  /** Rules of which suspiciously many would lose what they have. */
  readonly braked: readonly Braked[];
};

/** How many people are looked at before others have their turn. */
const perPage = 200;

/** Looks at everybody. Nothing differs while no policy is in force. */
export async function surveyBirthrights(
  read: Pick<Read, 'currentPolicy' | 'listPeople' | 'openAssignments'>,
  judge: Judge,
): Promise<Survey> {
  const policy = (await read.currentPolicy())?.policy;
  if (policy === undefined) return { differing: [], braked: [] };
  const differing: PersonId[] = [];
  const take: BirthrightChanges['take'][number][] = [];
  const holders = new Map<string, Set<string>>();
  for await (const page of pagesOf(read)) {
    const seen = page.map((one) => ({ ...one, due: birthrightsOf(policy, one.person, judge) }));
    for (const { person, due, rows } of seen) if (isDifferent(due, rows)) differing.push(person.id);
    const lasting = seen.map(({ person, due, rows }) => ({
      person,
      due,
      has: rows.filter((row) => row.lasts).map((row) => row.assignment),
    }));
    for (const { has } of lasting)
      for (const { rule, person } of has) holders.set(rule, (holders.get(rule) ?? new Set()).add(person));
    take.push(...birthrightChanges(lasting).take);
  }
  const counts = new Map([...holders].map(([rule, people]) => [rule, people.size]));
  return { differing, braked: brakedRules(take, counts, policy.settings.assignBrake) };
}

type Row = { readonly assignment: Assignment; readonly lasts: boolean };
type Seen = { readonly person: Person; readonly rows: readonly Row[] };

async function* pagesOf(read: Pick<Read, 'listPeople' | 'openAssignments'>): AsyncGenerator<readonly Seen[]> {
  let after = '';
  for (;;) {
    const people = await read.listPeople({ after, limit: perPage });
    const last = people.at(-1);
    if (last === undefined) return;
    const rows = byPerson(await read.openAssignments(after, last.id));
    yield people.map((person) => ({ person, rows: rows.get(person.id) ?? [] }));
    after = last.id;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Something is due that does not last under that rule, or there is something that is not due. */
function isDifferent(due: readonly Due[], rows: readonly Row[]): boolean {
  const lasting = new Set(
    rows.filter((row) => row.lasts).map(({ assignment }) => `${assignment.entitlement} ${assignment.rule}`),
  );
  return (
    due.some(({ entitlement, rule }) => !lasting.has(`${entitlement.id} ${rule.name}`)) ||
    rows.some((row) => !due.some((one) => one.entitlement.id === row.assignment.entitlement))
  );
}

function byPerson(rows: readonly Row[]): ReadonlyMap<PersonId, readonly Row[]> {
  const found = new Map<PersonId, Row[]>();
  for (const row of rows) {
    const others = found.get(row.assignment.person) ?? [];
    found.set(row.assignment.person, others);
    others.push(row);
  }
  return found;
}
