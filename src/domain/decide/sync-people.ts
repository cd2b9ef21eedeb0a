import type { Command, DirectoryEntry } from '../command.ts';
import type { Change, Decision, Effect, Moment } from '../decision.ts';
import type { Delegation } from '../delegation.ts';
import { accountId } from '../ids.ts';
import type { Account, Person } from '../person.ts';
import { endOf } from './delegate.ts';
import { redrawGaps } from './gap.ts';
import type { ActorFacts } from './verdicts.ts';
import { accept, note } from './verdicts.ts';

export type SyncFacts = ActorFacts & {
  readonly people: readonly Person[];
  readonly accounts: readonly Account[];
  /** What was handed to people who were active until now and are not any more. */
  readonly handedTo: readonly Delegation[];
};

/**
 * The directory lists people; what differs is put right. Nobody is removed for being missing from a list, and a Slack account
 * that is bound to one person is bound to another only if the list says so.
 */
export function syncPeople(
  command: Extract<Command, { readonly kind: 'sync_people' }>,
  facts: SyncFacts,
  moment: Moment,
): Decision {
  const people = new Map(facts.people.map((person) => [person.id, person]));
  const accounts = new Map(facts.accounts.map((account) => [account.native, account]));
  const changed = command.entries.flatMap((entry) => personChange(entry, people.get(entry.person.id)));
  const bound = command.entries.flatMap((entry) => accountChanges(entry, accounts, moment));
  const back = facts.handedTo.map((one) =>
    endOf(one, {
      facts,
      moment,
      by: 'clock',
      because: 'Whoever was to decide is no longer active.',
      told: true,
    }),
  );
  const changes: readonly Change[] = [...changed, ...bound, ...back.flatMap((one) => one.changes)];
  if (changes.length === 0) return accept({ text: 'The directory has nothing new.' });
  return accept({
    text: `${changed.length} people and ${bound.length} Slack accounts brought up to date.`,
    changes,
    effects: [
      ...changed.map((change): Effect => ({ kind: 'redraw', about: { kind: 'person', id: change.row.id } })),
      redrawGaps(moment),
      ...back.flatMap((one) => one.effects),
    ],
    audit: [
      ...back.flatMap((one) => one.audit),
      ...changed.map(({ row }) =>
        note(facts, {
          action: row.version === 1 ? 'person.added' : 'person.changed',
          object: `person:${row.id}`,
          because: 'The directory says so.',
          detail: { status: row.status, manager: row.manager ?? null },
        }),
      ),
      ...bound.map(({ row }) =>
        note(facts, {
          action: 'account.bound',
          object: `account:${row.id}`,
          because: 'The directory says so.',
          detail: { person: row.person, system: row.system, native: row.native },
        }),
      ),
    ],
  });
}

function personChange(
  entry: DirectoryEntry,
  known: Person | undefined,
): readonly Extract<Change, { put: 'person' }>[] {
  if (known === undefined) return [{ put: 'person', row: { ...entry.person, version: 1 } }];
  const next: Person = { ...entry.person, version: known.version + 1 };
  return same(known, next) ? [] : [{ put: 'person', row: next }];
}

function accountChanges(
  entry: DirectoryEntry,
  accounts: ReadonlyMap<string, Account>,
  moment: Moment,
): readonly Extract<Change, { put: 'account' }>[] {
  return entry.slack.flatMap((native) => {
    const known = accounts.get(native);
    if (known?.person === entry.person.id) return [];
    const row: Account =
      known === undefined
        ? { id: accountId(moment.newId('acc')), version: 1, person: entry.person.id, system: 'slack', native }
        : { ...known, version: known.version + 1, person: entry.person.id };
    return [{ put: 'account', row }];
  });
}

/** Equal but for the version; the order of attributes does not count. */
function same(one: Person, other: Person): boolean {
  const flat = (person: Person) => {
    const { attributes, ...rest } = { ...person, version: 0 };
    return JSON.stringify([...sorted(rest), sorted(attributes)]);
  };
  return flat(one) === flat(other);
}

const sorted = (fields: object): readonly [string, unknown][] =>
  Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
