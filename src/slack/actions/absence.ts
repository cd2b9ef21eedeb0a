// The answers to “hand over your approvals while you are away?”.
import { absenceId } from '../../domain/ids.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { refusal } from '../../domain/refusal.ts';
import { actionIds } from '../action-ids.ts';
import { absenceBlock } from '../blocks/absence-card.ts';
import { idIn, openToken } from '../press.ts';
import { tokenRefused } from '../refuse.ts';
import { zoneFor } from '../zone-for.ts';
import type { Action } from './action.ts';
import { reactionTo } from './reaction.ts';

/** Choosing somebody says nothing yet; Slack tells of it all the same, and wants it acknowledged. */
export const standIn: Action = { id: actionIds.standIn, run: async () => ({}) };

/** Delegate: to whoever is chosen beside the button, for as long as the absence. */
export const delegate: Action = {
  id: actionIds.delegate,
  async run(desk, visit, click) {
    const sealed = openToken(desk, click, actionIds.delegate);
    const absence = sealed && idIn(sealed.about, 'absence');
    if (absence === undefined) return { refusal: tokenRefused };
    const who = await desk.engine.look.who(visit.identity);
    if (who.is === 'refused') return { refusal: who.refusal };
    const chosen = click.values[absenceBlock(absence)]?.[actionIds.standIn]?.selected_user;
    if (typeof chosen !== 'string') return { refusal: nobodyChosen };
    const outcome = await visit.commit({
      kind: 'delegate',
      actor: visit.actor,
      to: await desk.identityOf(chosen),
      zone: zoneFor(who.person, visit.identity),
      absence: absenceId(absence),
    });
    return reactionTo(desk, outcome, { visit, click, card: undefined });
  },
};

/** Not now: the question is answered for this absence. */
export const notNow: Action = {
  id: actionIds.notNow,
  async run(desk, visit, click) {
    const sealed = openToken(desk, click, actionIds.notNow);
    const absence = sealed && idIn(sealed.about, 'absence');
    if (absence === undefined) return { refusal: tokenRefused };
    const outcome = await visit.commit({
      kind: 'dismiss_absence',
      actor: visit.actor,
      absence: absenceId(absence),
    });
    return reactionTo(desk, outcome, { visit, click, card: undefined });
  },
};

const nobodyChosen: Refusal = refusal(
  'E-DELEG-WHO',
  'Choose a colleague beside the button first; nothing was handed over.',
);
