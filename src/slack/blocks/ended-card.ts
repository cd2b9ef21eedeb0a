import type { CardId } from '../../domain/ids.ts';
import type { GrantView } from '../../domain/views.ts';
import { actionIds } from '../action-ids.ts';
import { askAgainButton } from './card-buttons.ts';
import type { Drawing, Ink } from './drawing.ts';
import { buttons, draw, header } from './drawing.ts';
import { endWords, grantState, systemOf } from './grant-words.ts';
import { rich, say, when } from './rich.ts';

/** Tells the person that the access is gone, how it ended, and how to have it again. */
export function endedCard({ line, request }: GrantView, card: CardId, ink: Ink): Drawing {
  const { grant } = line;
  if (grant.state !== 'revoked') return draw([header(line.name), rich([grantState(line)])]);
  const gone = grant.adopted
    ? `You had this in ${systemOf(line)} before Hallpass, so it was left in place.`
    : grant.observed === 'absent'
      ? `It is gone from ${systemOf(line)}.`
      : `You keep it in ${systemOf(line)} through another request of yours.`;
  return draw([
    header(`${line.name} has ended`),
    rich([say(endWords(grant.end), ' ', gone, ' Ended ', when(grant.endedAt), '.')]),
    ...(request === undefined
      ? []
      : [
          buttons(
            [askAgainButton(request.target, { card, name: line.name }, ink)],
            `${actionIds.askAgain}:${card}`,
          ),
        ]),
  ]);
}
