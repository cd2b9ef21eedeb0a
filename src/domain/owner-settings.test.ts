import { describe, expect, it } from 'vitest';
import { directory, entitlement, version } from './decide/given.ts';
import { bundleId, entitlementId, personId, settingsId } from './ids.ts';
import { hour, minute } from './instant.ts';
import { findItem } from './item.ts';
import type { OwnerSettings, OwnerValues } from './owner-settings.ts';
import { withOwnerSettings } from './owner-settings.ts';
import type { Person } from './person.ts';
import type { Policy } from './policy.ts';
import { ownerFields } from './policy.ts';
import { decidersForOwner } from './stand-ins.ts';

const bo = personId('bo');
const carla = personId('carla');
const eve = personId('eve');
const dan = personId('dan');

const db = entitlement('db/read', {
  risk: 'medium',
  description: 'Look.',
  ownerApprovers: [
    { by: 'person', person: bo },
    { by: 'person', person: dan },
  ],
});
const policyWith = (more: Partial<Policy['settings']> = {}, entitlements = [db]): Policy => ({
  ...version.policy,
  entitlements,
  settings: { ...version.policy.settings, ownersMay: ownerFields, ...more },
});
const chosen = (values: OwnerValues, of = 'db/read'): OwnerSettings => ({
  id: settingsId('set_1'),
  number: 1,
  entitlement: entitlementId(of),
  version: 1,
  setBy: carla,
  setAt: 0,
  ...values,
});
const effective = (values: OwnerValues, policy = policyWith()) =>
  withOwnerSettings(policy, [chosen(values)]).entitlements[0];

describe('what owners choose', () => {
  it.each<[string, OwnerValues, object]>([
    ['a description', { description: 'Look, quietly.' }, { description: 'Look, quietly.' }],
    ['a higher risk', { risk: 'critical' }, { risk: 'critical' }],
    ['a lower risk, which does not count', { risk: 'low' }, { risk: 'medium' }],
    [
      'a shorter time, and the default with it',
      { max: 30 * minute },
      { maxDuration: 30 * minute, defaultDuration: 30 * minute },
    ],
    ['a shorter time above the default', { max: 2 * hour }, { maxDuration: 2 * hour, defaultDuration: hour }],
    [
      'a longer time, which does not count',
      { max: 9 * hour },
      { maxDuration: 8 * hour, defaultDuration: hour },
    ],
    ['approvers, those that are named', { approvers: [bo, eve] }, { approvers: [bo] }],
  ])('%s', (_name, values, expected) => {
    expect(effective(values)).toEqual({ ...db, ...expected });
  });

  it('counts in no field that the policy does not let them change', () => {
    const all = { description: 'x', risk: 'critical', max: hour, approvers: [bo] } as const;
    expect(effective(all, policyWith({ ownersMay: [] }))).toEqual(db);
    expect(effective(all, policyWith({ ownersMay: ['risk'] }))).toEqual({ ...db, risk: 'critical' });
    const { ownerApprovers: _, ...nobody } = db;
    expect(effective({ approvers: [bo] }, policyWith({}, [nobody]))).toEqual(nobody);
  });

  it('about what is no longer in the policy changes nothing', () => {
    expect(withOwnerSettings(policyWith(), [chosen({ risk: 'high' }, 'db/gone')])).toEqual(policyWith());
  });
});

describe('where a rule asks the owner', () => {
  const requester = (id: string): Person => {
    const found = directory.person(personId(id));
    if (found === undefined) throw new Error(`no ${id}`);
    return found;
  };
  const decides = (approvers: readonly (typeof bo)[], more: object = {}, by = 'ana') => {
    const policy = withOwnerSettings(policyWith({}, [{ ...db, ...more }]), [chosen({ approvers })]);
    const item = findItem(policy, { kind: 'entitlement', id: db.id }, requester(by));
    return item && decidersForOwner({ item, requester: requester(by), directory });
  };

  it('those decide whom the owners chose', () => expect(decides([bo])).toEqual([bo]));
  it('a member of a group that is named decides, as long as they are in it', () => {
    expect(decides([eve], { ownerApprovers: [{ by: 'group', group: 'security' }] })).toEqual([eve]);
    expect(decides([eve], { ownerApprovers: [{ by: 'group', group: 'other' }] })).toEqual([carla]);
  });
  it('the owners decide where whoever they chose has left', () => expect(decides([dan])).toEqual([carla]));
  it('the owners decide where whoever they chose is the one who asks', () =>
    expect(decides([bo], {}, 'bo')).toEqual([carla]));

  it('about a bundle, those decide who are found for each part, else whoever owns it all', () => {
    const other = entitlement('db/write', { ownerApprovers: [{ by: 'person', person: bo }] });
    const both = { ...policyWith({}, [db, other]), bundles: version.policy.bundles };
    const bundle = (settings: readonly OwnerSettings[]) => {
      const item = findItem(
        withOwnerSettings(both, settings),
        { kind: 'bundle', id: bundleId('oncall') },
        requester('ana'),
      );
      return item && decidersForOwner({ item, requester: requester('ana'), directory });
    };
    expect(bundle([chosen({ approvers: [bo] })])).toEqual([carla]);
    expect(bundle([chosen({ approvers: [bo] }), chosen({ approvers: [bo] }, 'db/write')])).toEqual([bo]);
  });
});
