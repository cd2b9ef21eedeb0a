import type { Named } from '../../domain/called.ts';
import { expiresAt } from '../../domain/decide/way.ts';
import type { RequestView } from '../../domain/views.ts';
import type { Drawing } from './drawing.ts';
import { draw, header } from './drawing.ts';
import { endOf, wish } from './request-words.ts';
import { rich, say, when } from './rich.ts';
import { hasAgreed } from './stage-words.ts';

/** Reminds an approver, or a channel, in a message of its own. The card with the buttons stays the one that was sent first. */
export function reminderCard(view: RequestView, viewer: Named | undefined): Drawing {
  const { request } = view;
  const open = !('end' in request) && (viewer === undefined || !hasAgreed(view, viewer.person.id));
  const whom = viewer === undefined ? 'a decision' : 'you';
  const what = say(...wish(view), ', since ', when(request.createdAt), '.');
  return draw([
    header(`${open ? 'Still' : 'No longer'} waiting for ${whom}: ${view.name}`),
    rich([
      what,
      ...('end' in request
        ? [endOf(view, request)]
        : open
          ? [
              say(
                'Decide on its card above or on the Home tab. Without a decision it expires ',
                when(expiresAt(request)),
                '.',
              ),
            ]
          : []),
    ]),
  ]);
}
