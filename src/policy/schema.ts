// The shape of `access.yml`. Every key is listed here; what is not listed is refused.
import { z } from 'zod';
import { risks } from '../domain/catalogue.ts';
import { count } from './schema-count.ts';
import { duration, durationOrNone } from './schema-duration.ts';
import { onCall } from './schema-on-call.ts';
import { settings } from './schema-settings.ts';
import { approve, breakGlass, named, stages } from './schema-stage.ts';
import { list, slug, text } from './schema-text.ts';

// Slack shows 75 characters of an option.
const label = text(75);
const people = z.array(text(100));

/** Attribute → accepted values: `{ department: [Engineering, Payments] }`. All attributes must hold. */
const personMatch = z.record(text(60), list(text(200)));

const entitlement = z.strictObject({
  name: label,
  description: text(500),
  risk: z.enum(risks),
  /** The longest anybody may hold it at a stretch; 8h where it is not given. */
  max: duration.optional(),
  /** What the form proposes: 1h, or `max` if that is shorter. */
  default: duration.optional(),
  /** Other words people use for it. */
  aliases: z.array(label).optional(),
  /** Words that conditions can ask about, such as `pci`. */
  tags: list(text(100)).optional(),
  /** What it lets people do, by name, such as `payments.refund`; by itself where it is not given. A name means the same everywhere. */
  permissions: list(text(100)).max(500, 'an entitlement carries at most 500 permissions').optional(),
  /** Instead of the app's owners. */
  owners: people.optional(),
  /** Instead of the app's: whom owners may have decide in their place. */
  owner_approvers: list(named).optional(),
  /** The names the connector needs, such as `group: Payments DB Readers`. */
  target: z.record(text(60), text(500)).optional(),
  /** Who may know that it exists; everybody where it is not given. */
  visible_to: personMatch.optional(),
});

const app = z.strictObject({
  name: label,
  connector: slug,
  /** The connector's own settings. `${NAME}` stands for an environment variable; secrets are named (`tokenEnv: NAME`), never written here. */
  config: z.record(z.string(), z.unknown()).nullish(),
  owners: people.optional(),
  /** When its entitlements were last used: a CSV file beside this one, read daily (docs/policy.md). */
  usage: z.strictObject({ file: text(500) }).optional(),
  /** Whom owners may have decide in their place, where `settings.owners_may` has `approvers`. */
  owner_approvers: list(named).optional(),
  entitlements: z
    .record(slug, entitlement)
    .refine((all) => Object.keys(all).length > 0, 'an app needs at least one entitlement'),
});

const bundle = z.strictObject({
  name: label,
  description: text(500),
  /** Ids of entitlements: `payments-db/read`. */
  entitlements: z.array(text(130)).min(1, 'a bundle needs at least one entitlement'),
  aliases: z.array(label).optional(),
  visible_to: personMatch.optional(),
});

const field = z.strictObject({
  /** What conditions call it: `request.fields.customer`. */
  key: z
    .string()
    .regex(/^[a-z][a-z0-9_]*$/, 'a key is made of lower-case letters, digits and _, such as customer')
    .max(40, 'a key has at most 40 characters'),
  label,
  required: z.boolean({ error: 'required must be true or false' }).optional(),
  /** One of these instead of a text. */
  choices: list(label).max(100, 'Slack shows at most 100 choices').optional(),
});

