import { describe, expect, it } from 'vitest';
import { settingsId } from '../ids.ts';
import { hour, minute } from '../instant.ts';
import type { OwnerSettings, OwnerValues } from '../owner-settings.ts';
import { ownerFields } from '../policy.ts';
import { ana, bo, carla, dan, entitlement, eve, momentAt, noon, slack, version } from './given.ts';
import type { SettingsFacts } from './set-owner-settings.ts';
import { setOwnerSettings } from './set-owner-settings.ts';

const db = entitlement('db/read', {
  risk: 'medium',
  description: 'Look.',
  ownerApprovers: [{ by: 'person', person: bo.id }],
});
const before: OwnerSettings = {
  id: settingsId('set_0'),
  number: 4,
  entitlement: db.id,
  version: 2,
  risk: 'high',
  max: hour,
  approvers: [bo.id],
  setBy: carla.id,
  setAt: noon - 9,
};

function set(values: OwnerValues, more: Partial<SettingsFacts> & { readonly version?: number } = {}) {
  const { version: seen = 2, ...facts } = more;
  const policy = {
    ...version.policy,
    entitlements: [db],
    settings: { ...version.policy.settings, ownersMay: ownerFields },
  };
  const who = slack(carla);
  return setOwnerSettings(
    {
      kind: 'set_owner_settings',
      actor: facts.actor ?? who.actor,
      entitlement: db.id,
      version: seen,
      values,
    },
    { ...who, filed: { ...version, policy }, chosen: [before], standIns: [bo], ...facts },
    momentAt(),
  );
}
const rowOf = (decision: ReturnType<typeof set>) => {
  const [change] = decision.changes;
  return change?.put === 'owner_settings' ? change.row : undefined;
};
const codeOf = (decision: ReturnType<typeof set>) =>
  decision.is === 'refused' ? decision.refusal.code : decision.answer.text;

describe('an owner’s choice', () => {
  it('is a new row after all others; what they do not speak of stays', () => {
    expect(rowOf(set({ description: ' Look,\u200b quietly. ' }))).toEqual({
      ...before,
      id: 'set_1',
      number: 5,
      version: 3,
      description: 'Look, quietly.',
      setAt: noon,
    });
  });

  it.each<[string, OwnerValues, keyof OwnerValues]>([
    ['the policy’s risk', { risk: 'medium' }, 'risk'],
    ['the policy’s longest time', { max: 8 * hour }, 'max'],
    ['no approvers', { approvers: [] }, 'approvers'],
  ])('of %s is none: that field follows the policy again', (_name, values, field) => {
    const row = rowOf(set(values));
    expect(row).toBeDefined();
    expect(row).not.toHaveProperty(field);
    expect(Object.keys(row ?? {})).toContain(field === 'risk' ? 'max' : 'risk');
  });

  it('of an empty description is the policy’s, and that was so already: nothing is changed', () => {
    expect(set({ description: '' })).toMatchObject({ is: 'accepted', changes: [], audit: [] });
  });

  it('is written down, old and new', () => {
    expect(set({ risk: 'critical' }).audit).toMatchObject([
      {
        actor: 'person:carla',
        action: 'owner_settings.set',
        object: 'entitlement:db/read',
        detail: { version: 3, changed: { risk: { from: 'high', to: 'critical' } } },
      },
    ]);
  });

  it.each<[string, ReturnType<typeof set>, string]>([
    ['a lower risk', set({ risk: 'low' }), 'E-SETTING'],
    ['a longer time', set({ max: 9 * hour }), 'E-SETTING'],
    ['less than a quarter of an hour', set({ max: 14 * minute }), 'E-SETTING'],
    ['somebody the policy does not name', set({ approvers: [bo.id, eve.id] }), 'E-SETTING'],
    ['somebody who left', set({ approvers: [dan.id] }), 'E-SETTING'],
    ['a description that is too long', set({ description: 'x'.repeat(501) }), 'E-SETTING'],
    ['what another owner changed meanwhile', set({ risk: 'critical' }, { version: 1 }), 'E-REV'],
    ['what they do not own', set({ risk: 'critical' }, slack(ana)), 'E-CAT-NONE'],
    ['anything as a guest', set({ risk: 'critical' }, slack(carla, 'guest')), 'E-IDENT-GUEST'],
  ])('is refused for %s', (_name, decision, code) => {
    expect(codeOf(decision)).toBe(code);
    expect(decision.changes).toEqual([]);
  });

  it('is refused alike for what is not theirs and for what there is not', () => {
    const gone = { ...version, policy: { ...version.policy, entitlements: [] } };
    const [absent, others] = [set({ max: hour }, { filed: gone }), set({ max: hour }, slack(ana))];
    expect(absent.is === 'refused' && absent.refusal).toEqual(others.is === 'refused' && others.refusal);
    expect(codeOf(absent)).toBe('E-CAT-NONE');
  });
});
