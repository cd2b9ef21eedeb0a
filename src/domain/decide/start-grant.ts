// The start of a grant that was approved for later: everything that stood behind the approval is looked at again.
import type { Command } from '../command.ts';
import type { Decision, Moment } from '../decision.ts';
import type { Grant } from '../grant.ts';
import { matchRule } from '../route.ts';
import type { DecideFacts } from './check-decision.ts';
import { askAgain, whetherGrantable } from './grantable.ts';
import { reconcile } from './plan.ts';
import type { GrantFacts } from './provisioning.ts';
import { moved, neverStarted } from './provisioning.ts';
import { accept } from './verdicts.ts';

export type StartFacts = GrantFacts & Pick<DecideFacts, 'frozen' | 'held' | 'asker'>;

/** Its start has come. What is no longer right is not given, and whoever waits for it is told why. */
export function startGrant(
  _: Extract<Command, { readonly kind: 'start_grant' }>,
  facts: StartFacts,
  moment: Moment,
): Decision {
  const { grant } = facts;
  if (grant?.state !== 'planned' || grant.startsAt === undefined || grant.startsAt > moment.now)
    return accept({ text: 'Not due.' });
  const why = whyNot(grant, facts, moment);
  if (why !== undefined) return neverStarted(grant, facts, { why: `${why}.`, moment });
  const { startsAt: __, ...rest } = grant;
  const started: Grant = { ...rest, version: grant.version + 1 };
  return moved(started, facts, {
    action: 'grant.started',
    because: 'Its start has come, and it is still right on a fresh look.',
    effects: [reconcile(started, moment, false)],
  });
}

function whyNot(grant: Grant, facts: StartFacts, moment: Moment): string | undefined {
  const { request, subject: requester, current, frozen, held, asker } = facts;
  if (grant.expiresAt <= moment.now) return 'Its time was over before it could begin';
  if (request?.state !== 'approved' || requester === undefined || current === undefined)
    return 'The approval behind it is gone';
  const again = { request, requester, current, frozen, held, asker, extended: undefined };
  const found = whetherGrantable(again, moment);
  if (found.is === 'against') return found.text;
  const rule = matchRule(current.policy, found.item, askAgain(again, { held: new Set(held), moment }));
  return rule === undefined || rule.route.kind === 'refuse'
    ? 'The policy of today no longer lets anybody have it like this'
    : undefined;
}
