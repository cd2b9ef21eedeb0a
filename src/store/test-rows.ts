// Rows for the store's tests: complete, and different in every field that a mix-up could hide.
import type { AuditEntry } from '../domain/audit-entry.ts';
import type { Card } from '../domain/card.ts';
import type { Grant } from '../domain/grant.ts';
import type { EntitlementId, PersonId } from '../domain/ids.ts';
import {
  accountId,
  appId,
  bundleId,
  cardId,
  entitlementId,
  grantId,
  personId,
  policyVersionId,
  proposalId,
  requestId,
  taskId,
} from '../domain/ids.ts';
import type { Account, Person } from '../domain/person.ts';
import type { PolicyVersion } from '../domain/policy.ts';
import { defaultPolicySettings } from '../domain/policy.ts';
import { oneOf } from '../domain/policy-sources.ts';
import type { PolicyProposal } from '../domain/proposal.ts';
import type { Request } from '../domain/request.ts';
import type { Task } from '../domain/task.ts';
import type { SealedEntry } from './store.ts';

/** Past 2³¹ milliseconds and seconds, as every real time is. */
export const noon = 1_790_000_000_000;

export const person = (id: string, more: Partial<Person> = {}): Person => ({
  id: personId(id),
  version: 1,
  email: `${id}@example.org`,
  name: `${id} Žižek 王 👩🏽‍🚀`,
  department: 'Finance',
  title: 'Clerk',
  location: 'Zürich',
  status: 'active',
  groups: [],
  attributes: {},
  ...more,
});

export const account = (id: string, more: Partial<Account> = {}): Account => ({
  id: accountId(id),
  version: 1,
  person: personId('ana'),
  system: 'slack',
  native: `T1:${id}`,
  ...more,
});

export const request = (id: string, more: Partial<Request> = {}): Request =>
  ({
    id: requestId(id),
    version: 1,
    revision: 1,
    origin: 'asked',
    state: 'pending',
    requester: personId('ana'),
    target: { kind: 'bundle', id: bundleId('on-call') },
    entitlements: [entitlementId('db/read'), entitlementId('db/write')],
    risk: 'high',
    duration: 3_600,
    reason: 'Ledger “close” — 決算\nsecond line',
    ticket: 'INC-1',
    startAt: noon + 7,
    submittedBy: personId('bo'),
    fields: { region: 'EU' },
    policyVersion: policyVersionId('pol_1'),
    rule: 'owners decide',
    because: 'Because it is production.',
    asked: [{ person: personId('bo'), why: 'You own it.' }],
    way: {
      stages: [{ ...oneOf({ by: 'owner' }), need: 2, steps: [{ after: 60, do: 'remind' }] }],
      at: 0,
      since: noon,
      step: 0,
      patience: 86_400,
    },
    conflicts: ['makers and checkers'],
    extends: { grant: grantId('gr_0'), time: 2, since: noon - 1 },
    createdAt: noon,
    deadlineAt: noon + 86_400_000,
    ...more,
  }) as Request;

export const grant = (id: string, more: Partial<Grant> = {}): Grant =>
  ({
    id: grantId(id),
    version: 1,
    request: requestId('req_1'),
    person: personId('ana'),
    entitlement: entitlementId('db/read'),
    duration: 3_600,
    expiresAt: noon + 3_600_000,
    createdAt: noon,
    desired: 'present',
    observed: 'unknown',
    adopted: false,
    attempts: 0,
    state: 'planned',
    ...more,
  }) as Grant;

export const task = (id: string, more: Partial<Task> = {}): Task =>
  ({
    id: taskId(id),
    version: 1,
    grant: grantId('gr_1'),
    work: 'give',
    fulfillers: [personId('bo'), personId('cy')],
    createdAt: noon,
    state: 'open',
    ...more,
  }) as Task;

export const card = (
  id: string,
  more: Partial<Omit<Card, 'person'>> & { readonly person?: PersonId } = {},
): Card => ({
  id: cardId(id),
  version: 1,
  role: 'approver',
  about: { kind: 'request', id: requestId('req_1') },
  person: personId('bo'),
  createdAt: noon,
  ...more,
});

export const policyVersion = (number: number, names: readonly string[]): PolicyVersion => ({
  id: policyVersionId(`pol_${number}`),
  number,
  hash: `${number}`.repeat(64),
  appliedAt: noon + number,
  appliedBy: 'system:start',
  policy: {
    apps: [
      {
        id: appId('db'),
        name: 'Database',
        connector: 'scim',
        config: { deep: [1, { a: null }] },
        owners: [],
      },
    ],
    entitlements: names.map((name) => ({
      id: name as EntitlementId,
      app: appId('db'),
      name,
      description: 'd',
      risk: 'low',
      owners: [],
      maxDuration: 60,
      defaultDuration: 60,
      aliases: [],
      visibleTo: {},
      tags: [],
      permissions: [],
      target: {},
    })),
    bundles: [],
    rules: [],
    routes: {},
    separation: [],
    assign: [],
    onCall: {},
    settings: {
      requestDeadline: 60,
      minReason: 1,
      maxPending: 5,
      actionsPerMinute: 9,
      fulfillers: [],
      policy: defaultPolicySettings,
      startWithin: 0,
      onBehalf: ['manager'],
    },
  },
});

export const proposal = (id: string, more: Partial<PolicyProposal> = {}): PolicyProposal =>
  ({
    id: proposalId(id),
    version: 1,
    base: policyVersionId('pol_1'),
    hash: 'a'.repeat(64),
    author: { by: 'cli', person: personId('ana'), osUser: 'deploy' },
    summary: {
      lines: ['rules: 1 added (“x”)'],
      gains: ['db/read: at once'],
      gaining: [{ person: personId('bo'), words: ['db/read'] }],
    },
    createdAt: noon,
    state: 'open',
    ...more,
  }) as PolicyProposal;

const entry: AuditEntry = {
  actor: 'person:ana',
  action: 'request.submitted',
  object: 'request:req_1',
  outcome: 'ok',
  because: 'Rule “owners decide” matched.',
  // Order and spelling must come back as they went in, for the hash.
  detail: { zebra: 1, a: { nested: [true, null, 'ü'] }, bb: 9_007_199_254_740_991 },
};

export const sealed = (
  previous: { readonly seq: number; readonly hash: string } | undefined,
): SealedEntry => ({
  ...entry,
  seq: (previous?.seq ?? 0) + 1,
  at: noon,
  prevHash: previous?.hash ?? 'none',
  hash: `hash ${(previous?.seq ?? 0) + 1}`,
});
