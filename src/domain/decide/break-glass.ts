import type { Directory } from '../approvers.ts';
import type { GlassVerdict } from '../break-glass.ts';
import { breakGlass, shortestGlassReason } from '../break-glass.ts';
import type { Card } from '../card.ts';
import type { Command } from '../command.ts';
import type { Change, Decision, Effect, Moment } from '../decision.ts';
import type { Grant } from '../grant.ts';
import { identify } from '../identity.ts';
import { requestId } from '../ids.ts';
import { inARow } from '../in-a-row.ts';
import { after } from '../instant.ts';
import type { Item } from '../item.ts';
import { findItem } from '../item.ts';
import type { Person } from '../person.ts';
import type { PolicyVersion } from '../policy.ts';
import type { Refusal } from '../refusal.ts';
import { refusal } from '../refusal.ts';
import type { EndedRequest } from '../request.ts';
import { cleanReason, durationRefusal } from './form-checks.ts';
import type { GlassDebt } from './glass-debt.ts';
import { debtRefusal } from './glass-debt.ts';
import { noSuchItem } from './on-behalf.ts';
import { newCard, planGrants, reconcile } from './plan.ts';
import { alreadyHeld, asking, noPolicy } from './submit-request.ts';
import type { ActorFacts } from './verdicts.ts';
import { accept, correct, note, redrawRequest, refuse } from './verdicts.ts';

export type GlassFacts = ActorFacts & {
  readonly policy: PolicyVersion | undefined;
  readonly directory: Directory;
  readonly held: readonly Grant[];
  readonly debt: GlassDebt | undefined;
};
type BreakGlass = Extract<Command, { readonly kind: 'break_glass' }>;

/** Somebody takes, in an emergency, what others would decide about. What no rule allows stays shut, and so does everything while there is doubt. */
export function breakTheGlass(command: BreakGlass, facts: GlassFacts, moment: Moment): Decision {
  const tried = { action: 'glass.broken', object: `${command.target.kind}:${command.target.id}` };
  if (command.actor.kind !== 'slack') return correct(refusal('E-STATE', 'Only a person can break glass.'));
  const who = identify(command.actor.identity, facts.linked);
  if (who.is === 'refused') return refuse(facts, who.refusal, tried);
  const version = facts.policy;
  if (version === undefined) return correct(noPolicy);
  if (moment.doubt !== undefined) return refuse(facts, inDoubt(moment.doubt), tried);
  const item = findItem(version.policy, command.target, who.person);
  if (item === undefined) return correct(noSuchItem);
  if (facts.debt !== undefined) return refuse(facts, debtRefusal(facts.debt), tried);
  const until = after(moment.now, command.duration);
  const already = alreadyHeld(item, facts.held, { from: moment.now, until });
  if (already !== undefined) return correct(already);
  const verdict = breakGlass(version.policy, item, {
    ...asking(who.person, command, { held: facts.held, moment }),
    directory: facts.directory,
  });
  if (verdict.is === 'refuse') return refuse(facts, verdict.refusal, tried);
  const shortest = Math.max(
    shortestGlassReason,
    version.policy.settings.minReason,
    verdict.rule.minReason ?? 0,
  );
  const reason = cleanReason(command.reason, shortest);
  if (typeof reason !== 'string') return correct(reason);
  const tooLong = durationRefusal(command.duration, item, verdict.maxDuration);
  if (tooLong !== undefined) return correct(tooLong);
  return record({ command, facts, person: who.person, item, reason, verdict, version, moment });
}

const inDoubt = (doubt: Refusal): Refusal => ({
  ...doubt,
  text: `${doubt.text} Breaking glass is no way around that: it would leave no trace that can be trusted.`,
});

type Opened = {
  readonly command: BreakGlass;
  readonly facts: GlassFacts;
  readonly person: Person;
  readonly item: Item;
  readonly reason: string;
  readonly verdict: Extract<GlassVerdict, { readonly is: 'opens' }>;
  readonly version: PolicyVersion;
  readonly moment: Moment;
};

/** The request with its grants, and an alarm for everybody who is told: all of it is committed together, so none can be lost. */
function record(opened: Opened): Decision {
  const { moment, person, item, verdict } = opened;
  const request = makeRequest(opened);
  const about = { kind: 'request', id: request.id } as const;
  const cards: readonly Card[] = [
    newCard(moment, { role: 'requester', about, person: person.id }),
    ...verdict.told.map((one) => newCard(moment, { role: 'alarm', about, person: one.person })),
    ...verdict.channels.map((channel) => newCard(moment, { role: 'alarm', about, channel })),
  ];
  const grants = planGrants(request, item, { moment, policy: opened.version.policy });
  const changes: readonly Change[] = [
    { put: 'request', row: request },
    ...grants.map((row): Change => ({ put: 'grant', row })),
    ...cards.map((row): Change => ({ put: 'card', row })),
  ];
  return accept({
    text: `You broke glass; access is on its way. ${toldNames(opened)} told.`,
    names: { request: request.id },
    changes,
    effects: [
      ...grants.map((grant) => reconcile(grant, moment, true)),
      ...cards.map((card): Effect => ({ kind: 'card', card: card.id })),
      ...redrawRequest(request),
    ],
    audit: [auditOf(request, opened)],
  });
}

const toldNames = ({ verdict, facts }: Opened): string => {
  const names = verdict.told.map((one) => facts.directory.person(one.person)?.name ?? one.person);
  return `${inARow(names, 3)} ${names.length === 1 ? 'is' : 'are'}`;
};

const auditOf = (request: EndedRequest, { facts, verdict }: Opened) =>
  note(facts, {
    action: 'glass.broken',
    object: `request:${request.id}`,
    because: `Rule “${request.rule}”: ${request.because}`,
    detail: {
      target: request.target.id,
      entitlements: [...request.entitlements],
      duration: request.duration,
      reason: request.reason,
      told: verdict.told.map((one) => one.person),
      channels: [...verdict.channels],
      reviewers: verdict.reviewers.map((one) => one.person),
      conflicts: [...request.conflicts],
      policy: request.policyVersion,
    },
  });

function makeRequest(opened: Opened): EndedRequest {
  const { command, person, item, verdict, version, moment } = opened;
  const patience = version.policy.settings.requestDeadline;
  return {
    id: requestId(moment.newId('req')),
    version: 1,
    revision: 1,
    requester: person.id,
    origin: 'break_glass',
    broken: { told: verdict.told, channels: verdict.channels, review: verdict.review },
    target: command.target,
    entitlements: item.entitlements.map((one) => one.id),
    risk: item.risk,
    duration: command.duration,
    reason: opened.reason,
    policyVersion: version.id,
    rule: verdict.rule.name,
    because: verdict.rule.because,
    asked: [],
    way: { stages: [], at: 0, since: moment.now, step: 0, patience },
    conflicts: verdict.conflicts.map((one) => one.name),
    createdAt: moment.now,
    deadlineAt: after(moment.now, patience),
    state: 'approved',
    end: { by: 'policy', at: moment.now, why: verdict.rule.because },
  };
}
