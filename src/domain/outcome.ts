import { z } from 'zod';
import type { Answer } from './decision.ts';
import { grantId, requestId } from './ids.ts';
import type { Code, Refusal } from './refusal.ts';

/** What came of a command, as it is told to whoever gave it and kept for a delivery that comes twice. */
export type Outcome =
  | { readonly is: 'accepted'; readonly answer: Answer }
  | { readonly is: 'refused'; readonly refusal: Refusal };

const stored = z.discriminatedUnion('is', [
  z.object({
    is: z.literal('accepted'),
    answer: z.object({
      text: z.string(),
      request: z.string().transform(requestId).exactOptional(),
      grant: z.string().transform(grantId).exactOptional(),
    }),
  }),
  z.object({
    is: z.literal('refused'),
    refusal: z.object({
      code: z.custom<Code>((code) => typeof code === 'string'),
      text: z.string(),
      at: z.number().exactOptional(),
      field: z.enum(['item', 'duration', 'reason']).exactOptional(),
      see: z.string().transform(requestId).exactOptional(),
      extend: z.string().transform(grantId).exactOptional(),
    }),
  }),
]);

export const writeOutcome = (outcome: Outcome): string => JSON.stringify(outcome);

/** Reads what `writeOutcome` wrote; throws on anything else, which would be a bug. */
export const readOutcome = (text: string): Outcome => stored.parse(JSON.parse(text));
