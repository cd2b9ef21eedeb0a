// What would be said if somebody broke glass now: the same answers as in Slack, and nothing is given.

import type { Directory } from '../domain/approvers.ts';
import { breakGlass, shortestGlassReason } from '../domain/break-glass.ts';
import { cleanReason, durationRefusal } from '../domain/decide/form-checks.ts';
import type { Seconds } from '../domain/instant.ts';
import type { Item } from '../domain/item.ts';
import type { Policy, Rule, SeparationRule } from '../domain/policy.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Asked } from '../domain/request.ts';
import type { Ask } from '../domain/route.ts';

export type ForeseenGlass =
  | {
      readonly is: 'break_glass';
      readonly rule: Rule;
      readonly maxDuration: Seconds;
      readonly minReason: number;
      readonly told: readonly Asked[];
      readonly channels: readonly string[];
      readonly reviewers: readonly Asked[];
      readonly conflicts: readonly SeparationRule[];
    }
  | { readonly is: 'refuse'; readonly rule?: Rule; readonly refusal: Refusal };

/** `reason`: where it is not given, its length is not judged. What the person still owes a review for is not known here. */
export function foreseeGlass(
  policy: Policy,
  item: Item,
  ask: Omit<Ask, 'reason'> & { readonly directory: Directory; readonly reason?: string },
): ForeseenGlass {
  const verdict = breakGlass(policy, item, { ...ask, reason: ask.reason ?? '' });
  if (verdict.is === 'refuse') return verdict;
  const { rule, maxDuration, told, channels, reviewers, conflicts } = verdict;
  const minReason = Math.max(shortestGlassReason, policy.settings.minReason, rule.minReason ?? 0);
  const reason = ask.reason === undefined ? '' : cleanReason(ask.reason, minReason);
  if (typeof reason !== 'string') return { is: 'refuse', rule, refusal: reason };
  const tooLong = durationRefusal(ask.duration, item, maxDuration);
  return tooLong === undefined
    ? { is: 'break_glass', rule, maxDuration, minReason, told, channels, reviewers, conflicts }
    : { is: 'refuse', rule, refusal: tooLong };
}
