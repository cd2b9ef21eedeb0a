// The company that the decision tables speak of: Ana asks, Bo is her manager, Carla owns Payments DB, Dan left.

import type { Directory } from '../approvers.ts';
import type { Card } from '../card.ts';
import type { Entitlement } from '../catalogue.ts';
import type { Moment } from '../decision.ts';
import type { Grant } from '../grant.ts';
import type { Actor, SlackStanding } from '../identity.ts';
import type { PersonId } from '../ids.ts';
import {
  appId,
  bundleId,
  cardId,
  entitlementId,
  grantId,
  personId,
  policyVersionId,
  requestId,
} from '../ids.ts';
import { hour } from '../instant.ts';
import type { Person } from '../person.ts';
import type { ApproverSpec, PolicyVersion, Rule } from '../policy.ts';
import { defaultPolicySettings } from '../policy.ts';
import { oneOf } from '../policy-sources.ts';
import type { Request } from '../request.ts';

export const noon = 1_800_000_000_000;

/** A moment whose new ids count up: `req_1`, `req_2` … */
export function momentAt(now: number = noon): Moment {
  let count = 0;
  return {
    now,
    doubt: undefined,
    matches: (text, pattern) => new RegExp(`^(?:${pattern})$`).test(text),
    judge: () => ({ is: 'error', text: 'no conditions here' }),
    newId: (prefix) => `${prefix}_${(count += 1)}`,
  };
}

const person = (id: string, rest: Partial<Person> = {}): Person => ({
  id: personId(id),
  version: 1,
  email: `${id}@example.com`,
  name: id.charAt(0).toUpperCase() + id.slice(1),
  department: 'Engineering',
  title: 'Engineer',
  location: 'Vienna',
  status: 'active',
  groups: [],
  attributes: {},
  ...rest,
});

export const ana = person('ana', { manager: personId('bo') });
export const bo = person('bo', { title: 'Manager' });
export const carla = person('carla', { department: 'Payments' });
export const dan = person('dan', { status: 'terminated' });
export const eve = person('eve', { groups: ['security'] });
const everybody = [ana, bo, carla, dan, eve];

export const directory: Directory = {
  person: (id) => everybody.find((one) => one.id === id),
  group: (name) => everybody.filter((one) => one.groups.includes(name)),
  sought: () => [],
};

export const slack = (who: Person, standing: SlackStanding = 'member'): { actor: Actor; linked: Person } => ({
  actor: { kind: 'slack', identity: { team: 'T1', user: `U-${who.id}`, standing } },
  linked: who,
});
export const worker: { actor: Actor; linked: undefined } = {
  actor: { kind: 'system', name: 'worker' },
  linked: undefined,
};

export const entitlement = (id: string, rest: Partial<Entitlement> = {}): Entitlement => ({
  id: entitlementId(id),
  app: appId(id.split('/')[0] ?? ''),
  name: id,
  description: '',
  risk: 'low',
  owners: [carla.id],
  maxDuration: 8 * hour,
  defaultDuration: hour,
  aliases: [],
  visibleTo: {},
  tags: [],
  permissions: [],
  target: { group: id },
  ...rest,
});

export const rule = (name: string, rest: Partial<Rule>): Rule => ({
  name,
  match: {},
  route: { kind: 'auto' },
  because: 'It is so.',
  ...rest,
});
const ask = (approvers: ApproverSpec): Rule['route'] => ({ kind: 'ask', stages: [oneOf(approvers)] });

export const version: PolicyVersion = {
  id: policyVersionId('pol_1'),
  number: 1,
  hash: 'h',
  appliedAt: noon,
  appliedBy: 'test',
  policy: {
    apps: [
      { id: appId('db'), name: 'DB', connector: 'scim', config: {}, owners: [carla.id] },
      { id: appId('room'), name: 'Room', connector: 'manual', config: {}, owners: [carla.id] },
    ],
    entitlements: [
      entitlement('db/read'),
      entitlement('db/write', { risk: 'high' }),
      entitlement('db/admin', { risk: 'critical' }),
      entitlement('db/secret', { visibleTo: { department: ['Payments'] } }),
      entitlement('room/key', { risk: 'medium' }),
    ],
    bundles: [
      {
        id: bundleId('oncall'),
        name: 'On call',
        description: '',
        aliases: [],
        visibleTo: {},
        entitlements: [entitlementId('db/read'), entitlementId('db/write')],
      },
    ],
    rules: [
      rule('read', { match: { items: ['db/read'] }, route: { kind: 'auto' }, maxDuration: 4 * hour }),
      rule('write', { match: { items: ['db/write'] }, route: ask({ by: 'manager' }) }),
      rule('no-admin', {
        match: { items: ['db/admin'] },
        route: { kind: 'refuse', text: 'Nobody gets admin.' },
      }),
      rule('rest', { route: ask({ by: 'owner' }) }),
    ],
    routes: {},
    separation: [],
    assign: [],
    onCall: {},
    settings: {
      requestDeadline: 24 * hour,
      minReason: 10,
      maxPending: 2,
      actionsPerMinute: 30,
      fulfillers: [],
      policy: defaultPolicySettings,
      startWithin: 14 * 24 * hour,
      onBehalf: ['manager'],
    },
  },
};

export const pending: Request = {
  id: requestId('req_1'),
  version: 1,
  revision: 1,
  origin: 'asked',
  requester: ana.id,
  target: { kind: 'entitlement', id: entitlementId('db/write') },
  entitlements: [entitlementId('db/write')],
  risk: 'high',
  duration: hour,
  reason: 'INC-42 is burning',
  policyVersion: version.id,
  rule: 'write',
  because: 'It is so.',
  asked: [{ person: bo.id, why: "You are Ana's manager." }],
  way: { stages: [oneOf({ by: 'manager' })], at: 0, since: noon, step: 0, patience: 24 * hour },
  conflicts: [],
  createdAt: noon,
  deadlineAt: noon + 24 * hour * 1_000,
  state: 'pending',
};

export const card = (
  who: Person,
  rest: Partial<Omit<Card, 'person'>> & { readonly person?: PersonId } = {},
): Card => ({
  id: cardId(`card-${who.id}`),
  version: 2,
  role: 'approver',
  about: { kind: 'request', id: pending.id },
  person: who.id,
  createdAt: noon,
  channel: `D-${who.id}`,
  ts: '1.1',
  ...rest,
});

export const planned: Grant = {
  id: grantId('gr_1'),
  version: 1,
  request: pending.id,
  person: ana.id,
  entitlement: entitlementId('db/write'),
  duration: hour,
  expiresAt: noon + hour * 1_000,
  createdAt: noon,
  desired: 'present',
  observed: 'unknown',
  adopted: false,
  attempts: 0,
  state: 'planned',
};
