import { z } from 'zod';
import { parseDuration } from '../domain/duration.ts';

const sentence = 'write a length of time such as 30m, 8h or 7d';
const isNone = (text: string): string => `“${text.slice(0, 60)}” is no length of time: ${sentence}`;

/** A length of time, in seconds. */
export const duration = z
  .string({ error: ({ input }) => (input === undefined ? undefined : sentence) })
  .transform((text, context) => {
    const seconds = parseDuration(text);
    if (seconds !== undefined) return seconds;
    context.issues.push({ code: 'custom', input: text, message: isNone(text) });
    return z.NEVER;
  });

/** A length of time in seconds, or `none` for 0. */
export const durationOrNone = z.union([z.literal('none').transform(() => 0), duration], {
  error: `${sentence}, or none`,
});

/** A key that is a length of time. It stays a text: with numbers for keys, an object would lose the order of the file. */
export const durationKey = z
  .string()
  .refine((text) => parseDuration(text) !== undefined, `no length of time: ${sentence}`);
