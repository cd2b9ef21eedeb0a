import type { CardId } from '../../domain/ids.ts';
import type { GrantView } from '../../domain/views.ts';
import { actionIds } from '../action-ids.ts';
import { extendButton, returnButton } from './card-buttons.ts';
import type { Drawing, Ink } from './drawing.ts';
import { buttons, draw, header } from './drawing.ts';
import { grantState, systemOf } from './grant-words.ts';
import { rich, say, when } from './rich.ts';

/** Warns that access is about to end, while there is time to finish. No countdown: a message is not redrawn every minute. */
export function endingCard({ line, extendable }: GrantView, card: CardId, ink: Ink): Drawing {
  const { grant } = line;
  if (grant.state !== 'active') return draw([header(line.name), rich([grantState(line)])]);
  return draw([
    header(`${line.name} ends soon`),
    rich([
      say(
        'It is taken away from you in ',
        systemOf(line),
        ' ',
        when(grant.expiresAt),
        '. Save your work there before.',
      ),
      say(
        extendable
          ? 'If you need it longer, ask to extend it. If you are done, return it now.'
          : 'If you need it longer, ask again when it has ended. If you are done, return it now.',
      ),
    ]),
    buttons(
      [
        ...(extendable ? [extendButton({ grant: grant.id, name: line.name }, card, ink)] : []),
        returnButton(line, { card, several: false }, ink),
      ],
      `${actionIds.giveBack}:${card}`,
    ),
  ]);
}
