// Brings one person's one entitlement in the target to what its grants say. Reads the state, calls, looks, reports: never decides.
import type { Outcome as CallOutcome, Connector, Ctx, Subject, Target } from '../connectors/connector.ts';
import type { App, Entitlement } from '../domain/catalogue.ts';
import type { Command } from '../domain/command.ts';
import type { Failure, Grant } from '../domain/grant.ts';
import { isUpcoming, justifies } from '../domain/grant.ts';
import type { Actor } from '../domain/identity.ts';
import { entitlementId, personId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { Engine } from '../engine.ts';
import type { Read } from '../store/store.ts';
import type { WorkResult } from './worker.ts';

export type ReconcileParts = {
  readonly read: Read;
  readonly engine: Engine;
  readonly connectorOf: (app: App) => Connector | undefined;
  readonly now: () => Instant;
  readonly log: Ctx['log'];
};

const worker: Actor = { kind: 'system', name: 'worker' };
const done: WorkResult = { is: 'done' };

/** Makes the function that does one `reconcile` of the outbox. All grants on the key are taken together: while one justifies the access it stays. */
export function createReconciler(
  parts: ReconcileParts,
): (key: string, signal: AbortSignal) => Promise<WorkResult> {
  return async (key, signal) => {
    const cut = key.lastIndexOf('|');
    const live = await parts.read.liveGrantsOn(
      personId(key.slice(0, cut)),
      entitlementId(key.slice(cut + 1)),
    );
    const grants = live.filter((grant) => !isUpcoming(grant));
    const [first] = grants;
    if (first === undefined) return done;
    const call = await prepare(parts, first, signal);
    if (typeof call === 'string') return { is: 'later', error: call };
    const wanted = grants.filter(justifies);
    const ending = grants.filter((grant) => !justifies(grant));
    if (wanted.length === 0) return revoke(parts, call, ending);
    const fresh = wanted.filter((grant) => grant.state !== 'active');
    const before = await seenBefore(call, { fresh, ending });
    for (const grant of fresh)
      await tell(parts, { kind: 'start_provisioning', actor: worker, grant: grant.id, observed: before });
    // After what is new has begun: until then this is how we know that what is there is ours.
    for (const grant of ending)
      await report(parts, grant, 'Another grant still justifies this access, so it stays in the target.');
    return provision(parts, call, fresh);
  };
}

type Call = {
  readonly connector: Connector;
  readonly ctx: Ctx;
  readonly subject: Subject;
  readonly target: Target;
};

/** What the target holds before we begin. What is there because of a grant that is just ending was not there before us. */
async function seenBefore(
  call: Call,
  { fresh, ending }: { readonly fresh: readonly Grant[]; readonly ending: readonly Grant[] },
): Promise<'present' | 'absent' | 'unknown'> {
  return fresh.some((grant) => grant.state === 'planned') && ending.every((grant) => grant.adopted)
    ? call.connector.has(call.ctx, call.subject, call.target)
    : 'unknown';
}

async function provision(parts: ReconcileParts, call: Call, grants: readonly Grant[]): Promise<WorkResult> {
  if (grants.length === 0) return done;
  const started = await stillWanted(parts, grants);
  if (started.length === 0)
    return grants.some((grant) => grant.state === 'planned') ? retryIfPlanned(parts, grants) : done;
  const outcome = await call.connector.grant(call.ctx, call.subject, call.target);
  if (outcome.is === 'pending' && outcome.reason === 'manual') {
    for (const grant of started)
      await tell(parts, { kind: 'await_human', actor: worker, grant: grant.id, work: 'give' });
    return done;
  }
  if (!('evidence' in outcome)) return failed(parts, started, { outcome, kind: 'provisioning_failed' });
  const seen = await call.connector.has(call.ctx, call.subject, call.target);
  if (seen !== 'present')
    return failed(parts, started, { outcome: notSeen(call), kind: 'provisioning_failed' });
  for (const grant of started)
    await tell(parts, {
      kind: 'provisioned',
      actor: worker,
      grant: grant.id,
      evidence: outcome.evidence.what,
    });
  return done;
}

async function revoke(parts: ReconcileParts, call: Call, grants: readonly Grant[]): Promise<WorkResult> {
  for (const grant of grants) await tell(parts, { kind: 'start_revoking', actor: worker, grant: grant.id });
  if (grants.every((grant) => grant.adopted)) {
    for (const grant of grants)
      await report(parts, grant, 'The person had this in the target before Hallpass gave it, so it stays.');
    return done;
  }
  if (call.connector.fulfilment === 'human' && grants.every((grant) => grant.observed === 'absent')) {
    for (const grant of grants) await report(parts, grant, 'It was never given.');
    return done;
  }
  const outcome = await call.connector.revoke(call.ctx, call.subject, call.target);
  if (outcome.is === 'pending' && outcome.reason === 'manual') {
    for (const grant of grants)
      await tell(parts, { kind: 'await_human', actor: worker, grant: grant.id, work: 'take' });
    return done;
  }
  if (!('evidence' in outcome)) return failed(parts, grants, { outcome, kind: 'revoking_failed' });
  const seen = await call.connector.has(call.ctx, call.subject, call.target);
  if (seen !== 'absent') return failed(parts, grants, { outcome: notGone(call), kind: 'revoking_failed' });
  for (const grant of grants) await report(parts, grant, outcome.evidence.what);
  return done;
}

const report = (parts: ReconcileParts, grant: Grant, evidence: string) =>
  tell(parts, { kind: 'revoked', actor: worker, grant: grant.id, evidence });

async function stillWanted(parts: ReconcileParts, grants: readonly Grant[]): Promise<readonly Grant[]> {
  const fresh = await Promise.all(grants.map((grant) => parts.read.grant(grant.id)));
  return fresh.flatMap((grant) => (grant?.state === 'provisioning' && justifies(grant) ? [grant] : []));
}

/** Held back, for example while the clock is behind: the grant is still planned, so the work is not done. */
async function retryIfPlanned(parts: ReconcileParts, grants: readonly Grant[]): Promise<WorkResult> {
  const fresh = await Promise.all(grants.map((grant) => parts.read.grant(grant.id)));
  return fresh.some((grant) => grant?.state === 'planned')
    ? { is: 'later', error: 'Provisioning is held back while there is doubt.' }
    : done;
}

/** Reports to the engine. What it was too busy to record is not done: the work is repeated, and looks at the target again first. */
async function tell(parts: ReconcileParts, command: Command): Promise<void> {
  const outcome = await parts.engine.handle(command);
  if (outcome.is === 'refused' && outcome.refusal.code === 'E-BUSY') throw new Error(outcome.refusal.text);
}

type Bad = Exclude<CallOutcome, { readonly evidence: unknown }>;

async function failed(
  parts: ReconcileParts,
  grants: readonly Grant[],
  what: { readonly outcome: Bad; readonly kind: 'provisioning_failed' | 'revoking_failed' },
): Promise<WorkResult> {
  const failure = failureOf(what.outcome, parts.now());
  for (const grant of grants) await tell(parts, { kind: what.kind, actor: worker, grant: grant.id, failure });
  if (what.kind === 'provisioning_failed' && failure.class === 'permanent') return done;
  const afterMs =
    what.outcome.is === 'failed'
      ? what.outcome.retryAfterMs
      : what.outcome.is === 'pending'
        ? what.outcome.pollAfterMs
        : undefined;
  return { is: 'later', error: failure.message, ...(afterMs === undefined ? {} : { afterMs }) };
}

function failureOf(outcome: Bad, at: Instant): Failure {
  switch (outcome.is) {
    case 'refused':
      return { class: 'permanent', message: outcome.message, at };
    case 'failed':
      return { class: outcome.code, message: outcome.message, at };
    case 'unknown':
      return { class: 'unknown', message: outcome.message, at };
    case 'pending':
      return { class: 'retryable', message: `The target is still working on it (${outcome.reason}).`, at };
  }
}

const notSeen = (call: Call): Bad => ({
  is: 'unknown',
  message: `The target accepted it, but ${call.target.entitlement} is not visible there yet; looking again.`,
});
const notGone = (call: Call): Bad => ({
  is: 'unknown',
  message: `The target accepted it, but ${call.target.entitlement} is still visible there; trying again.`,
});

/** Everything a call needs, or the sentence that says what is missing. */
async function prepare(parts: ReconcileParts, grant: Grant, signal: AbortSignal): Promise<Call | string> {
  const person = await parts.read.person(grant.person);
  const found = await findEntitlement(parts.read, grant);
  const connector = found && parts.connectorOf(found.app);
  if (person === undefined || found === undefined || connector === undefined)
    return `Neither the present policy nor the one it was asked under tells how to reach ${grant.entitlement}.`;
  return {
    connector,
    ctx: { signal, idempotencyKey: `${grant.id}:${grant.desired}`, now: parts.now, log: parts.log },
    subject: { person: person.id, email: person.email, name: person.name },
    target: { entitlement: found.entitlement.id, native: found.entitlement.target },
  };
}

/** By today's policy, or, once it is withdrawn, by the one it was asked under: access that exists can always be taken away. */
async function findEntitlement(
  read: Read,
  grant: Grant,
): Promise<{ readonly entitlement: Entitlement; readonly app: App } | undefined> {
  const request = await read.request(grant.request);
  const versions = [await read.currentPolicy(), request && (await read.policyVersion(request.policyVersion))];
  for (const version of versions) {
    const entitlement = version?.policy.entitlements.find((one) => one.id === grant.entitlement);
    const app = version?.policy.apps.find((one) => one.id === entitlement?.app);
    if (entitlement !== undefined && app !== undefined) return { entitlement, app };
  }
  return undefined;
}
