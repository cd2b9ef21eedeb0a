// A made-up company of any size, with the requests that wait in it.
import type { DirectoryEntry } from '../domain/command.ts';
import type { Change } from '../domain/decision.ts';
import type { Grant } from '../domain/grant.ts';
import type { SlackIdentity } from '../domain/identity.ts';
import {
  appId,
  cardId,
  entitlementId,
  grantId,
  type PersonId,
  type PolicyVersionId,
  personId,
  requestId,
} from '../domain/ids.ts';
import { day, hour } from '../domain/instant.ts';
import { slackNative } from '../domain/person.ts';
import type { Policy, Rule } from '../domain/policy.ts';
import { defaultPolicySettings } from '../domain/policy.ts';
import { oneOf } from '../domain/policy-sources.ts';

export type Size = { readonly people: number; readonly entitlements: number; readonly rules: number };
export const smallCompany: Size = { people: 12, entitlements: 5, rules: 10 };
export const largeCompany: Size = { people: 5_000, entitlements: 200, rules: 1_000 };

export const team = 'T0BENCH';
const app = appId('ledger');
const teamSize = 12;

export const person = (at: number): PersonId => personId(`p${String(at).padStart(5, '0')}`);
const entitlement = (at: number) => entitlementId(`ledger/e${at}`);

/** Everybody has a manager, the first in their team of twelve; the managers have the second person. */
const managerOf = (at: number): number => (at % teamSize === 0 ? 1 : at - (at % teamSize));

export const slackOf = (at: number): SlackIdentity => ({ team, user: `U${at}`, standing: 'member' });

export const directoryOf = ({ people }: Size): readonly DirectoryEntry[] =>
  Array.from({ length: people }, (_, at) => ({
    person: {
      id: person(at),
      email: `p${at}@bench.example`,
      name: `Person ${at}`,
      manager: person(managerOf(at)),
      department: 'Payments',
      title: 'Clerk',
      location: 'Vienna',
      status: 'active',
      groups: [],
      attributes: {},
    },
    slack: [slackNative(team, `U${at}`)],
  }));

/** As many rules an entitlement as there are; only the last of them matches, so that a decision has to look at most of the list. */
export const policyOf = (size: Size): Policy => ({
  apps: [{ id: app, name: 'Ledger', connector: 'manual', config: {}, owners: [person(0)] }],
  entitlements: Array.from({ length: size.entitlements }, (_, at) => ({
    id: entitlement(at),
    app,
    name: `Ledger ${at}`,
    description: 'Look at the ledger.',
    risk: 'medium',
    owners: [person(0)],
    maxDuration: 30 * day,
    defaultDuration: hour,
    aliases: [],
    visibleTo: {},
    tags: [],
    permissions: [],
    target: { role: `e${at}` },
  })),
  bundles: [],
  rules: Array.from({ length: size.rules }, (_, at) => ruleOf(at, size)),
  routes: {},
  separation: [],
  assign: [],
  onCall: {},
  settings: {
    requestDeadline: day,
    minReason: 10,
    maxPending: 1_000,
    actionsPerMinute: 1_000,
    fulfillers: [],
    policy: defaultPolicySettings,
    startWithin: 0,
    onBehalf: ['manager'],
  },
});

const ruleName = (at: number): string => `rule ${at}`;

/** The last rule about an entitlement is the one that matches. */
const matchingRule = (item: number, { entitlements, rules }: Size): string =>
  ruleName(rules - entitlements + item);

function ruleOf(at: number, { entitlements, rules }: Size): Rule {
  const matches = at >= rules - entitlements;
  return {
    name: ruleName(at),
    match: {
      items: [entitlement(at % entitlements)],
      ...(matches ? {} : { person: { department: ['Nobody'] } }),
    },
    route: { kind: 'ask', stages: [oneOf({ by: 'manager' })] },
    because: 'Your manager knows what your work needs.',
  };
}

export type Waiting = {
  readonly request: string;
  readonly card: string;
  /** Who has to decide. */
  readonly approver: number;
  readonly changes: readonly Change[];
};

const first = { version: 1, revision: 1, origin: 'asked' } as const;

/** One request that waits for its requester's manager, with the two cards that were shown. */
export function waitingRequest(
  at: number,
  { size, policy, now }: { readonly size: Size; readonly policy: PolicyVersionId; readonly now: number },
): Waiting {
  const requester = 2 + (at % (Math.min(size.people, 4_096) - 2));
  const approver = managerOf(requester);
  const ids = { request: requestId(`req_${at}`), card: cardId(`card_a${at}`), mine: cardId(`card_r${at}`) };
  const id = entitlement(at % size.entitlements);
  const about = { kind: 'request', id: ids.request } as const;
  const shown = { version: 1, about, createdAt: now, ts: `${at}.1`, shown: 'digest' };
  return {
    request: ids.request,
    card: ids.card,
    approver,
    changes: [
      {
        put: 'request',
        row: {
          id: ids.request,
          ...first,
          requester: person(requester),
          origin: 'asked',
          target: { kind: 'entitlement', id },
          entitlements: [id],
          risk: 'medium',
          duration: hour,
          reason: 'Closing the quarter with the auditors',
          policyVersion: policy,
          rule: matchingRule(at % size.entitlements, size),
          because: 'Your manager knows what your work needs.',
          asked: [{ person: person(approver), why: 'You are their manager.' }],
          way: { stages: [oneOf({ by: 'manager' })], at: 0, since: now, step: 0, patience: day },
          conflicts: [],
          createdAt: now,
          deadlineAt: now + day * 1_000,
          state: 'pending',
        },
      },
      {
        put: 'card',
        row: { ...shown, id: ids.mine, role: 'requester', person: person(requester), channel: 'D1' },
      },
      {
        put: 'card',
        row: { ...shown, id: ids.card, role: 'approver', person: person(approver), channel: 'D2' },
      },
    ],
  };
}

export const grantName = (at: number): Grant['id'] => grantId(`gr_${at}`);

const holders = 2_000;

/** An active grant; of the first 10,000 no two have the same person and entitlement. */
export const grantAt = (at: number, expiresAt: number): Grant => ({
  id: grantName(at),
  version: 1,
  request: requestId(`req_${at}`),
  person: person(at % holders),
  entitlement: entitlement(Math.floor(at / holders)),
  duration: hour,
  expiresAt,
  createdAt: expiresAt - hour * 1_000,
  activeAt: expiresAt - hour * 1_000,
  desired: 'present',
  observed: 'present',
  adopted: false,
  attempts: 0,
  state: 'active',
});
