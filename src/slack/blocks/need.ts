import type { NeedAnswer } from '../../domain/answers.ts';
import { askForButton } from './card-buttons.ts';
import type { Drawing, Ink } from './drawing.ts';
import { buttons, draw, header, smallPrint } from './drawing.ts';
import { rich, say } from './rich.ts';

/** What it takes at least, and a button for each part of it. Nothing is asked for until somebody presses one. */
export function needCard({ sentence, offers }: NeedAnswer, ink: Ink): Drawing {
  return draw([
    header('The least it takes'),
    rich([say(sentence)]),
    ...offers
      .slice(0, 10)
      .map((offer) => buttons([askForButton(offer, ink)], `need:${offer.target.kind}:${offer.target.id}`)),
    ...(offers.length > 10
      ? [smallPrint(`and ${offers.length - 10} more; type /access request for those.`)]
      : []),
  ]);
}
