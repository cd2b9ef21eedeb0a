// Reads a button: the token names the card, the click says where it was pressed.
import type { Press } from '../domain/command.ts';
import type { CardId } from '../domain/ids.ts';
import { cardId } from '../domain/ids.ts';
import type { ActionId } from './action-ids.ts';
import type { Click, Where } from './arrival.ts';
import type { Sealed } from './token.ts';
import { open } from './token.ts';
import type { Desk } from './visit.ts';

/** What the clicked button seals, if it is one of ours for this action. */
export const openToken = (desk: Desk, click: Click, action: ActionId): Sealed | undefined =>
  open(desk.tokenKey, click.value, action);

/** A press of a card's button, as the engine checks it. */
export const pressOf = (sealed: Sealed, where: Where | undefined): Press => ({
  card: cardId(sealed.card),
  revision: sealed.revision,
  ...(where?.kind === 'message' ? { place: { channel: where.channel, ts: where.ts } } : {}),
});

/** The id in `about`, if it is of this kind: `request:req_…`. */
export function idIn(about: string, kind: string): string | undefined {
  return about.startsWith(`${kind}:`) ? about.slice(kind.length + 1) : undefined;
}

/** The card around the button; undefined where it stood on the Home tab, outside any card. */
export const cardIn = (sealed: Sealed): CardId | undefined =>
  sealed.card === '' ? undefined : cardId(sealed.card);
