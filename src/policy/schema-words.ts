// The words that every section of `access.yml` is made of.
import { z } from 'zod';
import { parseDuration } from '../domain/duration.ts';

const slugSentence = 'an id is made of lower-case letters, digits and hyphens, such as payments-db';
export const slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*$/, slugSentence)
  .max(60, 'an id has at most 60 characters');

const durationSentence = 'write a length of time such as 30m, 8h or 7d';
export const duration = z.string({ error: durationSentence }).transform((text, context) => {
  const seconds = parseDuration(text);
  if (seconds !== undefined) return seconds;
  context.issues.push({
    code: 'custom',
    input: text,
    message: `“${text.slice(0, 60)}” is no length of time: ${durationSentence}`,
  });
  return z.NEVER;
});

export const text = (longest: number) =>
  z
    .string()
    .trim()
    .min(1, 'this text is empty')
    .max(longest, `this text has more than ${longest} characters`);
export const list = <Item extends z.ZodType>(item: Item) =>
  z.array(item).min(1, 'this list is empty: name something, or leave it out');

// Slack shows 75 characters of an option.
export const label = text(75);
export const people = z.array(text(100));
