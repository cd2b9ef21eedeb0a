// Texts of the file: ids, words for people, and lists.
import { z } from 'zod';

const slugSentence = 'an id is made of lower-case letters, digits and hyphens, such as payments-db';
export const slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*$/, slugSentence)
  .max(60, 'an id has at most 60 characters');

/** A text of 1 to `longest` characters, without the blanks around it. */
export const text = (longest: number) =>
  z
    .string()
    .trim()
    .min(1, 'this text is empty')
    .max(longest, `this text has more than ${longest} characters`);

/** A list that names at least one thing. */
export const list = <Item extends z.ZodType>(item: Item) =>
  z.array(item).min(1, 'this list is empty: name something, or leave it out');
