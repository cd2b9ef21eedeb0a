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
  { what: 'the first time', told: [entry('db/read', 5)], before: undefined, kept: [5] },
  { what: 'a later time', told: [entry('db/read', 6)], before: 5, kept: [6] },
  { what: 'the same time, which is no news, not', told: [entry('db/read', 5)], before: 5, kept: [] },
  { what: 'an earlier time, which is no news, not', told: [entry('db/read', 4)], before: 5, kept: [] },
  { what: 'the latest of several', told: [7, 9, 8].map((at) => entry('db/read', at)), before: 5, kept: [9] },
  { what: 'that it was never used', told: [entry('db/read', 0)], before: undefined, kept: [0] },
  {
    what: 'a person nobody knows not',
    told: [entry('db/read', 9, personId('zoe'))],
    before: undefined,
    kept: [],
  },
])('of last uses is recorded $what', ({ told, before, kept }) => {
  const decision = record(told, before);
  expect(decision.changes.map((one) => (one.put === 'usage' ? one.row.lastUsed : one))).toEqual(kept);
  expect(decision.audit.map((one) => one.action)).toEqual(kept.length === 0 ? [] : ['usage.recorded']);
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
  { what: 'is asked about what they do not use', asks: true },
  { what: 'is not asked about what they use', proposal: undefined, asks: false },
  { what: 'is not asked about what is not theirs yet', grant: planned, asks: false },
  { what: 'is not asked again in a quarter', cards: [asked(noon - 91 * day * 1_000 + 1)], asks: false },
  { what: 'is asked again after a quarter', cards: [asked(noon - 91 * day * 1_000)], asks: true },
  { what: 'is asked though told of its end', cards: [card(ana, { role: 'ending' })], asks: true },
])('whoever holds something $what', ({ asks, ...given }) => {
  const facts = { grant: active, proposal, cards: [], ...given };
  const decision = proposeReturn(
    { kind: 'propose_return', actor: worker.actor, grant: active.id },
    { ...worker, request: pending, subject: ana, current: version, openTasks: [], others: [], ...facts },
    momentAt(),
  );
  expect(decision.changes.map((one) => one.put === 'card' && one.row.role)).toEqual(asks ? ['unused'] : []);
  expect(decision.effects).toHaveLength(asks ? 1 : 0);
});
