// The shape of a schedule: people in turn, or a file of shifts.
import { z } from 'zod';
import { isZone, parseLocalTime } from '../domain/local-time.ts';
import { duration } from './schema-duration.ts';
import { list, text } from './schema-text.ts';

const localSentence = 'write a day and a time of day in the zone, such as 2026-01-05T09:00';
const local = z
  .string({ error: ({ input }) => (input === undefined ? undefined : localSentence) })
  .transform((written, context) => {
    const time = parseLocalTime(written);
    if (time !== undefined) return time;
    context.issues.push({
      code: 'custom',
      input: written,
      message: `“${written.slice(0, 60)}”: ${localSentence}`,
    });
    return z.NEVER;
  });

const zone = text(60).refine(isZone, 'there is no such time zone: write one such as Europe/Stockholm');

export const onCall = z
  .strictObject({
    /** Ids of people, in turn; somebody may be in it more than once. */
    rotation: list(text(100)).optional(),
    /** The length of a turn. */
    every: duration.optional(),
    /** When the first turn begins, on the clocks of `zone`. */
    from: local.optional(),
    zone: zone.optional(),
    /** Instead of whoever's turn it is; of two at once, the later in the list. */
    overrides: z.array(z.strictObject({ person: text(100), from: local, until: local })).optional(),
    /** Instead of all of these: a CSV file beside this one, with the columns start, end and person. */
    file: text(500).optional(),
  })
  .refine(({ file, ...rest }) => {
    const { rotation, every, from, zone: where, overrides } = rest;
    return file === undefined
      ? [rotation, every, from, where].every((one) => one !== undefined)
      : [rotation, every, from, where, overrides].every((one) => one === undefined);
  }, 'a schedule has a rotation with every, from and zone, or a file and nothing else');

export type OnCallEntry = z.output<typeof onCall>;
