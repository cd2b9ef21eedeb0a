import { expect, it } from 'vitest';
import { personId } from '../ids.ts';
import { day } from '../instant.ts';
import { ana, card, momentAt, noon, pending, planned, slack, version, worker } from './given.ts';
import { proposeReturn } from './propose-return.ts';
import { recordUsage } from './record-usage.ts';

const entry = (used: string, lastUsed: number, person = ana.id) => ({ person, used, lastUsed });
const record = (
  entries: readonly ReturnType<typeof entry>[],
  before: number | undefined,
  who: object = worker,
) =>
  recordUsage(
    { kind: 'record_usage', actor: worker.actor, source: 'file:db', entries },
    {
      ...worker,
      ...who,
      known: [ana],
      before:
        before === undefined
          ? []
          : [{ ...entry('db/read', before), reportedAt: noon - 9, source: 'file:db' }],
    },
    momentAt(),
  );

it.each([
  ['the first time', [entry('db/read', 5)], undefined, [5]],
  ['a later time', [entry('db/read', 6)], 5, [6]],
  ['the same time, which is no news', [entry('db/read', 5)], 5, []],
  ['an earlier time, which is no news', [entry('db/read', 4)], 5, []],
  ['the latest of several', [entry('db/read', 7), entry('db/read', 9), entry('db/read', 8)], 5, [9]],
  ['that it was never used', [entry('db/read', 0)], undefined, [0]],
  ['somebody nobody knows, who is left out', [entry('db/read', 9, personId('zoe'))], undefined, []],
])('of last uses is recorded %s', (_name, entries, before, expected) => {
  const decision = record(entries, before);
  expect(decision.changes.map((one) => (one.put === 'usage' ? one.row.lastUsed : one))).toEqual(expected);
  expect(decision.audit.map((one) => one.action)).toEqual(expected.length === 0 ? [] : ['usage.recorded']);
});

it('nobody says in Slack when something was used', () => {
  const decision = recordUsage(
    { kind: 'record_usage', actor: slack(ana).actor, source: 'file:db', entries: [entry('db/read', 5)] },
    { ...slack(ana), known: [ana], before: [] },
    momentAt(),
  );
  expect(decision).toMatchObject({ is: 'refused', changes: [] });
});

const active = { ...planned, state: 'active', activeAt: noon } as const;
const proposal = { because: 'DB has not been used for at least 94 days: give it back.', askFor: [] };
const asked = (at: number) => card(ana, { role: 'unused', createdAt: at });
it.each([
  ['is asked about what they do not use', active, proposal, [], 1],
  ['is not asked about what they use', active, undefined, [], 0],
  ['is not asked about what is ending', { ...planned, state: 'planned' } as const, proposal, [], 0],
  ['is not asked again in a quarter', active, proposal, [asked(noon - 91 * day * 1_000 + 1)], 0],
  ['is asked again after a quarter', active, proposal, [asked(noon - 91 * day * 1_000)], 1],
  ['is asked though told of its end', active, proposal, [card(ana, { role: 'ending' })], 1],
])('whoever holds something %s', (_name, grant, found, cards, count) => {
  const decision = proposeReturn(
    { kind: 'propose_return', actor: worker.actor, grant: grant.id },
    {
      ...worker,
      grant,
      proposal: found,
      cards,
      request: pending,
      subject: ana,
      current: version,
      openTasks: [],
      others: [],
    },
    momentAt(),
  );
  expect(decision.changes.map((one) => one.put === 'card' && one.row.role)).toEqual(
    Array.from({ length: count }, () => 'unused'),
  );
  expect(decision.effects).toHaveLength(count);
});
