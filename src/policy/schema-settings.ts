// The shape of `settings`.
import { z } from 'zod';
import { ownerFields } from '../domain/policy.ts';
import { count } from './schema-count.ts';
import { duration, durationOrNone } from './schema-duration.ts';
import { workingHours } from './schema-hours.ts';
import { list, text } from './schema-text.ts';

const label = text(75);
const people = z.array(text(100));

const addressSentence = 'write an address that begins with https://, such as https://help.example.com';
/** Slack opens it in people's browsers, so nothing but https will do. */
const address = z
  .string({ error: ({ input }) => (input === undefined ? undefined : addressSentence) })
  .transform((text, context) => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    const isPlain = url?.username === '' && url.password === '' && url.href.length <= 2_000;
    if (url?.protocol === 'https:' && isPlain) return url.href;
    const shown = `“${text.trim().slice(0, 60)}”`;
    context.issues.push({
      code: 'custom',
      input: text,
      message:
        url?.protocol === 'https:'
          ? `${shown} holds a name or password, or is longer than 2,000 characters`
          : `${shown} is no https address`,
      params: {
        hint:
          url?.protocol === 'http:' ? `did you mean ${shown.replace(/http/i, 'https')}?` : addressSentence,
      },
    });
    return z.NEVER;
  });

const admin = z
  .strictObject({ person: text(100).optional(), group: text(100).optional() })
  .refine((who) => (who.person === undefined) !== (who.group === undefined), 'name one person or one group');
const admins = z.union([admin, list(admin)], {
  error: 'admins are { group: <name> }, { person: <id> } or a list of these',
});

/** How the policy itself is changed. */
const ownSettings = z.strictObject({
  /** Who looks at changes. */
  admins: admins.optional(),
  /** A change that its author would gain from waits for another admin. */
  four_eyes: z.boolean({ error: 'four_eyes must be true or false' }).optional(),
  /** What takes something from more people than both of these wants the number said. */
  brake: z
    .strictObject({
      people: count(0, 1_000_000).optional(),
      /** Percent of all active people. */
      share: count(0, 100).optional(),
    })
    .optional(),
});

export const settings = z.strictObject({
  request_deadline: duration.optional(),
  /** The shortest reason, in characters. */
  min_reason: count(0, 500).optional(),
  /** How many requests one person may have open. */
  max_pending: count(1, 1_000).optional(),
  actions_per_minute: count(1, 1_000).optional(),
  /** Who carries out what has no connector; the app's owners where it is empty. */
  fulfillers: people.optional(),
  /** What was not used for this long is proposed for return; 90 days where it is not given. */
  unused_after: duration.optional(),
  /** What owners may change about what they own, in Slack; nothing where it is not given. */
  owners_may: z.array(z.enum(ownerFields)).optional(),
  /** When people are at work, in the zone of each: for stages that count `working_hours`. Monday to Friday from 09:00 to 17:00 where it is not given. */
  working_hours: workingHours.optional(),
  /** A stage that would ask more people than `above` is asked in this Slack channel instead. */
  ask_in_channel: z.strictObject({ above: count(1, 1_000), channel: text(100) }).optional(),
  /** How many people, and how many percent of all holders, one change may take a birthright from; beyond both it takes nothing. 20 each. */
  assign_brake: z.strictObject({ people: count(1, 1_000_000), percent: count(1, 100) }).optional(),
  /** How far ahead access may begin; 14d where it is not given, none: only at once. */
  start_within: durationOrNone.optional(),
  /** Who may ask for somebody else: managers for the people who report to them, owners for what they own. [] for nobody. */
  on_behalf: z.array(z.enum(['manager', 'owner'])).optional(),
  /** A button for people whom Hallpass does not know yet: where they ask to be linked. */
  help: z.strictObject({ url: address, label: label.optional() }).optional(),
  policy: ownSettings.optional(),
});

export type AdminsEntry = z.output<typeof admins>;
