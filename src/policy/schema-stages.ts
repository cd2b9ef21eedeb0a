// The shape of what decides: who is asked, in which stages, and what follows when nobody answers.
import { z } from 'zod';
import { duration, list, text } from './schema-words.ts';

const whoSentence =
  'write manager, managers-manager, owner, { person: <id> } or { group: <name> }, or a list of these';

const one = z.union(
  [
    z.enum(['manager', 'managers-manager', 'owner']),
    z
      .strictObject({ person: text(100).optional(), group: text(100).optional() })
      .refine(
        (who) => (who.person === undefined) !== (who.group === undefined),
        'name one person or one group',
      ),
  ],
  { error: whoSentence },
);
const who = z.union([one, list(one)], { error: whoSentence });

const needSentence = 'write any, all, or how many have to agree, from 1 to 100';
const need = z.union([z.enum(['any', 'all']), z.int().min(1).max(100)], { error: needSentence });

const stepSentence = 'write remind, skip, { escalate: <who> } or { route: <name> }';
const step = z.union(
  [z.enum(['remind', 'skip']), z.strictObject({ escalate: who }), z.strictObject({ route: text(60) })],
  { error: stepSentence },
);

export const stage = z.strictObject({
  ask: who,
  /** How many of them have to agree; any one where it is not given. */
  need: need.optional(),
  /** Whoever agreed in another stage does not count here; true where it is not given. */
  distinct: z.boolean({ error: 'write true or false' }).optional(),
  /** Approving needs a reason. */
  reason: z.boolean({ error: 'write true or false' }).optional(),
  /** Who is asked where `ask` finds too few. */
  fallback: who.optional(),
  /** When the request expires if nobody decides this stage. */
  deadline: duration.optional(),
  /** What follows after which time: `{ 2h: remind, 4h: { escalate: owner } }`. */
  after: z.record(z.string(), step).optional(),
});

export const stages = list(stage);

export const approve = z.union(
  [
    z.enum(['auto', 'manager', 'managers-manager', 'owner']),
    z
      .strictObject({
        person: text(100).optional(),
        group: text(100).optional(),
        route: text(60).optional(),
      })
      .refine(
        (by) => [by.person, by.group, by.route].filter((name) => name !== undefined).length === 1,
        'name one person, one group or one route',
      ),
    list(one),
  ],
  {
    error:
      'approve must be auto, manager, managers-manager, owner, { person: <id> }, { group: <name> }, { route: <name> } or a list of people',
  },
);

const sides = z
  .array(list(text(130)))
  .min(2, 'a separation needs two sides: [[app/one], [app/other]]')
  .max(50, 'a separation has at most 50 sides');

export const separation = z.strictObject({
  name: text(75),
  /** Nobody holds something of two of these. Entitlements, or `<app>/*`. */
  between: sides,
  because: text(300),
  exception: z
    .strictObject({ stages: stages.optional(), route: text(60).optional(), most: duration })
    .refine(
      (way) => (way.stages === undefined) !== (way.route === undefined),
      'give it either stages or a route',
    )
    .optional(),
});

export type WhoEntry = z.output<typeof who>;
export type StageEntry = z.output<typeof stage>;
export type ApproveEntry = z.output<typeof approve>;
