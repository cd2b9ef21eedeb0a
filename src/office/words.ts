// What is asked of the office, over the socket or directly, and what it answers. Both ends read it with the same eyes.
import { z } from 'zod';

const text = z.string().max(1_000_000);
const file = z.string().max(4_096);

export const questions = {
  apply: z.strictObject({
    text,
    file,
    /** An id or an e-mail address of the directory. */
    as: z.string().max(320).exactOptional(),
    osUser: z.string().max(100).exactOptional(),
    expectPeople: z.int().min(0).exactOptional(),
    dryRun: z.boolean(),
  }),
  plan: z.strictObject({ text, file }),
  proposals: z.strictObject({}),
  replay: z.strictObject({
    /** How far back, in seconds. */
    since: z.int().min(1),
    text,
    file,
  }),
} as const;

export type OfficeWord = keyof typeof questions;
export type Question<Word extends OfficeWord> = z.output<(typeof questions)[Word]>;

/** The text for people, the value for programs, and the exit code of the command line. */
export const answer = z.object({
  exit: z.union([z.literal(0), z.literal(1)]),
  text: z.string(),
  value: z.unknown(),
});
export type Answer = { readonly exit: 0 | 1; readonly text: string; readonly value: unknown };

export type Office = { readonly [Word in OfficeWord]: (question: Question<Word>) => Promise<Answer> };
