// What a person has filled into the request form so far.
import { z } from 'zod';
import type { Target } from '../../domain/catalogue.ts';
import type { Seconds } from '../../domain/instant.ts';
import { actionIds } from '../action-ids.ts';
import type { FormValues } from '../arrival.ts';
import { readTarget } from './target-value.ts';

export type FormState = {
  readonly target: Target | undefined;
  readonly duration: Seconds | undefined;
  /** The block the length was chosen in: its id depends on the lengths on offer. */
  readonly durationBlock: string | undefined;
  readonly reason: string;
};

const chosen = z.object({ selected_option: z.object({ value: z.string() }).nullish() });
const item = z.strictObject({ [actionIds.item]: chosen });
const duration = z.strictObject({ [actionIds.duration]: chosen });
const reason = z.strictObject({ [actionIds.reason]: z.object({ value: z.string().nullish() }) });

/** Reads the state of the form's fields; undefined when a field is missing, unknown or of another kind. */
export function readForm(values: FormValues): FormState | undefined {
  const { [actionIds.item]: itemValues, [actionIds.reason]: reasonValues, ...others } = values;
  const [durationEntry, ...unknown] = Object.entries(others);
  const read = z
    .tuple([item, reason, duration.optional()])
    .safeParse([itemValues, reasonValues, durationEntry?.[1]]);
  if (!read.success || unknown.length > 0) return undefined;
  const [what, why, length] = read.data;
  const chosenItem = what.item.selected_option?.value;
  return {
    target: chosenItem === undefined ? undefined : readTarget(chosenItem),
    duration: seconds(length?.duration.selected_option?.value),
    durationBlock: durationEntry?.[0],
    reason: why.reason.value ?? '',
  };
}

const seconds = (text: string | undefined): Seconds | undefined =>
  text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
