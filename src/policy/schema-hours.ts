import { z } from 'zod';
import { weekdays } from '../domain/working-time.ts';
import { list } from './schema-text.ts';

const sentence = 'write a time of day such as "09:00", up to "24:00"';

/** A time of day, in minutes since midnight. */
const timeOfDay = z
  .string({ error: ({ input }) => (input === undefined ? undefined : sentence) })
  .transform((text, context) => {
    const [, hours, minutes] = /^(\d{1,2}):(\d{2})$/.exec(text.trim()) ?? [];
    const time = Number(hours) * 60 + Number(minutes);
    if (Number(minutes) < 60 && time <= 1_440) return time;
    context.issues.push({
      code: 'custom',
      input: text,
      message: `“${text.slice(0, 60)}” is no time of day: ${sentence}`,
    });
    return z.NEVER;
  });

/** When people work, by the clock where they are. */
export const workingHours = z.strictObject({
  days: list(z.enum(weekdays)).optional(),
  from: timeOfDay,
  to: timeOfDay,
});
