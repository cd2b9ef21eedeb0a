// The table of contents: every way the store can change, and the pure function that decides it.
import type { Command } from '../command.ts';
import type { Decision, Moment } from '../decision.ts';
import type { ApplyPolicyFacts } from './apply-policy.ts';
import { applyPolicy } from './apply-policy.ts';
import type { ChannelFacts } from './ask-directly.ts';
import { askDirectly } from './ask-directly.ts';
import { assignBirthright, reviewBirthrights } from './assign-birthright.ts';
import type { AssignFacts } from './assign-steps.ts';
import type { GlassFacts } from './break-glass.ts';
import { breakTheGlass } from './break-glass.ts';
import type { RequestFacts } from './cancel-request.ts';
import { cancelRequest } from './cancel-request.ts';
import type { CardFacts } from './cards.ts';
import { cardShown, homeOpened } from './cards.ts';
import type { DecideFacts } from './check-decision.ts';
import type { ForOthersFacts } from './decide-for-others.ts';
import { decideForOthers } from './decide-for-others.ts';
import type { ProposalFacts } from './decide-proposal.ts';
import { decideProposal } from './decide-proposal.ts';
import { approve, deny } from './decide-request.ts';
import type { EndNowFacts } from './end-now.ts';
import { endNow } from './end-now.ts';
import type { ExtendFacts } from './extend-grant.ts';
import { extendGrant } from './extend-grant.ts';
import { withReview } from './open-review.ts';
import type { ProposePolicyFacts } from './propose-policy.ts';
import { proposePolicy } from './propose-policy.ts';
import type { ProposeFacts } from './propose-return.ts';
import { proposeReturn } from './propose-return.ts';
import type { GrantFacts } from './provisioning.ts';
import { provisioned, provisioningFailed, startProvisioning } from './provisioning.ts';
import type { UsageFacts } from './record-usage.ts';
import { recordUsage } from './record-usage.ts';
import type { DueFacts } from './request-due.ts';
import { requestDue } from './request-due.ts';
import type { ReviewDueFacts, ReviewFacts } from './reviews.ts';
import { finishReview, remindReview } from './reviews.ts';
import { expireGrant, returnGrant, revoked, revokingFailed, startRevoking, warnOfEnd } from './revoking.ts';
import type { SettingsFacts } from './set-owner-settings.ts';
import { setOwnerSettings } from './set-owner-settings.ts';
import type { StartFacts } from './start-grant.ts';
import { startGrant } from './start-grant.ts';
import type { SubmitFacts } from './submit-request.ts';
import { submitRequest } from './submit-request.ts';
import type { SyncFacts } from './sync-people.ts';
import { syncPeople } from './sync-people.ts';
import type { UserGroupFacts } from './sync-user-groups.ts';
import { syncUserGroups } from './sync-user-groups.ts';
import type { TaskFacts } from './tasks.ts';
import { awaitHuman, finishTask } from './tasks.ts';
import { usePreApprovals } from './use-pre-approvals.ts';
import type { ActorFacts } from './verdicts.ts';

/** The facts each command is decided on. */
export type Facts = ForOthersFacts & {
  apply_policy: ApplyPolicyFacts;
  propose_policy: ProposePolicyFacts;
  decide_proposal: ProposalFacts;
  sync_people: SyncFacts;
  sync_user_groups: UserGroupFacts;
  submit_request: SubmitFacts;
  break_glass: GlassFacts;
  end_now: EndNowFacts;
  finish_review: ReviewFacts;
  remind_review: ReviewDueFacts;
  approve: DecideFacts;
  deny: DecideFacts;
  cancel_request: RequestFacts;
  request_due: DueFacts;
  extend_grant: ExtendFacts;
  return_grant: GrantFacts;
  start_provisioning: GrantFacts;
  provisioned: GrantFacts;
  provisioning_failed: GrantFacts;
  start_revoking: GrantFacts;
  revoked: GrantFacts;
  revoking_failed: GrantFacts;
  start_grant: StartFacts;
  expire_grant: GrantFacts;
  warn_of_end: GrantFacts;
  await_human: GrantFacts;
  finish_task: TaskFacts;
  set_owner_settings: SettingsFacts;
  record_usage: UsageFacts;
  propose_return: ProposeFacts;
  channel_closed: ChannelFacts;
  review_birthrights: ActorFacts;
  assign_birthright: AssignFacts;
  card_shown: CardFacts;
  home_opened: CardFacts;
};

/** A command together with the facts it is decided on. */
export type Case = {
  [Kind in Command['kind']]: {
    readonly kind: Kind;
    readonly command: Extract<Command, { readonly kind: Kind }>;
    readonly facts: Facts[Kind];
  };
}[Command['kind']];

