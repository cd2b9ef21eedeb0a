// A request that passed every check is written down, with its cards and, where nobody has to be asked, its grants.
import type { Directory } from '../approvers.ts';
import type { AuditEntry } from '../audit-entry.ts';
import type { Card } from '../card.ts';
import type { Target } from '../catalogue.ts';
import type { Change, Decision, Effect, Moment } from '../decision.ts';
import type { Details } from '../details.ts';
import { detailsOf } from '../details.ts';
import type { Grant } from '../grant.ts';
import { requestId } from '../ids.ts';
import type { Instant, Seconds } from '../instant.ts';
import type { Item } from '../item.ts';
import type { Person } from '../person.ts';
import type { PolicyVersion } from '../policy.ts';
import type { Request } from '../request.ts';
import { partiesOf } from '../request.ts';
import type { Verdict } from '../route.ts';
import { beginWay } from './begin-way.ts';
import { beginGrants, newCard, planGrants } from './plan.ts';
import { stageCards } from './stage-cards.ts';
import type { ActorFacts } from './verdicts.ts';
import { accept, note, redrawRequest } from './verdicts.ts';
import { dueAt } from './way.ts';

export type Recorded = {
  readonly facts: ActorFacts & { readonly directory: Directory };
  /** Who is to get it. */
  readonly person: Person;
  /** Who asks, where it is somebody else. */
  readonly asker?: Person;
  readonly item: Item;
  readonly target: Target;
  readonly duration: Seconds;
  readonly extended?: { readonly grant: Grant; readonly time: number; readonly since: Instant };
  readonly reason: string;
  readonly details: Details;
  readonly startAt?: Instant;
  readonly verdict: Exclude<Verdict, { is: 'refuse' }>;
  readonly version: PolicyVersion;
  readonly moment: Moment;
};

/** The request is written down, with its cards and, where nobody has to be asked, its grants. */
export function record(asked: Recorded): Decision {
  const request = makeRequest(asked);
  const { facts, moment, item } = asked;
  const cards: readonly Card[] = [
    ...partiesOf(request).map((one) =>
      newCard(moment, { role: 'requester', about: { kind: 'request', id: request.id }, person: one }),
    ),
    ...(request.state === 'pending'
      ? stageCards(
          request,
          { case: { ...asked, requester: asked.person, directory: facts.directory }, cards: [] },
          moment,
        )
      : []),
  ];
  const grants =
    request.state === 'approved'
      ? planGrants(request, item, {
          moment,
          policy: asked.version.policy,
          ...(asked.extended === undefined ? {} : { extended: asked.extended.grant }),
        })
      : [];
  const changes: readonly Change[] = [
    { put: 'request', row: request },
    ...grants.map((row): Change => ({ put: 'grant', row })),
    ...cards.map((row): Change => ({ put: 'card', row })),
  ];
  return accept({
    text:
      request.state === 'approved'
        ? `Approved by the rule “${request.rule}”; ${request.startAt === undefined ? 'access is on its way' : 'it begins when you asked for it to'}.`
        : 'Sent.',
    names: { request: request.id },
    changes,
    effects: [
      ...cards.map((card): Effect => ({ kind: 'card', card: card.id })),
      ...beginGrants(grants, moment),
      ...redrawRequest(request),
    ],
    audit: auditOf(request, facts),
  });
}

function auditOf(request: Request, facts: ActorFacts): readonly AuditEntry[] {
  const object = `request:${request.id}`;
  const submitted = note(facts, {
    action: 'request.submitted',
    object,
    because: `Rule “${request.rule}”: ${request.because}`,
    detail: {
      target: request.target.id,
      entitlements: [...request.entitlements],
      duration: request.duration,
      reason: request.reason,
      ...detailsOf(request),
      ...(request.startAt === undefined ? {} : { startAt: request.startAt }),
      ...(request.submittedBy === undefined ? {} : { for: request.requester }),
      asked: request.asked.map((one) => one.person),
      stages: request.way.stages.length,
      conflicts: [...request.conflicts],
      ...(request.extends === undefined ? {} : { extends: request.extends.grant }),
      policy: request.policyVersion,
    },
  });
  if (request.state !== 'approved') return [submitted];
  const because = `Rule “${request.rule}” approves it at once: ${request.because}`;
  return [submitted, note(policyItself, { action: 'request.approved', object, because })];
}

const policyItself: ActorFacts = { actor: { kind: 'system', name: 'policy' }, linked: undefined };

function makeRequest(asked: Recorded): Request {
  const { person, item, verdict, version, moment, extended } = asked;
  const { settings } = version.policy;
  const way = beginWay(verdict, moment.now, { settings, directory: asked.facts.directory });
  const core = {
    id: requestId(moment.newId('req')),
    version: 1,
    revision: 1,
    origin: 'asked' as const,
    requester: person.id,
    ...(asked.asker === undefined ? {} : { submittedBy: asked.asker.id }),
    target: asked.target,
    entitlements: item.entitlements.map((one) => one.id),
    risk: item.risk,
    duration: asked.duration,
    reason: asked.reason,
    ...asked.details,
    ...(asked.startAt === undefined ? {} : { startAt: asked.startAt }),
    policyVersion: version.id,
    rule: verdict.rule.name,
    because: verdict.rule.because,
    asked: verdict.is === 'ask' ? verdict.asked : [],
    way,
    conflicts: verdict.is === 'ask' ? verdict.conflicts.map((one) => one.name) : [],
    ...(extended === undefined ? {} : { extends: { ...extended, grant: extended.grant.id } }),
    createdAt: moment.now,
    deadlineAt: dueAt(way),
  };
  return verdict.is === 'auto'
    ? { ...core, state: 'approved', end: { by: 'policy', at: moment.now, why: verdict.rule.because } }
    : { ...core, state: 'pending' };
}
