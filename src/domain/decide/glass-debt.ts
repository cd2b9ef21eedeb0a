// Whoever broke glass owes a review. Until somebody has looked at it, they cannot break glass again.
import { inARow } from '../in-a-row.ts';
import type { Refusal } from '../refusal.ts';
import { refusal } from '../refusal.ts';
import type { Request } from '../request.ts';
import type { Task } from '../task.ts';

/** The last glass a person broke, where that is not closed yet. Without a review its access still lasts. */
export type GlassDebt = {
  readonly request: Request;
  /** What it was for, as people call it. */
  readonly name: string;
  readonly review?: { readonly task: Task; readonly with: readonly string[] };
};

/** Why glass cannot be broken again yet: who has the review, and since when. */
export function debtRefusal({ request, name, review }: GlassDebt): Refusal {
  const how =
    review === undefined
      ? {
          text: `You broke glass for ${name}, {at}, and that is not over: one at a time. Return it, and it is reviewed; after that you can again.`,
          at: request.createdAt,
        }
      : {
          text: `You cannot break glass again before your last use, for ${name}, has been reviewed. ${inARow(review.with, 3)} ${review.with.length === 1 ? 'has' : 'have'} the review since {at}: ask them to close it.`,
          at: review.task.createdAt,
        };
  return { ...refusal('E-BG-DEBT', how.text), at: how.at, see: request.id };
}
