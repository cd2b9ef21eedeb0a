import type { Command } from '../command.ts';
import type { Change, Decision, Effect, Moment } from '../decision.ts';
import { policyVersionId } from '../ids.ts';
import { peopleOnCall } from '../on-call.ts';
import type { Person } from '../person.ts';
import type { Policy, PolicySettings, PolicyVersion } from '../policy.ts';
import { everySourceIn } from '../policy-reach.ts';
import type { PolicyAuthor, PolicyProposal, Weighed } from '../proposal.ts';
import type { Refusal } from '../refusal.ts';
import { refusal } from '../refusal.ts';
import { redrawGaps } from './gap.ts';
import type { ActorFacts } from './verdicts.ts';
import { accept, correct, note, refuse } from './verdicts.ts';

export type ApplyPolicyFacts = ActorFacts & {
  readonly current: PolicyVersion | undefined;
  readonly known: readonly Person[];
  /** Policies that wait for a second person; a new version overtakes them. */
  readonly waiting: readonly PolicyProposal[];
};

/** What the rules give by birthright may be something else now. */
const assignAll: Effect = { kind: 'assign_everybody' };

/**
 * A new file comes into force as a new version. The same file again changes nothing; people it names must exist. What takes much from
 * many wants the number said, and what its author gains from wants a second person where the policy in force says so.
 */
export function applyPolicy(
  command: Extract<Command, { readonly kind: 'apply_policy' }>,
  facts: ApplyPolicyFacts,
  moment: Moment,
): Decision {
  const { current } = facts;
  if (current?.hash === command.hash)
    return accept({ text: `Version ${current.number} is this file already.`, effects: [assignAll] });
  if (command.actor.kind !== 'system')
    return correct(refusal('E-NOT-YOURS', 'A policy is applied from its file, at the command line.'));
  const author = command.author ?? { by: command.actor.name };
  const no = strangers(command.policy, facts.known) ?? whyNot(command.weighed, author, current);
  if (no !== undefined)
    return refuse(facts, no, {
      action: 'policy.applied',
      object: `policy:${command.hash.slice(0, 12)}`,
    });
  const row = nextVersion({ ...command, author }, current, moment);
  return inForce(row, {
    facts,
    author,
    moment,
    because: `Version ${row.number} of the policy file.`,
    overtaken: facts.waiting,
  });
}

/** The people a policy names and the directory does not know, as a refusal. */
export function strangers(policy: Policy, known: readonly Person[]): Refusal | undefined {
  const unknown = peopleNamedBy(policy).filter((id) => !known.some((person) => person.id === id));
  return unknown.length === 0
    ? undefined
    : refusal(
        'E-POL-PARSE',
        `The policy names people the directory does not know: ${unknown.join(', ')}. Correct the ids, or sync the directory first.`,
      );
}

/** What stands against a change of the version in force. The first policy of all has nothing to be weighed against. */
export function whyNot(
  weighed: Weighed | undefined,
  author: PolicyAuthor,
  current: PolicyVersion | undefined,
): Refusal | undefined {
  if (current === undefined) return undefined;
  if (weighed?.base !== current.id) return overtaken;
  const { policy } = current.policy.settings;
  return braked(weighed, policy.brake) ?? (policy.fourEyes ? secondPerson(weighed, author) : undefined);
}

export const overtaken = refusal(
  'E-POL-CHANGED',
  'Another version of the policy came into force meanwhile, so nothing was changed. Look at the plan against that one, and try again.',
);

function braked({ losing, people, expected }: Weighed, brake: PolicySettings['brake']): Refusal | undefined {
  const tooMany = losing > brake.people && losing * 100 > brake.share * people;
  if (expected === losing || (!tooMany && expected === undefined)) return undefined;
  return refusal(
    'E-POL-MASS',
    `This takes ways to access, what comes with a role, or open requests, from ${losing} of ${people} people${expected === undefined ? '' : `, not from the ${expected} that were expected`}. Nothing was changed. Read the plan; if that is what you want, apply it with --expect-people ${losing}.`,
  );
}

function secondPerson({ gains }: Weighed, author: PolicyAuthor): Refusal | undefined {
  if (author.person !== undefined && gains.length === 0) return undefined;
  return refusal(
    'E-POL-4EYES',
    author.person === undefined
      ? 'Nobody said who changed the policy, so a second person has to look at it before it comes into force.'
      : `The change gives something to the person who made it (${gains[0]}${gains.length > 1 ? `, and ${gains.length - 1} more` : ''}), so a second person has to look at it.`,
  );
}

export function nextVersion(
  of: { readonly policy: Policy; readonly hash: string; readonly author: PolicyAuthor },
  current: PolicyVersion | undefined,
  moment: Moment,
): PolicyVersion {
  return {
    id: policyVersionId(moment.newId('pol')),
    number: (current?.number ?? 0) + 1,
    hash: of.hash,
    appliedAt: moment.now,
    appliedBy: of.author.person ?? of.author.by,
    policy: of.policy,
  };
}

/** The version comes into force; proposals that were made against the one before are overtaken by it. */
export function inForce(
  row: PolicyVersion,
  of: {
    readonly facts: ActorFacts;
    readonly author: PolicyAuthor;
    readonly moment: Moment;
    readonly because: string;
    readonly overtaken: readonly PolicyProposal[];
  },
): Decision {
  const { author, moment, facts } = of;
  const entry = note(facts, {
    action: 'policy.applied',
    object: `policy:${row.id}`,
    because: of.because,
    detail: {
      hash: row.hash,
      rules: row.policy.rules.length,
      entitlements: row.policy.entitlements.length,
      ...(author.osUser === undefined ? {} : { os_user: author.osUser }),
    },
  });
  return accept({
    text: `Policy version ${row.number} is in force.`,
    changes: [
      { put: 'policy_version', row },
      ...of.overtaken.map((one): Change => ({ put: 'policy_proposal', row: superseded(one, moment) })),
    ],
    effects: [
      redrawGaps(moment),
      assignAll,
      ...of.overtaken.map(({ id }): Effect => ({ kind: 'redraw', about: { kind: 'proposal', id } })),
    ],
    audit: [
      facts.actor.kind === 'system' && author.person !== undefined
        ? { ...entry, actor: `person:${author.person}` }
        : entry,
    ],
  });
}

export const superseded = (proposal: PolicyProposal, moment: Moment): PolicyProposal => ({
  ...proposal,
  version: proposal.version + 1,
  state: 'superseded',
  decidedBy: 'policy',
  at: moment.now,
  reason: 'Another version came into force first.',
});

/**
 * Everybody a policy names: owners, who may stand in for them, fulfillers, admins, people whom a stage asks or tells, whom broken glass is
 * told to or reviewed by, and whoever is ever on call.
 */
export function peopleNamedBy(policy: Policy): readonly Person['id'][] {
  const specs = [...everySourceIn(policy), ...policy.settings.policy.admins];
  return [
    ...new Set([
      ...policy.apps.flatMap((app) => app.owners),
      ...policy.entitlements.flatMap((one) => one.owners),
      ...policy.entitlements.flatMap((one) =>
        (one.ownerApprovers ?? []).flatMap((spec) => (spec.by === 'person' ? [spec.person] : [])),
      ),
      ...policy.settings.fulfillers,
      ...Object.values(policy.onCall).flatMap(peopleOnCall),
      ...specs.flatMap((spec) => (spec.by === 'person' ? [spec.person] : [])),
    ]),
  ];
}
