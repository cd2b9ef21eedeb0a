// What a request form may say: the reason and the length, judged alike wherever somebody asks.
import type { Moment } from '../decision.ts';
import { formatDuration } from '../duration.ts';
import type { Instant, Seconds } from '../instant.ts';
import { after, minute } from '../instant.ts';
import type { Item } from '../item.ts';
import type { Policy } from '../policy.ts';
import type { Refusal } from '../refusal.ts';
import { refusal } from '../refusal.ts';
import type { Verdict } from '../route.ts';
import { cleanText } from '../text.ts';

const shortest = 15 * 60;

/** The rule may want more than the company does. */
export const shortestReason = (policy: Policy, verdict: Verdict): number =>
  Math.max(policy.settings.minReason, verdict.rule?.minReason ?? 0);

/** The reason, cleaned, or what is wrong with it. */
export function cleanReason(raw: string, minimum: number): string | Refusal {
  const clean = cleanText(raw, minimum);
  switch (clean.is) {
    case 'text':
      return clean.text;
    case 'too_short':
      return refusal('E-REQ-REASON', `Say why you need it (${minimum}–4,000 characters).`, 'reason');
    case 'too_long':
      return refusal(
        'E-REQ-REASON',
        `The reason has ${clean.characters.toLocaleString('en')} of 4,000 characters; shorten it.`,
        'reason',
      );
    case 'flood':
      return refusal(
        'E-REQ-REASON-SIZE',
        'The reason stacks too many marks on one letter; write it plainly.',
        'reason',
      );
  }
}

/** What is wrong with a length in seconds; undefined where nothing is. */
export function durationRefusal(duration: number, item: Item, longest: number): Refusal | undefined {
  if (Number.isSafeInteger(duration) && duration >= Math.min(shortest, longest) && duration <= longest)
    return undefined;
  return refusal(
    'E-REQ-DUR',
    `The longest for ${item.name} is ${formatDuration(longest)}, the shortest ${formatDuration(Math.min(shortest, longest))}. Write for example 30m, 2h or 1 day.`,
    'duration',
  );
}

/** A moment that has just passed while the form was open still counts as now. */
const grace = 5 * minute;

/** The start that was asked for, where it lies ahead. */
export const laterStart = (
  startAt: Instant | undefined,
  moment: Pick<Moment, 'now'>,
): { readonly startAt?: Instant } => (startAt !== undefined && startAt > moment.now ? { startAt } : {});

/** What is wrong with a start; undefined where nothing is. */
export function startRefusal(
  startAt: Instant | undefined,
  within: Seconds,
  moment: Pick<Moment, 'now'>,
): Refusal | undefined {
  if (startAt === undefined) return undefined;
  const no = (text: string): Refusal => ({ ...refusal('E-REQ-START', text, 'start'), at: startAt });
  if (!Number.isSafeInteger(startAt) || after(startAt, grace) < moment.now)
    return no('The start {at} lies in the past. Choose a later one, or leave it empty to begin at once.');
  if (startAt <= moment.now || startAt <= after(moment.now, within)) return undefined;
  return no(
    within === 0
      ? 'This can only begin at once: leave the start empty, and ask when you need it.'
      : `The start {at} is too far ahead: it can be at most ${formatDuration(within)} from now.`,
  );
}
