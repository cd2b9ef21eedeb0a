// Branded ids: a string that passed through here is known to name one kind of thing.
type Id<Kind extends string> = string & { readonly idOf: Kind };

export type PersonId = Id<'person'>;
export type AccountId = Id<'account'>;
export type AppId = Id<'app'>;
export type EntitlementId = Id<'entitlement'>;
export type BundleId = Id<'bundle'>;
export type PolicyVersionId = Id<'policy version'>;
export type RequestId = Id<'request'>;
export type VoteId = Id<'vote'>;
export type GrantId = Id<'grant'>;
export type TaskId = Id<'task'>;
export type CardId = Id<'card'>;
export type SettingsId = Id<'owner settings'>;
export type ProposalId = Id<'proposal'>;
export type AssignmentId = Id<'assignment'>;
export type DelegationId = Id<'delegation'>;
export type AbsenceId = Id<'absence'>;
export type PreApprovalId = Id<'pre-approval'>;

export const personId = (text: string): PersonId => text as PersonId;
export const accountId = (text: string): AccountId => text as AccountId;
export const appId = (text: string): AppId => text as AppId;
export const entitlementId = (text: string): EntitlementId => text as EntitlementId;
export const bundleId = (text: string): BundleId => text as BundleId;
export const policyVersionId = (text: string): PolicyVersionId => text as PolicyVersionId;
export const requestId = (text: string): RequestId => text as RequestId;
export const voteId = (text: string): VoteId => text as VoteId;
export const grantId = (text: string): GrantId => text as GrantId;
export const taskId = (text: string): TaskId => text as TaskId;
export const assignmentId = (text: string): AssignmentId => text as AssignmentId;
export const cardId = (text: string): CardId => text as CardId;
export const settingsId = (text: string): SettingsId => text as SettingsId;
export const proposalId = (text: string): ProposalId => text as ProposalId;

export const delegationId = (text: string): DelegationId => text as DelegationId;
export const preApprovalId = (text: string): PreApprovalId => text as PreApprovalId;
export const absenceId = (text: string): AbsenceId => text as AbsenceId;

/** The prefixes of generated ids; `FreshId` makes a new sortable one, for example `req_019ab…`. */
export type IdPrefix =
  | 'acc'
  | 'pol'
  | 'req'
  | 'vote'
  | 'gr'
  | 'task'
  | 'card'
  | 'set'
  | 'prop'
  | 'asg'
  | 'del'
  | 'abs'
  | 'pre';
export type FreshId = (prefix: IdPrefix) => string;
