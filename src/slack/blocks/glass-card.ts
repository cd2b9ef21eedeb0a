import type { KnownBlock } from '@slack/types';
import type { CardRole } from '../../domain/card.ts';
import { formatDuration } from '../../domain/duration.ts';
import type { CardId } from '../../domain/ids.ts';
import { actionIds } from '../action-ids.ts';
import type { Drawing, Ink } from './drawing.ts';
import { button, buttons, draw, header, smallPrint } from './drawing.ts';
import type { BrokenRequest } from './glass-words.ts';
import { endedEarly, foundNote, foundWords, glassFacts, glassProgress, reviewLine } from './glass-words.ts';
import { grantState, systemOf } from './grant-words.ts';
import { fact } from './request-words.ts';
import { returnButtons } from './requester-card.ts';
import { bullets, quote, rich, say } from './rich.ts';
import { cut } from './text.ts';

/** Broken glass as it is shown to whoever is told, to the person who did it, and to them again when it was reviewed. */
export function glassCard(
  of: { readonly role: CardRole; readonly card: CardId; readonly inChannel: boolean },
  view: BrokenRequest,
  ink: Ink,
): Drawing {
  if (of.role === 'alarm') return alarmCard(view, of, ink);
  return of.role === 'outcome' ? reviewedCard(view) : ownCard(view, of.card, ink);
}

/** The alarm. It follows what becomes of it, and lets whoever was told end it, in their own messages. */
function alarmCard(
  view: BrokenRequest,
  of: { readonly card: CardId; readonly inChannel: boolean },
  ink: Ink,
): Drawing {
  const live = view.grants.some((line) => line.grant.desired === 'present');
  return draw([
    header(`${live ? 'Alarm' : 'Over'}: ${view.requester.person.name} broke glass for ${view.name}`),
    rich([
      ...glassFacts(view),
      fact('What became of it', ''),
      bullets([...view.grants.map(grantState), ...endedEarly(view.broken)]),
      reviewLine(view.broken),
      ...foundNote(view.broken),
    ]),
    ...(live ? whatToDo(view, of, ink) : []),
  ]);
}

const whatToDo = (
  view: BrokenRequest,
  { card, inChannel }: { readonly card: CardId; readonly inChannel: boolean },
  ink: Ink,
): readonly KnownBlock[] =>
  inChannel
    ? [smallPrint('Nobody was asked before. Whoever was told in a message of their own can end it there.')]
    : [
        smallPrint('Nobody was asked before. If it should not be, end it: it is taken away at once.'),
        buttons([endButton(view, card, ink)], `${actionIds.endNow}:${card}`),
      ];

function endButton(view: BrokenRequest, card: CardId, ink: Ink) {
  const what = `${cut(view.name, 30)} of ${cut(view.requester.person.name, 25)}`;
  const [first] = view.grants;
  const where = view.grants.length === 1 && first !== undefined ? cut(systemOf(first), 80) : 'every system';
  return button({
    action: actionIds.endNow,
    text: 'End it now',
    label: `End now: ${what}`,
    value: ink.token('end_now', { card, about: `request:${view.request.id}`, revision: 1 }),
    style: 'danger',
    confirm: {
      title: 'End it now?',
      text: `${cut(what, 120)} is taken away in ${where} now. The review opens right after.`,
      yes: 'End it',
    },
  });
}

/** Says plainly what was set in motion. */
function ownCard(view: BrokenRequest, card: CardId, ink: Ink): Drawing {
  const closed = view.broken.review !== undefined && view.broken.review.state !== 'open';
  return draw([
    header(`You broke glass for ${view.name}`),
    rich([
      fact('How long', `${formatDuration(view.request.duration)}; it cannot be extended`),
      quote(view.request.reason),
      bullets(glassProgress(view, view.broken)),
      ...foundNote(view.broken),
    ]),
    ...(closed ? [] : [smallPrint('Until the review is closed, you cannot break glass again.')]),
    ...returnButtons(view, card, ink),
  ]);
}

/** Tells the person what the reviewer found. */
function reviewedCard(view: BrokenRequest): Drawing {
  const { review } = view.broken;
  const found = review === undefined ? 'open' : foundWords(review.state);
  return draw([
    header(`Reviewed: how you broke glass for ${view.name}`),
    rich([
      say(`${found}. `),
      reviewLine(view.broken),
      ...foundNote(view.broken),
      say('The review is closed. Glass can be broken again in an emergency.'),
    ]),
  ]);
}
