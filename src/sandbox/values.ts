// What inputs hold: Slack's `state.values`, from initial values to what a person types or picks.

import type { Found } from './elements.ts';
import { elementsOf } from './elements.ts';
import type { Shape } from './json.ts';
import { field, isList, isShape, words } from './json.ts';
import type { Json } from './page/protocol.ts';
import type { Values } from './records.ts';

/** The field of an element's value object, by element type; elements that hold nothing (buttons) are absent. */
const VALUE_FIELD: Readonly<Record<string, string>> = {
  plain_text_input: 'value',
  number_input: 'value',
  email_text_input: 'value',
  url_text_input: 'value',
  static_select: 'selected_option',
  external_select: 'selected_option',
  radio_buttons: 'selected_option',
  multi_static_select: 'selected_options',
  multi_external_select: 'selected_options',
  checkboxes: 'selected_options',
  users_select: 'selected_user',
  multi_users_select: 'selected_users',
  conversations_select: 'selected_conversation',
  multi_conversations_select: 'selected_conversations',
  datepicker: 'selected_date',
  timepicker: 'selected_time',
  datetimepicker: 'selected_date_time',
};

/** The name under which an element's value travels (`selected_option`), undefined for buttons and menus of actions. */
export function valueField(element: Shape): string | undefined {
  return VALUE_FIELD[words(element, 'type') ?? ''];
}

/** The value object an element starts with. */
function initialValue(element: Shape): Shape | undefined {
  const key = valueField(element);
  if (key === undefined) return undefined;
  const initial = element[`initial_${key.replace('selected_', '')}`];
  const empty: Json = key.endsWith('s') ? [] : null;
  return { type: words(element, 'type') ?? '', [key]: initial ?? empty };
}

/** The value object of an element that now holds `value`. */
export function heldValue(element: Shape, value: Json): Shape {
  const type = words(element, 'type') ?? '';
  const zone = words(element, 'timezone');
  return { type, [valueField(element) ?? 'value']: value, ...(zone !== undefined && { timezone: zone }) };
}

/**
 * The state of fresh blocks. What was typed before stays where block_id, action_id and type are still the same;
 * source: https://docs.slack.dev/reference/methods/views.update
 */
export function valuesOf(blocks: readonly Json[], before: Values = {}): Values {
  const values: { [block: string]: { [action: string]: Json } } = {};
  for (const { blockId, actionId, element } of elementsOf(blocks)) {
    const initial = initialValue(element);
    if (initial === undefined) continue;
    const old = before[blockId]?.[actionId];
    const kept = old !== undefined && field(old, 'type') === initial['type'] ? old : initial;
    values[blockId] = { ...values[blockId], [actionId]: kept };
  }
  return values;
}

/** The state with one element's value object replaced. */
export function withValue(values: Values, found: Found, value: Shape): Values {
  return { ...values, [found.blockId]: { ...values[found.blockId], [found.actionId]: value } };
}

/** Whether an element's value object holds nothing. */
export function isEmpty(value: Json | undefined): boolean {
  if (!isShape(value)) return true;
  const key = VALUE_FIELD[words(value, 'type') ?? ''];
  const held = key === undefined ? undefined : value[key];
  return held === undefined || held === null || held === '' || (isList(held) && held.length === 0);
}
