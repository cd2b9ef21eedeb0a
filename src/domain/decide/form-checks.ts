// What a request form may say: the reason and the length, judged alike wherever somebody asks.
import { formatDuration } from '../duration.ts';
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
