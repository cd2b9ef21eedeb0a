// The part of the table of contents about who decides for whom.
import type { Command } from '../command.ts';
import type { Decision, Moment } from '../decision.ts';
import { askAnew } from './ask-anew.ts';
import type { AwayFacts, DismissFacts } from './away.ts';
import { dismissAbsence, noticeAbsence } from './away.ts';
import type { DelegateFacts, EndFacts } from './delegate.ts';
import { delegate, endDelegation } from './delegate.ts';
import { delegationDue } from './hand-over.ts';
import type { PreApproveFacts, WithdrawFacts } from './pre-approve.ts';
import { preApprove, withdrawPreApproval } from './pre-approve.ts';
import type { DueFacts } from './request-due.ts';
import { usePreApprovals } from './use-pre-approvals.ts';

/** The facts each of these commands is decided on. */
export type ForOthersFacts = {
  delegate: DelegateFacts;
  end_delegation: EndFacts;
  delegation_due: EndFacts;
  ask_anew: DueFacts;
  notice_absence: AwayFacts;
  dismiss_absence: DismissFacts;
  pre_approve: PreApproveFacts;
  withdraw_pre_approval: WithdrawFacts;
};
type ForOthersCase = {
  [Kind in keyof ForOthersFacts]: {
    readonly kind: Kind;
    readonly command: Extract<Command, { readonly kind: Kind }>;
    readonly facts: ForOthersFacts[Kind];
  };
}[keyof ForOthersFacts];

/** Decides one case about who decides for whom. */
export function decideForOthers(one: ForOthersCase, moment: Moment): Decision {
  switch (one.kind) {
    case 'delegate':
      return delegate(one.command, one.facts, moment);
    case 'end_delegation':
      return endDelegation(one.command, one.facts, moment);
    case 'delegation_due':
      return delegationDue(one.command, one.facts, moment);
    case 'ask_anew':
      return usePreApprovals(askAnew(one.command, one.facts, moment), one.facts, moment);
    case 'notice_absence':
      return noticeAbsence(one.command, one.facts, moment);
    case 'dismiss_absence':
      return dismissAbsence(one.command, one.facts);
    case 'pre_approve':
      return preApprove(one.command, one.facts, moment);
    case 'withdraw_pre_approval':
      return withdrawPreApproval(one.command, one.facts, moment);
  }
}
