import type { AuditValue } from '../audit-entry.ts';
import type { Entitlement } from '../catalogue.ts';
import type { Command } from '../command.ts';
import type { Decision, Moment } from '../decision.ts';
import { identify } from '../identity.ts';
import { settingsId } from '../ids.ts';
import type { OwnerSettings, OwnerValues } from '../owner-settings.ts';
import { heeded } from '../owner-settings.ts';
import type { Person } from '../person.ts';
import type { Policy, PolicyVersion } from '../policy.ts';
import { ownerFields } from '../policy.ts';
import { refusal } from '../refusal.ts';
import { redrawGaps } from './gap.ts';
import { checkValues } from './owner-values.ts';
import { changeWords } from './owner-words.ts';
import type { ActorFacts } from './verdicts.ts';
import { accept, correct, note, refuse } from './verdicts.ts';

export type SettingsFacts = ActorFacts & {
  /** As the file has it. */
  readonly filed: PolicyVersion | undefined;
  /** The newest choice of every entitlement's owners, in the order they were made. */
  readonly chosen: readonly OwnerSettings[];
  /** Those of the people concerned who may decide in place of the owners today, and are active. */
  readonly standIns: readonly Person[];
};

/** An owner changes what the policy lets owners change. What is as the policy has it is no choice of theirs any more. */
export function setOwnerSettings(
  command: Extract<Command, { readonly kind: 'set_owner_settings' }>,
  facts: SettingsFacts,
  moment: Moment,
): Decision {
  const tried = { action: 'owner_settings.set', object: `entitlement:${command.entitlement}` };
  if (facts.actor.kind !== 'slack') return correct(notYours);
  const who = identify(facts.actor.identity, facts.linked);
  if (who.is === 'refused') return refuse(facts, who.refusal, tried);
  const policy = facts.filed?.policy;
  const entitlement = policy?.entitlements.find((one) => one.id === command.entitlement);
  if (policy === undefined || entitlement?.owners.includes(who.person.id) !== true)
    return refuse(facts, notYours, tried);
  const before = facts.chosen.find((one) => one.entitlement === entitlement.id);
  if ((before?.version ?? 0) !== command.version) return correct(movedOn(before));
  const checked = checkValues(command.values, { policy, entitlement, standIns: facts.standIns });
  if (checked.is === 'refused') return refuse(facts, checked.refusal, tried);
  const values = withoutDefaults({ ...valuesOf(before), ...checked.values }, entitlement);
  return record(values, { policy, entitlement, before, by: who.person }, { facts, moment });
}

type About = {
  readonly policy: Policy;
  readonly entitlement: Entitlement;
  readonly before: OwnerSettings | undefined;
  readonly by: Person;
};

function record(
  values: OwnerValues,
  { policy, entitlement, before, by }: About,
  { facts, moment }: { readonly facts: SettingsFacts; readonly moment: Moment },
): Decision {
  const was = valuesOf(before);
  const changed = ownerFields.filter((field) => !isSame(was[field], values[field]));
  if (changed.length === 0) return accept({ text: 'Nothing was different, so nothing was changed.' });
  const row: OwnerSettings = {
    ...values,
    id: settingsId(moment.newId('set')),
    number: (facts.chosen.at(-1)?.number ?? 0) + 1,
    entitlement: entitlement.id,
    version: (before?.version ?? 0) + 1,
    setBy: by.id,
    setAt: moment.now,
  };
  const words = changeWords(entitlement, {
    before: heeded(policy, entitlement, was),
    after: heeded(policy, entitlement, values),
    nameOf: (id) => facts.standIns.find((one) => one.id === id)?.name ?? id,
  });
  return accept({
    text: `Saved for ${entitlement.name}. ${words} Requests from now on follow this; open ones go on as they were asked.`,
    changes: [{ put: 'owner_settings', row }],
    effects: [redrawGaps(moment)],
    audit: [
      note(facts, {
        action: 'owner_settings.set',
        object: `entitlement:${entitlement.id}`,
        because: `${by.name} owns it, and the policy lets owners change this. ${words}`,
        detail: {
          version: row.version,
          changed: Object.fromEntries(
            changed.map((field) => [field, { from: was[field] ?? null, to: values[field] ?? null }] as const),
          ),
        },
      }),
    ],
  });
}

const valuesOf = (settings: OwnerSettings | undefined): OwnerValues =>
  Object.fromEntries(
    ownerFields.flatMap((field) => (settings?.[field] === undefined ? [] : [[field, settings[field]]])),
  );

/** A value that is the policy's own is not kept: when the policy changes, it follows. */
function withoutDefaults(values: OwnerValues, entitlement: Entitlement): OwnerValues {
  const { description, risk, max, approvers } = values;
  return {
    ...(description === undefined || description === entitlement.description ? {} : { description }),
    ...(risk === undefined || risk === entitlement.risk ? {} : { risk }),
    ...(max === undefined || max === entitlement.maxDuration ? {} : { max }),
    ...(approvers === undefined || approvers.length === 0 ? {} : { approvers }),
  };
}

const isSame = (a: AuditValue | undefined, b: AuditValue | undefined): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

const notYours = refusal(
  'E-CAT-NONE',
  'You own no such item, so nothing was changed. Type /access settings to see what you own.',
);

const movedOn = (before: OwnerSettings | undefined) => ({
  ...refusal(
    'E-REV',
    'Somebody changed these settings, {at}, after you opened the form, so yours were not saved. Close the form and open it again to see theirs.',
  ),
  ...(before === undefined ? {} : { at: before.setAt }),
});
