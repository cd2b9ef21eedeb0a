import type { CardId } from '../../domain/ids.ts';
import type { GrantView } from '../../domain/views.ts';
import { actionIds } from '../action-ids.ts';
import { askForButton, returnButton } from './card-buttons.ts';
import type { Drawing, Ink } from './drawing.ts';
import { buttons, draw, header, smallPrint } from './drawing.ts';
import { grantState } from './grant-words.ts';
import { rich, say, when } from './rich.ts';

/** More than this is no smaller thing any more. */
const mostInstead = 10;

/** Asks whoever holds something they do not use whether they need it. It stays theirs unless they choose. */
export function unusedCard({ line, unused }: GrantView, card: CardId, ink: Ink): Drawing {
  const { grant } = line;
  if (grant.state !== 'active') return draw([header(line.name), rich([grantState(line)])]);
  if (unused === undefined)
    return draw([
      header(line.name),
      rich([say('It is in use, as far as is known. Nothing is needed from you now.')]),
    ]);
  const instead = unused.askFor.slice(0, mostInstead);
  return draw([
    header(`Do you still need ${line.name}?`),
    rich([say(unused.because), say('It is yours until ', when(grant.expiresAt), '.')]),
    // A row takes no two buttons of one action.
    ...instead.map((offer) => buttons([askForButton(offer, ink)], `unused:${card}:${offer.target.id}`)),
    buttons([returnButton(line, { card, several: false }, ink)], `${actionIds.giveBack}:${card}`),
    smallPrint(
      instead.length === 0
        ? 'Nothing is taken away unless you return it.'
        : 'Nothing is taken away unless you return it. Ask for the smaller thing first, and return this once you have it.',
    ),
  ]);
}
