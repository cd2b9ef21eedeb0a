import type { ModalView } from '@slack/types';
import type { Command, Press } from '../../domain/command.ts';
import type { Actor } from '../../domain/identity.ts';
import type { ActionId } from '../action-ids.ts';
import { openToken, pressOf } from '../press.ts';
import { tokenRefused } from '../refuse.ts';
import type { Sealed } from '../token.ts';
import type { Action } from './action.ts';
import { openModal } from './open-modal.ts';
import { reactionTo } from './reaction.ts';

export type CardButton = {
  readonly id: ActionId;
  readonly command: (actor: Actor, press: Press) => Command;
  /** Asks for the word that the engine misses, when that is all it misses; any other "no" is told at once. */
  readonly form?: (key: Uint8Array, sealed: Sealed) => ModalView;
};

/** A button of a card: committed first, then acknowledged, then every copy of the card shows it. */
export const cardButton = ({ id, command, form }: CardButton): Action => ({
  id,
  async run(desk, visit, click) {
    const sealed = openToken(desk, click, id);
    if (sealed === undefined) return { refusal: tokenRefused };
    const press = pressOf(sealed, click.where);
    const outcome = await visit.commit(command(visit.actor, press));
    if (form !== undefined && outcome.is === 'refused' && outcome.refusal.code === 'E-REQ-REASON') {
      const from = press.place === undefined ? sealed : { ...sealed, place: press.place };
      return openModal(desk, click, form(desk.tokenKey, from));
    }
    return reactionTo(desk, outcome, { visit, click, card: press.card });
  },
});
