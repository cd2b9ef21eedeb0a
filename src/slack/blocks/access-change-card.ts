import type { RichTextBlockElement, RichTextSection } from '@slack/types';
import type { AccessChangeView, GrantLine } from '../../domain/views.ts';
import type { Drawing } from './drawing.ts';
import { draw, header, smallPrint } from './drawing.ts';
import { byRole, grantState } from './grant-words.ts';
import { bold, bullets, rich, say } from './rich.ts';

const most = 20;

/** Tells somebody in one message what came with their role, and what went with the one they had. */
export function accessChangeCard({ given, taken }: AccessChangeView): Drawing {
  return draw([
    header('Your access changed'),
    rich([
      ...listed('Given to you:', given.map(givenLine)),
      ...listed('Taken away:', taken.map(takenLine)),
      ...(given.length + taken.length === 0 ? [say('It was changed again since; see /access status.')] : []),
    ]),
    smallPrint(
      'This comes with your role in the people directory, so there is nothing to ask for or to extend. What you asked for yourself stays as it is.',
    ),
  ]);
}

function listed(title: string, lines: readonly RichTextSection[]): readonly RichTextBlockElement[] {
  if (lines.length === 0) return [];
  const more = lines.length - most;
  return [say(title), bullets([...lines.slice(0, most), ...(more > 0 ? [say(`and ${more} more`)] : [])])];
}

const givenLine = (line: AccessChangeView['given'][number]): RichTextSection =>
  line.grant.state === 'active'
    ? say(bold(line.name), ` – ${byRole(line.grant.birthright ?? '')}. ${line.because}`)
    : grantState(line);

function takenLine(line: GrantLine): RichTextSection {
  const { grant } = line;
  const isKept = grant.state === 'revoked' && grant.observed === 'present' && !grant.adopted;
  return isKept
    ? say(bold(line.name), ': does not come with your role any more; you keep it through a request of yours.')
    : grantState(line);
}