/** Decides one case. Pure: the same command, facts and moment give the same decision. */
export function decide(one: Case, moment: Moment): Decision {
  switch (one.kind) {
    case 'apply_policy':
    case 'propose_policy':
    case 'decide_proposal':
      return decidePolicy(one, moment);
    case 'sync_people':
      return syncPeople(one.command, one.facts, moment);
    case 'submit_request':
      return usePreApprovals(submitRequest(one.command, one.facts, moment), one.facts, moment);
    case 'break_glass':
    case 'end_now':
    case 'finish_review':
    case 'remind_review':
      return decideGlass(one, moment);
    case 'approve':
      return usePreApprovals(approve(one.command, one.facts, moment), one.facts, moment);
    case 'deny':
      return deny(one.command, one.facts, moment);
    case 'cancel_request':
      return cancelRequest(one.command, one.facts, moment);
    case 'request_due':
      return usePreApprovals(requestDue(one.command, one.facts, moment), one.facts, moment);
    case 'extend_grant':
      return extendGrant(one.command, one.facts, moment);
    case 'finish_task':
      return withReview(finishTask(one.command, one.facts, moment), one.facts.about, moment);
    case 'sync_user_groups':
    case 'set_owner_settings':
    case 'record_usage':
    case 'propose_return':
    case 'channel_closed':
    case 'review_birthrights':
    case 'assign_birthright':
    case 'card_shown':
    case 'home_opened':
      return decideUpkeep(one, moment);
    case 'delegate':
    case 'end_delegation':
    case 'delegation_due':
    case 'ask_anew':
    case 'notice_absence':
    case 'dismiss_absence':
    case 'pre_approve':
    case 'withdraw_pre_approval':
      return decideForOthers(one, moment);
    default:
      return withReview(decideGrant(one, moment), one.facts, moment);
  }
}

type PolicyKind = 'apply_policy' | 'propose_policy' | 'decide_proposal';

/** What changes the policy. */
function decidePolicy(one: Extract<Case, { readonly kind: PolicyKind }>, moment: Moment): Decision {
  switch (one.kind) {
    case 'apply_policy':
      return applyPolicy(one.command, one.facts, moment);
    case 'propose_policy':
      return proposePolicy(one.command, one.facts, moment);
    case 'decide_proposal':
      return decideProposal(one.command, one.facts, moment);
  }
}

type GlassKind = 'break_glass' | 'end_now' | 'finish_review' | 'remind_review';

/** What begins, ends and closes broken glass. */
function decideGlass(one: Extract<Case, { readonly kind: GlassKind }>, moment: Moment): Decision {
  switch (one.kind) {
    case 'break_glass':
      return breakTheGlass(one.command, one.facts, moment);
    case 'end_now':
      return endNow(one.command, one.facts, moment);
    case 'finish_review':
      return finishReview(one.command, one.facts, moment);
    case 'remind_review':
      return remindReview(one.command, one.facts, moment);
  }
}

type GrantCase = Exclude<Extract<Case, { readonly facts: GrantFacts }>, { readonly kind: UpkeepKind }>;

/** The way of one grant, into the target and out of it. */
function decideGrant(one: GrantCase, moment: Moment): Decision {
  switch (one.kind) {
    case 'return_grant':
      return returnGrant(one.command, one.facts, moment);
    case 'start_provisioning':
      return startProvisioning(one.command, one.facts, moment);
    case 'provisioned':
      return provisioned(one.command, one.facts, moment);
    case 'provisioning_failed':
      return provisioningFailed(one.command, one.facts, moment);
    case 'await_human':
      return awaitHuman(one.command, one.facts, moment);
    case 'start_revoking':
      return startRevoking(one.command, one.facts);
    case 'revoked':
      return revoked(one.command, one.facts, moment);
    case 'revoking_failed':
      return revokingFailed(one.command, one.facts, moment);
    case 'start_grant':
      return startGrant(one.command, one.facts, moment);
    case 'expire_grant':
      return expireGrant(one.command, one.facts, moment);
    case 'warn_of_end':
      return warnOfEnd(one.command, one.facts, moment);
  }
}

/** The kinds that are neither about a request nor about a grant's way into a target and out of it. */
export type UpkeepKind =
  | 'sync_user_groups'
  | 'set_owner_settings'
  | 'record_usage'
  | 'propose_return'
  | 'channel_closed'
  | 'review_birthrights'
  | 'assign_birthright'
  | 'card_shown'
  | 'home_opened';

function decideUpkeep(one: Extract<Case, { readonly kind: UpkeepKind }>, moment: Moment): Decision {
  switch (one.kind) {
    case 'sync_user_groups':
      return syncUserGroups(one.command, one.facts, moment);
    case 'set_owner_settings':
      return setOwnerSettings(one.command, one.facts, moment);
    case 'record_usage':
      return recordUsage(one.command, one.facts, moment);
    case 'propose_return':
      return proposeReturn(one.command, one.facts, moment);
    case 'channel_closed':
      return askDirectly(one.command, one.facts, moment);
    case 'review_birthrights':
      return reviewBirthrights();
    case 'assign_birthright':
      return assignBirthright(one.command, one.facts, moment);
    case 'card_shown':
      return cardShown(one.command, one.facts);
    case 'home_opened':
      return homeOpened(one.command, one.facts, moment);
  }
}
