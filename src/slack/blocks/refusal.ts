// A "no" as people read it: the sentence, any instant in their own zone, and the code to quote.
import type { Button, KnownBlock } from '@slack/types';
import type { Help } from '../../domain/policy.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { actionIds } from '../action-ids.ts';
import type { Drawing } from './drawing.ts';
import { buttons, draw, linkButton } from './drawing.ts';
import type { Bit } from './rich.ts';
import { code, link, rich, say, utc, when } from './rich.ts';

/** Where a refusal leads on to: `message` is the address of the card it speaks of, `help` is shown as a button. */
export type WayOn = { readonly message?: string; readonly help?: Help; readonly extend?: Button };

/** The sentence and code as a message. */
export const refusalCard = (refusal: Refusal, way: WayOn = {}): Drawing => draw(refusalBlocks(refusal, way));

/** The same as blocks, for a larger drawing. */
export const refusalBlocks = (
  refusal: Refusal,
  { message, help, extend }: WayOn = {},
): readonly KnownBlock[] => [
  rich([
    say(
      ...sentence(refusal),
      ...(message === undefined ? [] : [' ', link(message, 'Open it')]),
      ' (',
      code(refusal.code),
      ')',
    ),
  ]),
  ...(extend === undefined ? [] : [buttons([extend], actionIds.extend)]),
  ...(help === undefined
    ? []
    : [buttons([linkButton({ action: actionIds.help, text: help.label, url: help.url })], actionIds.help)]),
];

/** The same where only plain text fits, for example under a field: instants in UTC. */
export const refusalText = (refusal: Refusal): string =>
  `${refusal.at === undefined ? refusal.text : refusal.text.replaceAll('{at}', utc(refusal.at))} (${refusal.code})`;

/** Slack writes “today at 9:00”, so an “at” of ours before it would be one too many. */
function sentence({ at, text }: Refusal): readonly Bit[] {
  if (at === undefined) return [text];
  return text
    .replaceAll(' at {at}', ' {at}')
    .split('{at}')
    .flatMap((part, index) => (index === 0 ? [part] : [when(at), part]));
}
