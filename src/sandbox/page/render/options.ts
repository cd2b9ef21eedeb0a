// Slack's option objects, as the choices of a list and back.
import type { Json } from '../protocol.ts';
import { field, list, text } from '../read.ts';
import type { Choice, ChoiceGroup } from './listbox.ts';
import { keptValue, type Slot } from './stage.ts';
import { plain } from './text.ts';

/** The options of an element, or of an answer to a block_suggestion, in their groups. */
export function optionGroups(
  options: readonly Json[],
  groups: readonly Json[],
): readonly ChoiceGroup<Json>[] {
  if (groups.length === 0) return [{ label: '', choices: options.map(optionChoice) }];
  return groups.map((group) => ({
    label: plain(field(group, 'label')),
    choices: list(group, 'options').map(optionChoice),
  }));
}

/** One option as a choice whose value is the option object itself, as Slack's client sends it back. */
export function optionChoice(option: Json): Choice<Json> {
  return { label: plain(field(option, 'text')), detail: plain(field(option, 'description')), value: option };
}

/** The options chosen so far: what the person chose, else what the app preset. */
export function chosenOptions(slot: Slot): readonly Json[] {
  const { raw, state } = keptValue(slot);
  if (raw !== undefined) return Array.isArray(raw) ? raw : raw === null ? [] : [raw];
  const source = state ?? slot.element;
  const many = list(source, state === undefined ? 'initial_options' : 'selected_options');
  const one = field(source, state === undefined ? 'initial_option' : 'selected_option');
  return one === undefined || one === null ? many : [one];
}

/** True when two options mean the same answer. */
export function sameOption(one: Json, other: Json): boolean {
  return text(one, 'value') === text(other, 'value');
}
