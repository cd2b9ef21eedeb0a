// What a person has filled into the form for breaking glass so far.
import { z } from 'zod';
import type { Target } from '../../domain/catalogue.ts';
import type { Seconds } from '../../domain/instant.ts';
import { actionIds } from '../action-ids.ts';
import type { FormValues } from '../arrival.ts';
import { readTarget } from './target-value.ts';

export type GlassForm = {
  readonly target: Target | undefined;
  readonly duration: Seconds | undefined;
  /** The block the length was chosen in: its id depends on the lengths on offer. */
  readonly durationBlock: string | undefined;
  readonly reason: string;
  readonly sure: boolean;
};

const chosen = z.object({ selected_option: z.object({ value: z.string() }).nullish() });
const item = z.strictObject({ [actionIds.glassItem]: chosen });
const duration = z.strictObject({ [actionIds.duration]: chosen });
const reason = z.strictObject({ [actionIds.reason]: z.object({ value: z.string().nullish() }) });
const sure = z.strictObject({
  [actionIds.sure]: z.object({ selected_options: z.array(z.object({ value: z.string() })).optional() }),
});

/** Reads the state of the form's fields; undefined when a field is missing, unknown or of another kind. */
export function readGlassForm(values: FormValues): GlassForm | undefined {
  const {
    [actionIds.glassItem]: itemValues,
    [actionIds.reason]: reasonValues,
    [actionIds.sure]: sureValues,
    ...others
  } = values;
  const [durationEntry, ...unknown] = Object.entries(others);
  const read = z
    .tuple([item, reason, sure.optional(), duration.optional()])
    .safeParse([itemValues, reasonValues, sureValues, durationEntry?.[1]]);
  if (!read.success || unknown.length > 0) return undefined;
  const [what, why, ticked, length] = read.data;
  const chosenItem = what.glass_item.selected_option?.value;
  const seconds = length?.duration.selected_option?.value ?? '';
  return {
    target: chosenItem === undefined ? undefined : readTarget(chosenItem),
    duration: /^\d{1,9}$/.test(seconds) ? Number(seconds) : undefined,
    durationBlock: durationEntry?.[0],
    reason: why.reason.value ?? '',
    sure: (ticked?.sure.selected_options ?? []).length > 0,
  };
}
