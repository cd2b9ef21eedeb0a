import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { readDirectory } from '../../directory/sync.ts';
import type { DirectoryEntry } from '../../domain/command.ts';
import { peopleNamedBy } from '../../domain/decide/apply-policy.ts';
import { bundleId, entitlementId } from '../../domain/ids.ts';
import { hour, minute } from '../../domain/instant.ts';
import { findItem, visibleItems } from '../../domain/item.ts';
import { parseRequest } from '../../domain/parse-request.ts';
import type { Person } from '../../domain/person.ts';
import type { Policy } from '../../domain/policy.ts';
import { route } from '../../domain/route.ts';
import { createJudge } from '../../policy/condition/judge.ts';
import type { ParsedPolicy } from '../../policy/parse.ts';
import { parsePolicy } from '../../policy/parse.ts';

const here = (name: string) => new URL(name, import.meta.url).pathname;

let parsed: ParsedPolicy;
let policy: Policy;
let entries: readonly DirectoryEntry[];
let people: readonly Person[];

beforeAll(async () => {
  parsed = parsePolicy(await readFile(here('access.yml'), 'utf8'), {
    DEMO_SCIM_URL: 'http://127.0.0.1:4000/scim/v2',
  });
  const directory = await readDirectory(here('people.csv'), 'T001');
  if (parsed.is !== 'policy') throw new Error(JSON.stringify(parsed.faults));
  if (directory.is !== 'people') throw new Error(JSON.stringify(directory.faults));
  policy = parsed.policy;
  entries = directory.entries;
  people = entries.map((entry) => ({ ...entry.person, version: 1 }));
});

const person = (id: string): Person => people.find((one) => one.id === id)!;

/** What happens when somebody asks: how it is decided, by whom, under which rule, and for how long at most. */
function ask(id: string, wanted: string, duration: number) {
  const requester = person(id);
  const target = wanted.includes('/')
    ? ({ kind: 'entitlement', id: entitlementId(wanted) } as const)
    : ({ kind: 'bundle', id: bundleId(wanted) } as const);
  const item = findItem(policy, target, requester);
  if (item === undefined) return { is: 'hidden' };
  const directory = {
    person: (one: string) => people.find((known) => known.id === one),
    group: (name: string) => people.filter((known) => known.groups.includes(name)),
    sought: () => [],
  };
  const verdict = route(policy, item, {
    requester,
    duration,
    directory,
    reason: 'Because the work needs it',
    held: new Set(),
    now: Date.UTC(2026, 10, 23, 12),
    source: 'slack',
    judge: createJudge(),
  });
  return {
    is: verdict.is,
    rule: verdict.rule?.name,
    ...(verdict.is === 'ask' ? { asked: verdict.asked.map((one) => one.person) } : {}),
    ...(verdict.is === 'refuse' ? { says: verdict.refusal.text } : { atMost: verdict.maxDuration }),
  };
}

