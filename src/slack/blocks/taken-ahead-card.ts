import type { Named } from '../../domain/called.ts';
import { formatDuration } from '../../domain/duration.ts';
import type { RequestView } from '../../domain/views.ts';
import type { Drawing } from './drawing.ts';
import { draw, header, smallPrint } from './drawing.ts';
import { grantState } from './grant-words.ts';
import { endOf, fact, personOf } from './request-words.ts';
import { bullets, quote, rich, say, when } from './rich.ts';
import { stageLines } from './stage-words.ts';

/** Tells an approver that somebody took what they had allowed ahead, and what became of it. */
export function takenAheadCard(view: RequestView, viewer: Named): Drawing {
  const { request, requester } = view;
  const mine = view.ahead.find((one) => one.person === viewer.person.id);
  const state = 'end' in request ? [endOf(view, request), ...view.grants.map(grantState)] : stageLines(view);
  return draw([
    header(`${requester.person.name} took ${view.name}, which you allowed ahead`),
    rich([
      fact('Who', personOf(requester)),
      ...(view.asker === undefined ? [] : [fact('Asked for by', personOf(view.asker))]),
      fact('How long', formatDuration(request.duration)),
      ...(request.startAt === undefined ? [] : [fact('From', when(request.startAt))]),
      say('Their reason:'),
      quote(request.reason),
      ...(mine === undefined
        ? []
        : [fact('You allowed it until', when(mine.until), ': ', `“${mine.reason}”`)]),
      ...(state.length === 0 ? [] : [bullets(state)]),
    ]),
    smallPrint('To be asked again from now on, withdraw it: /access preapprove lists what you allowed.'),
  ]);
}
