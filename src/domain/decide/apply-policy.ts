import type { Command } from '../command.ts';
import type { Change, Decision, Moment } from '../decision.ts';
import { policyVersionId } from '../ids.ts';
import type { Person } from '../person.ts';
import type { Policy, PolicyVersion } from '../policy.ts';
import { specsOf } from '../policy.ts';
import { refusal } from '../refusal.ts';
import { redrawGaps } from './gap.ts';
import type { ActorFacts } from './verdicts.ts';
import { accept, correct, note, refuse } from './verdicts.ts';

export type ApplyPolicyFacts = ActorFacts & {
  readonly current: PolicyVersion | undefined;
  readonly known: readonly Person[];
};

/** A new file comes into force as a new version. The same file again changes nothing; people it names must exist. */
export function applyPolicy(
  command: Extract<Command, { readonly kind: 'apply_policy' }>,
  facts: ApplyPolicyFacts,
  moment: Moment,
): Decision {
  if (facts.current?.hash === command.hash)
    return accept({ text: `Version ${facts.current.number} is this file already.` });
  if (command.actor.kind !== 'system')
    return correct(refusal('E-NOT-YOURS', 'A policy is applied from its file, at the command line.'));
  const unknown = peopleNamedBy(command.policy).filter(
    (id) => !facts.known.some((person) => person.id === id),
  );
  if (unknown.length > 0)
    return refuse(
      facts,
      refusal(
        'E-POL-PARSE',
        `The policy names people the directory does not know: ${unknown.join(', ')}. Correct the ids, or sync the directory first.`,
      ),
      { action: 'policy.applied', object: `policy:${command.hash.slice(0, 12)}` },
    );
  const number = (facts.current?.number ?? 0) + 1;
  const row: PolicyVersion = {
    id: policyVersionId(moment.newId('pol')),
    number,
    hash: command.hash,
    appliedAt: moment.now,
    appliedBy: command.actor.name,
    policy: command.policy,
  };
  return accept({
    text: `Policy version ${number} is in force.`,
    changes: [{ put: 'policy_version', row } satisfies Change],
    effects: [redrawGaps(moment)],
    audit: [
      note(facts, {
        action: 'policy.applied',
        object: `policy:${row.id}`,
        because: `Version ${number} of the policy file.`,
        detail: {
          hash: command.hash,
          rules: command.policy.rules.length,
          entitlements: command.policy.entitlements.length,
        },
      }),
    ],
  });
}

/** Everybody a policy names: owners, who may stand in for them, fulfillers and named approvers. */
export function peopleNamedBy(policy: Policy): readonly Person['id'][] {
  const stages = [
    ...policy.rules.flatMap((rule) => (rule.route.kind === 'ask' ? rule.route.stages : [])),
    ...Object.values(policy.routes).flat(),
    ...policy.separation.flatMap((rule) => rule.exception?.stages ?? []),
  ];
  const approvers = stages.flatMap(specsOf);
  return [
    ...new Set([
      ...policy.apps.flatMap((app) => app.owners),
      ...policy.entitlements.flatMap((one) => one.owners),
      ...policy.entitlements.flatMap((one) =>
        (one.ownerApprovers ?? []).flatMap((spec) => (spec.by === 'person' ? [spec.person] : [])),
      ),
      ...policy.settings.fulfillers,
      ...approvers.flatMap((spec) => (spec.by === 'person' ? [spec.person] : [])),
    ]),
  ];
}
