// What the client checks before a modal is submitted; it never asks the app about these.

import type { Found } from './elements.ts';
import { elementsOf } from './elements.ts';
import { field } from './json.ts';
import type { Json } from './page/protocol.ts';
import type { StoredView } from './records.ts';
import { isEmpty, valueField } from './values.ts';

/** block_id → what Slack writes under the field; empty when the modal may go. */
export function clientErrors(view: StoredView): Readonly<Record<string, string>> {
  const errors: Record<string, string> = {};
  for (const found of elementsOf(view.blocks)) {
    if (found.block['type'] !== 'input') continue;
    const held = view.values[found.blockId]?.[found.actionId];
    const problem = problemOf(found, held);
    if (problem !== undefined) errors[found.blockId] ??= problem;
  }
  return errors;
}

function problemOf({ block, element }: Found, held: Json | undefined): string | undefined {
  if (isEmpty(held)) return block['optional'] === true ? undefined : 'Please complete this required field.';
  const value = field(held, valueField(element) ?? '');
  if (typeof value !== 'string') return undefined;
  switch (element['type']) {
    case 'plain_text_input':
      return lengthProblem(value, element['min_length'], element['max_length']);
    case 'number_input':
      return numberProblem(value, element);
    case 'email_text_input':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? undefined : 'Enter a valid email address.';
    case 'url_text_input':
      return URL.canParse(value) ? undefined : 'Enter a valid URL.';
    default:
      return undefined;
  }
}

function lengthProblem(value: string, min: Json | undefined, max: Json | undefined): string | undefined {
  if (typeof min === 'number' && value.length < min) return `Please enter at least ${min} characters.`;
  if (value.length > (typeof max === 'number' ? max : 3000)) {
    return `Please enter no more than ${typeof max === 'number' ? max : 3000} characters.`;
  }
  return undefined;
}

function numberProblem(value: string, element: Found['element']): string | undefined {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) return 'Enter a number.';
  if (element['is_decimal_allowed'] !== true && !Number.isInteger(number)) return 'Enter a whole number.';
  const { min_value: min, max_value: max } = element;
  if (typeof min === 'string' && number < Number(min)) return `Enter a number of at least ${min}.`;
  if (typeof max === 'string' && number > Number(max)) return `Enter a number of at most ${max}.`;
  return undefined;
}