describe('the demo company', () => {
  it('has a policy without a fault or a warning', () => {
    expect(parsed).toMatchObject({
      is: 'policy',
      warnings: [],
      people: { source: 'csv', file: 'people.csv' },
    });
  });

  it('has twelve people, one of them gone, each with a manager up to the chief executive', () => {
    expect(people).toHaveLength(12);
    expect(
      entries
        .map((entry) => entry.slack)
        .flat()
        .sort(),
    ).toEqual(Array.from({ length: 12 }, (_, index) => `T001:U${String(index + 1).padStart(3, '0')}`));
    expect(people.filter((one) => one.status !== 'active').map((one) => one.id)).toEqual(['noor']);
    expect(people.filter((one) => one.manager === undefined).map((one) => one.id)).toEqual(['grace']);
    expect(person('ana').manager).toBe('bo');
  });

  it('names nobody whom the directory does not know', () => {
    expect(peopleNamedBy(policy).filter((id) => !people.some((one) => one.id === id))).toEqual([]);
  });

  it('reads the address of its target from the environment and knows its token by name only', () => {
    const scim = policy.apps.filter((app) => app.connector === 'scim');
    expect(scim.map((app) => app.id)).toEqual([
      'payments-db',
      'deploy',
      'crm',
      'warehouse',
      'handbook',
      'network',
    ]);
    for (const app of scim)
      expect(app.config).toEqual({ baseUrl: 'http://127.0.0.1:4000/scim/v2', tokenEnv: 'DEMO_SCIM_TOKEN' });
  });

  it.each([
    [
      'an engineer reads payments at once',
      ['ana', 'payments-db/read', 2 * hour],
      { is: 'auto', rule: 'low-risk-for-builders', atMost: 24 * hour },
    ],
    [
      'an engineer who wants it for longer asks the manager',
      ['ana', 'payments-db/read', 5 * hour],
      { is: 'ask', rule: 'manager-decides', asked: ['bo'], atMost: 24 * hour },
    ],
    [
      'somebody in support asks the manager',
      ['lucy', 'payments-db/read', hour],
      { is: 'ask', rule: 'manager-decides', asked: ['tom'], atMost: 24 * hour },
    ],
    [
      'medium risk goes to the manager',
      ['ana', 'deploy/production', hour],
      { is: 'ask', rule: 'manager-decides', asked: ['bo'], atMost: 12 * hour },
    ],
    [
      'an engineer’s short correction goes to the manager',
      ['ana', 'payments-db/write', hour],
      { is: 'ask', rule: 'short-payment-corrections', asked: ['bo'], atMost: 8 * hour },
    ],
    [
      'a longer one goes to the owner',
      ['ana', 'payments-db/write', 2 * hour],
      { is: 'ask', rule: 'high-risk-by-owner', asked: ['carla'], atMost: 8 * hour },
    ],
    [
      'high risk from elsewhere goes to the owner',
      ['lucy', 'payments-db/write', hour],
      { is: 'ask', rule: 'high-risk-by-owner', asked: ['carla'], atMost: 8 * hour },
    ],
    [
      'the warehouse is Dee’s',
      ['raj', 'warehouse/analyst', hour],
      { is: 'ask', rule: 'high-risk-by-owner', asked: ['dee'], atMost: 72 * hour },
    ],
    [
      'the server room key is Inês’s',
      ['ana', 'badge-office/server-room', hour],
      { is: 'ask', rule: 'high-risk-by-owner', asked: ['ines'], atMost: 8 * hour },
    ],
    [
      'critical access goes to the security group',
      ['ana', 'payments-db/admin', 30 * minute],
      { is: 'ask', rule: 'critical-by-security', asked: ['samir', 'ines'], atMost: 30 * minute },
    ],
    [
      'whoever is in the group does not decide about themselves',
      ['ines', 'payments-db/admin', 30 * minute],
      { is: 'ask', rule: 'critical-by-security', asked: ['samir'], atMost: 30 * minute },
    ],
    [
      'contractors never get it',
      ['kit', 'payments-db/admin', 30 * minute],
      {
        is: 'refuse',
        rule: 'no-contractors-in-payments-admin',
        says: 'Contractors never get admin on Payments DB. Ask Carla Okafor, its owner, to make the change together with you.',
      },
    ],
    [
      'on call is decided by name',
      ['raj', 'payments-oncall', 8 * hour],
      { is: 'ask', rule: 'payments-on-call', asked: ['carla'], atMost: 8 * hour },
    ],
    [
      'a support shift is for the manager',
      ['lucy', 'support-shift', 8 * hour],
      { is: 'ask', rule: 'manager-decides', asked: ['tom'], atMost: 24 * hour },
    ],
    ['engineers do not see the support shift', ['ana', 'support-shift', 8 * hour], { is: 'hidden' }],
  ] as const)('%s', (_, [who, wanted, duration], outcome) => {
    expect(ask(who, wanted, duration)).toEqual(outcome);
  });

  it.each([
    ['payments-db/read 2h INC-42 is burning', 'payments-db/read'],
    ['Payments read 30min INC-42', 'payments-db/read'],
    ['on call 8h my week on the pager', 'payments-oncall'],
    ['deploy 1h release 12', 'deploy/production'],
    ['deploy/rollback 1h release 12', 'deploy/rollback'],
  ])('understands “%s”', (text, item) => {
    const items = visibleItems(policy, person('ana')).map((one) => ({
      id: one.target.id,
      name: one.name,
      aliases: [...policy.bundles, ...policy.entitlements].find(({ id }) => id === one.target.id)!.aliases,
    }));
    expect(parseRequest(text, items)).toMatchObject({ item, durationText: expect.any(String) });
  });
});
