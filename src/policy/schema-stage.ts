// The shape of what leads to a yes: who is asked, and the stages in order.
import { z } from 'zod';
import { duration, durationKey } from './schema-duration.ts';
import { list, text } from './schema-text.ts';

const sources = {
  person: text(100).optional(),
  group: text(100).optional(),
  /** Whoever is on call in this schedule when it is decided. */
  on_call: text(60).optional(),
  /** A condition in CEL that holds for those who are asked (docs/conditions.md); it sees them as `approver`. */
  people: z.string().optional(),
  /** The handle of a user group in Slack. */
  user_group: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9._-]{0,79}$/,
      'write the handle of a Slack user group without @, such as security-leads',
    )
    .optional(),
};
const isOne = (who: Readonly<Record<string, unknown>>): boolean =>
  Object.values(who).filter((one) => one !== undefined).length === 1;
const oneSource = 'name one of person, group, on_call, people and user_group';

/** One person or one group. */
export const named = z
  .strictObject({ person: text(100).optional(), group: text(100).optional() })
  .refine(isOne, 'name one person or one group');
const source = z.strictObject(sources).refine(isOne, oneSource);
const roles = ['manager', 'managers-manager', 'owner'] as const;
const whom = 'manager, managers-manager, owner, or { … } with person, group, on_call, people or user_group';

const approver = z.union([z.enum(roles), source], { error: `an approver is ${whom}` });
const approvers = z.union([z.enum(roles), source, list(approver)], {
  error: `write ${whom}, or a list of these`,
});

const told = z
  .strictObject({ channel: text(100).optional(), ...sources })
  .refine(isOne, 'tell needs one of: channel, person, group, on_call, people or user_group');
const whomToTell = `{ channel: <Slack channel id> }, ${whom}`;
const tell = z.union(
  [z.enum(roles), told, list(z.union([z.enum(roles), told], { error: `whom to tell is ${whomToTell}` }))],
  { error: `write ${whomToTell}, or a list of these` },
);

/** The short form of a rule's route. */
export const approve = z.union(
  [
    z.enum(['auto', ...roles]),
    z.strictObject({ ...sources, route: text(60).optional() }).refine(isOne, `${oneSource}, or one route`),
    list(approver),
  ],
  { error: `approve must be auto, ${whom}, a list of approvers, or { route: <name> }` },
);

const step = z.union(
  [
    z.enum(['remind', 'skip']),
    z
      .strictObject({ escalate: approvers.optional(), route: text(60).optional() })
      .refine(
        (one) => (one.escalate === undefined) !== (one.route === undefined),
        'a step does one thing: escalate or route',
      ),
  ],
  { error: 'a step is remind, skip, { escalate: <approvers> } or { route: <name> }' },
);

const stage = z.strictObject({
  ask: approvers,
  /** How many must agree; any one of them where it is not given. */
  need: z
    .union([z.enum(['any', 'all']), z.int()], { error: 'need must be any, all or a whole number from 1' })
    .optional(),
  /** Whoever agreed in another stage does not count in this one; true where it is not given. */
  distinct: z.boolean({ error: 'distinct must be true or false' }).optional(),
  /** Approving needs a reason too. */
  reason: z.boolean({ error: 'reason must be true or false' }).optional(),
  /** Who is asked where `ask` finds too few. */
  fallback: approvers.optional(),
  /** The request expires when the stage has no decision by then. */
  deadline: duration.optional(),
  /** What happens while the stage waits, by the time since it began. */
  after: z.record(durationKey, step).optional(),
  /** Who sees the request and how it goes on, without deciding. */
  tell: tell.optional(),
  /** Its times count only while somebody who is asked is at work. */
  working_hours: z.boolean({ error: 'working_hours must be true or false' }).optional(),
});

export const stages = list(stage);

/** What a rule that breaks glass needs: who hears of it at once, and who looks at it afterwards. */
export const breakGlass = z.strictObject({ tell, review: approvers });

export type ApproversEntry = z.output<typeof approvers>;
export type TellEntry = z.output<typeof tell>;
export type StageEntry = z.output<typeof stage>;
export type NamedEntry = z.output<typeof named>;