const rule = z.strictObject({
  name: label,
  /** Every part that is given must hold; a rule without it matches everything. */
  when: z
    .strictObject({
      /** Entitlements, bundles, or `<app>/*` for all of an app. */
      items: list(text(130)).optional(),
      apps: list(text(60)).optional(),
      risk: list(z.enum(risks)).optional(),
      person: personMatch.optional(),
      up_to: duration.optional(),
      /** A condition in CEL (docs/conditions.md); it must hold for every entitlement that is asked for. */
      if: z.string().optional(),
    })
    .nullish(),
  approve: approve.optional(),
  /** Instead of `approve`: the whole way to a yes, in order. */
  stages: stages.optional(),
  /** Instead of both: nobody is asked, and the requester reads this text. */
  refuse: text(500).optional(),
  /** Instead of all of these: access at once for whoever says it is an emergency, loud and reviewed. A request never comes to this rule. */
  break_glass: breakGlass.optional(),
  /** One sentence for people: why the rule exists. */
  because: text(300),
  /** Grants under this rule end after at most this long. */
  max: duration.optional(),
  /** What the form proposes. */
  default: duration.optional(),
  /** How many requests under this rule one person may have waiting. */
  max_open: count(1, 1_000).optional(),
  /** How long a request may wait for a decision. */
  deadline: duration.optional(),
  /** The shortest reason, in characters, where it is longer than the company's. */
  min_reason: count(0, 500).optional(),
  /** Entitlements that the person must hold already. */
  holds: list(text(130)).optional(),
  /** Longer access, asked for while it lasts: how often in a row, and how long each. */
  extensions: z.strictObject({ times: count(1, 100), most: duration }).optional(),
  /** A request must name a ticket: the whole of it matches `pattern` (RE2's syntax); people read the example. */
  ticket: z.strictObject({ pattern: text(256), example: text(60) }).optional(),
  /** What else the form asks: texts of up to 200 characters, or choices. */
  fields: list(field).max(10, 'a rule asks at most 10 further questions').optional(),
  /** How far ahead the access may begin; none: only at once. */
  start_within: durationOrNone.optional(),
});

const separation = z.strictObject({
  name: label,
  /** Two sides or more, each of entitlements or `<app>/*`: who holds something of one may hold nothing of another. */
  between: z.array(list(text(130))),
  /** One sentence for people: why nobody should hold both. */
  because: text(300),
  /** Who may let somebody hold both all the same, and for how long at most. */
  exception: z
    .strictObject({ stages: stages.optional(), route: text(60).optional(), most: duration })
    .refine(
      (one) => (one.stages === undefined) !== (one.route === undefined),
      'an exception needs either stages or a route',
    )
    .optional(),
});

const assign = z.strictObject({
  name: label,
  /** Attributes that people must have, as in rules; everybody where it is not given. */
  to: personMatch.nullish(),
  /** A condition in CEL (docs/conditions.md) that must hold too; it sees the person and nothing else. */
  if: z.string().optional(),
  /** Bundles and entitlements that these people have without asking, for as long as they are like this. */
  give: list(text(130)),
  /** One sentence for people: why they have it. */
  because: text(300),
});

const notYet = (section: string) =>
  z
    .unknown()
    .refine(
      (value) =>
        value === undefined ||
        value === null ||
        (typeof value === 'object' && Object.keys(value).length === 0),
      `this version of Hallpass does not run ${section} yet: remove the section or leave it empty`,
    );

export const policyFile = z.strictObject({
  people: z.strictObject({ source: z.enum(['csv']), file: text(500) }).optional(),
  apps: z.record(slug, app),
  bundles: z.record(slug, bundle).nullish(),
  /** Stages under a name, for rules, exceptions and steps. */
  routes: z.record(slug, stages).nullish(),
  /** In order: the first rule that matches decides. The last one matches everything. */
  rules: z.array(rule).nullish(),
  separation_of_duties: z.array(separation).nullish(),
  /** What people have by their role, without asking. */
  assign: z.array(assign).nullish(),
  /** Who is on call, by the name of the schedule. */
  on_call: z.record(slug, onCall).nullish(),
  reviews: notYet('access reviews').optional(),
  lifecycle: notYet('lifecycle rules').optional(),
  settings: settings.nullish(),
});

export type PolicyFile = z.output<typeof policyFile>;
export type RuleEntry = NonNullable<PolicyFile['rules']>[number];
export type SeparationEntry = z.output<typeof separation>;
export type AssignEntry = z.output<typeof assign>;
