import type { KnownBlock, RichTextSection } from '@slack/types';
import { formatDuration } from '../../domain/duration.ts';
import type { HomeView } from '../../domain/views.ts';
import type { Drawing } from './drawing.ts';
import { draw, header, smallPrint } from './drawing.ts';
import { grantState, howLong } from './grant-words.ts';
import { askedPeople, wish } from './request-words.ts';
import { reviewTitle } from './review-card.ts';
import { bold, bullets, rich, say, when } from './rich.ts';
import { taskTitle } from './task-card.ts';

const most = 15;

/** The answer to /access status: everything open, in a few lines. Buttons are on the Home tab, where they stay current. */
export function statusCard(view: HomeView, now: number): Drawing {
  const open = view.requests.filter((one) => !('end' in one.request));
  return draw([
    ...part(
      'My access',
      view.holds.map((line) =>
        line.grant.state === 'active' ? say(bold(line.name), ' – ', ...howLong(line, now)) : grantState(line),
      ),
      'You hold nothing through Hallpass.',
    ),
    ...part(
      'My open requests',
      open.map((one) =>
        say(
          bold(one.name),
          ` for ${formatDuration(one.request.duration)}, asked `,
          when(one.request.createdAt),
          '; waiting for ',
          ...askedPeople(one.asked),
        ),
      ),
      'None of your requests is waiting.',
    ),
    ...part(
      'Waiting for you',
      [
        ...view.waiting.map(({ view: one }) => say(...wish(one))),
        ...view.tasks.map(({ view: one }) => say(one.kind === 'review' ? reviewTitle(one) : taskTitle(one))),
      ],
      'Nothing waits for you.',
    ),
    smallPrint('To return, cancel, approve or deny, open Hallpass in the sidebar and choose Home.'),
  ]);
}

function part(title: string, lines: readonly RichTextSection[], none: string): readonly KnownBlock[] {
  const more = lines.length - most;
  const shown = [...lines.slice(0, most), ...(more > 0 ? [say(`and ${more} more`)] : [])];
  return [header(title), rich([lines.length === 0 ? say(none) : bullets(shown)])];
}
