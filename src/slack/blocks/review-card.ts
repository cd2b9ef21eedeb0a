import type { KnownBlock } from '@slack/types';
import type { CardId, PersonId } from '../../domain/ids.ts';
import type { ReviewView } from '../../domain/views.ts';
import { actionIds } from '../action-ids.ts';
import type { Drawing, Ink } from './drawing.ts';
import { button, buttons, draw, header, smallPrint } from './drawing.ts';
import { endedEarly, foundNote, glassFacts, reviewLine, traceOf } from './glass-words.ts';
import { fact } from './request-words.ts';
import { bullets, rich } from './rich.ts';
import { cut } from './text.ts';

/** Asks somebody else to look at broken glass once it is over; closed, it says what they found. `again`: it was asked before. */
export function reviewCard(
  view: ReviewView,
  of: { readonly card: CardId; readonly viewer: PersonId | undefined; readonly again: boolean },
  ink: Ink,
): Drawing {
  const { about, task } = view;
  const { broken } = about;
  if (broken === undefined) return draw([header(reviewTitle(view))]);
  const open = task.state === 'open';
  const lead = open ? (of.again ? 'Still to do. ' : '') : 'Closed. ';
  return draw([
    header(`${lead}${reviewTitle(view)}`),
    rich([
      ...glassFacts({ ...about, broken }),
      fact('What became of it', ''),
      bullets([...about.grants.map(traceOf), ...endedEarly(broken)]),
      reviewLine(broken),
      ...foundNote(broken),
    ]),
    ...(open && broken.reviewers.some((one) => one.person === of.viewer)
      ? [
          smallPrint(
            'Look at what was done in that time. Until the review is closed, this person cannot break glass again.',
          ),
          reviewButtons(view, of.card, ink),
        ]
      : []),
  ]);
}

/** `Please review: Ana Ruiz broke glass for Payments DB admin` */
export const reviewTitle = ({ about, task }: ReviewView): string =>
  `${task.state === 'open' ? 'Please review' : 'Reviewed'}: ${about.requester.person.name} broke glass for ${about.name}`;

/** Justified and Not justified, the same on the card and on the Home tab; both ask for a note. */
export function reviewButtons(view: ReviewView, card: CardId, ink: Ink): KnownBlock {
  const sealed = { card, about: `task:${view.task.id}`, revision: 1 };
  const what = `${cut(view.about.name, 30)}, ${cut(view.about.requester.person.name, 20)}`;
  return buttons(
    [
      button({
        action: actionIds.justified,
        text: 'Justified',
        label: `Justified: ${what}`,
        value: ink.token('justified', sealed),
        style: 'primary',
      }),
      button({
        action: actionIds.notJustified,
        text: 'Not justified',
        label: `Not justified: ${what}`,
        value: ink.token('not_justified', sealed),
        style: 'danger',
      }),
    ],
    `review:${card}`,
  );
}
