import type { Card } from '../card.ts';
import type { Press } from '../command.ts';
import { identify } from '../identity.ts';
import type { Instant } from '../instant.ts';
import { after, day } from '../instant.ts';
import type { Person } from '../person.ts';
import type { Refusal } from '../refusal.ts';
import { refusal } from '../refusal.ts';
import type { ActorFacts } from './verdicts.ts';

export type PressFacts = ActorFacts & { readonly card: Card | undefined };
export type Pressed =
  | { readonly is: 'pressed'; readonly person: Person; readonly card: Card }
  | { readonly is: 'refused'; readonly refusal: Refusal };

/** How long a button on a card works; a fresh card is sent to who presses an older one. */
export const cardLife = 7 * day;

/** Is this button theirs to press, here and now? Everything is read from the store; the button only says which card it is on. */
export function checkPress(press: Press, facts: PressFacts, now: Instant): Pressed {
  if (facts.actor.kind !== 'slack') return no(refusal('E-STATE', 'Only a person can press a button.'));
  const who = identify(facts.actor.identity, facts.linked);
  if (who.is === 'refused') return who;
  const { card } = facts;
  if (card === undefined)
    return no(
      refusal(
        'E-TOKEN',
        'This button is not one of ours, so nothing was done. Open the Home tab for what waits for you.',
      ),
    );
  // A card in a channel is for whoever may decide: who that is, is looked up afresh.
  if (card.person === undefined ? card.role !== 'approver' : card.person !== who.person.id)
    return no(
      refusal(
        'E-TOKEN-OWNER',
        'This button was made for somebody else, so nothing was done. Your own cards are in your messages with Hallpass.',
      ),
    );
  if (press.place !== undefined && card.channel !== undefined && press.place.channel !== card.channel)
    return no(
      refusal(
        'E-TOKEN-PLACE',
        'This is a copy of a card in another conversation, so nothing was done. Use the card in your messages with Hallpass.',
      ),
    );
  if (after(card.createdAt, cardLife) <= now)
    return no(
      refusal(
        'E-TOKEN-OLD',
        'This card is more than seven days old, so nothing was done. Open the Home tab for what still waits for you.',
      ),
    );
  return { is: 'pressed', person: who.person, card };
}

const no = (refused: Refusal): Pressed => ({ is: 'refused', refusal: refused });
