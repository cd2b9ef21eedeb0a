// What one person gains a say in: as owner, fulfiller or admin, or because others' requests are put to them.
import { commonOwners } from '../domain/item.ts';
import { peopleOnCall } from '../domain/on-call.ts';
import type { Person } from '../domain/person.ts';
import type { ApproverSpec, Policy } from '../domain/policy.ts';
import { specsOf } from '../domain/policy-sources.ts';
import { alikeFor } from './alike.ts';
import { canReach } from './fingerprint.ts';
import { lengthsOf } from './profits-item.ts';
import type { Standpoint } from './prospect.ts';
import { prospectAt } from './prospect.ts';

/** Offices that the person has after and not before. */
export function roleGains(person: Person, before: Policy, after: Policy): readonly string[] {
  const was = new Set(officesOf(person, before));
  return officesOf(person, after).filter((office) => !was.has(office));
}

const officesOf = (person: Person, policy: Policy): readonly string[] => [
  ...[...policy.apps, ...policy.entitlements]
    .filter((one) => one.owners.includes(person.id))
    .map((one) => `becomes an owner of ${one.name} (${one.id})`),
  ...policy.entitlements
    .filter((one) => (one.ownerApprovers ?? []).some((spec) => isMeant(spec, person)))
    .map((one) => `may be named by the owners of ${one.name} (${one.id}) to decide in their place`),
  ...(policy.settings.fulfillers.includes(person.id) ? ['gets the work that is done by hand'] : []),
  ...(policy.settings.policy.admins.some((spec) => isMeant(spec, person))
    ? ['becomes an admin of the policy']
    : []),
];

const isMeant = (spec: ApproverSpec, person: Person): boolean =>
  spec.by === 'person'
    ? spec.person === person.id
    : spec.by === 'group' && person.groups.includes(spec.group);

type Between = {
  readonly from: Standpoint;
  readonly to: Standpoint;
  readonly people: readonly Person[];
};

/** Would others' requests for this item be put to the person that were not before, now or when nobody answers? */
export function* deciderGains(
  person: Person,
  { from, to, people }: Between,
): Generator<void, readonly string[]> {
  const { item } = to;
  if (item === undefined) return [];
  const say = [`decides about others’ requests for ${item.name} (${item.target.id})`];
  const named = namedIn(to, { person, people });
  const known = new Set(namedIn(from, { person, people }));
  if (named.some((one) => !known.has(one))) return say;
  if (named.length === 0) return [];
  const lengths = lengthsOf(from, to);
  const others = people.filter((one) => one.status === 'active' && one.id !== person.id);
  for (const [one] of alikeFor(others, [from, to])) {
    yield;
    if (one === undefined) continue;
    const was = decides(prospectAt(from, one, lengths), person);
    const is = decides(prospectAt(to, one, lengths), person);
    if (is.some((yes, at) => yes && was[at] !== true)) return say;
  }
  return [];
}

const decides = (prospect: ReturnType<typeof prospectAt>, { id }: Person): readonly boolean[] =>
  prospect.is === 'hidden'
    ? []
    : prospect.outlooks.map(({ asked }) => asked.some((stage) => stage.includes(id)));

/** The sources of approvers by which the person could be asked about the item, whatever leads to them. */
function namedIn(
  { policy, item }: Standpoint,
  of: { readonly person: Person; readonly people: readonly Person[] },
): readonly string[] {
  if (item === undefined) return [];
  const rules = policy.rules.filter((rule) => canReach(rule, item));
  const stages = rules.flatMap(({ route }) => (route.kind === 'ask' ? route.stages : []));
  const later = stages
    .flatMap((stage) => stage.steps)
    .flatMap((step) => (step.do === 'route' ? (policy.routes[step.route] ?? []) : []));
  const specs = [...stages, ...later].flatMap(specsOf);
  const owns = commonOwners(item).includes(of.person.id);
  const leads = of.people.some((one) => one.manager === of.person.id);
  return specs
    .filter((spec) => isMeant(spec, of.person) || (spec.by === 'owner' ? owns : leads && isRole(spec)))
    .map((spec) => JSON.stringify(spec))
    .concat(specs.flatMap((spec) => mayFind(spec, policy, of.person)));
}

/** Sources that are only looked up later: a schedule may come to whoever is in it, and the others to anybody. */
function mayFind(spec: ApproverSpec, { onCall }: Policy, { id }: Person): readonly string[] {
  if (spec.by === 'people' || spec.by === 'user_group') return [JSON.stringify(spec)];
  const schedule = spec.by === 'on_call' ? onCall[spec.schedule] : undefined;
  return schedule !== undefined && peopleOnCall(schedule).includes(id)
    ? [JSON.stringify([spec, schedule])]
    : [];
}

const isRole = ({ by }: ApproverSpec): boolean => by === 'manager' || by === 'managers_manager';
