import type { PersonScope, Scope } from '../../domain/condition.ts';

/** A person for tests, with what a test says different. */
export const aPerson = (different: Partial<PersonScope> = {}): PersonScope => ({
  id: 'ann',
  name: 'Ann Ace',
  email: 'ann@example.com',
  department: 'Finance',
  title: 'Controller',
  location: 'Berlin',
  manager: 'bo',
  status: 'active',
  groups: ['staff', 'payments-oncall'],
  attributes: { team: 'ledger', 'cost center': '4711' },
  ...different,
});

/** A scope for tests: Ann asks for db/read for an hour on Tuesday, 25 November 2025 at 07:00 UTC. */
export const aScope = (different: Partial<Scope> = {}): Scope => ({
  person: aPerson(),
  requester: aPerson(),
  entitlement: {
    id: 'db/read',
    name: 'DB read',
    app: 'db',
    risk: 'high',
    tags: ['pii'],
    permissions: ['select'],
  },
  bundle: { id: '', name: '' },
  app: { id: 'db', name: 'DB', connector: 'scim' },
  request: {
    duration: 3_600,
    reason: 'Close the books, PAY-12',
    ticket: 'PAY-12',
    start: Date.parse('2025-11-25T07:00:00Z'),
    fields: { env: 'prod' },
  },
  context: {
    now: Date.parse('2025-11-25T07:00:00Z'),
    zone: 'Europe/Berlin',
    onCall: () => ['payments'],
    source: 'slack',
  },
  held: new Set(['db/write']),
  ...different,
});
