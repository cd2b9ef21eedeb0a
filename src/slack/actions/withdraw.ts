import { preApprovalId } from '../../domain/ids.ts';
import { actionIds } from '../action-ids.ts';
import { preApprovalList } from '../blocks/pre-approval-list.ts';
import { idIn, openToken } from '../press.ts';
import { tokenRefused } from '../refuse.ts';
import { respondEphemeral } from '../respond.ts';
import type { Action } from './action.ts';

/** Withdraw: what was allowed ahead counts for nothing from now on; the list is shown as it is then. */
export const withdraw: Action = {
  id: actionIds.withdraw,
  async run(desk, visit, click) {
    const sealed = openToken(desk, click, actionIds.withdraw);
    const id = sealed && idIn(sealed.about, 'pre_approval');
    if (id === undefined) return { refusal: tokenRefused };
    const outcome = await visit.commit({
      kind: 'withdraw_pre_approval',
      actor: visit.actor,
      preApproval: preApprovalId(id),
    });
    if (outcome.is === 'refused') return { refusal: outcome.refusal };
    const who = await desk.engine.look.who(visit.identity);
    if (who.is === 'refused' || click.responseUrl === undefined) return {};
    const url = click.responseUrl;
    const views = await desk.engine.look.preApprovals(who.person.id);
    return { after: () => respondEphemeral(url, preApprovalList(views, desk.ink(), outcome.answer.text)) };
  },
};
