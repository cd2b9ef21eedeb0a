// Slack's interactive elements. Source: https://docs.slack.dev/reference/block-kit/block-elements

import type { Shape } from '../json.ts';
import { field, isShape, list, words } from '../json.ts';
import type { Json } from '../page/protocol.ts';
import type { At, Rule } from './rules.ts';
import { flag, form, listOf, missing, needed, oneOf, report, shape, text, whole } from './rules.ts';
import { address, confirm, optionGroup, options, plain } from './text-objects.ts';

type Spec = Parameters<typeof shape>[0];

const id = text(255);
const focus = { focus_on_load: flag } as const;
const placeholder = { placeholder: plain(150) } as const;
const picking = { confirm, ...focus, ...placeholder } as const;
const several = { max_selected_items: whole(1, 1_000_000) } as const;
const dispatching = {
  dispatch_action_config: shape({
    trigger_actions_on: listOf(oneOf('on_enter_pressed', 'on_character_entered'), { min: 1, max: 2 }),
  }),
} as const;
const conversationFilter = shape({
  include: listOf(oneOf('im', 'mpim', 'private', 'public'), { min: 1, max: 4 }),
  exclude_external_shared_channels: flag,
  exclude_bot_users: flag,
});
const date = form(/^\d{4}-\d{2}-\d{2}$/, 'date (YYYY-MM-DD)');
const time = form(/^([01]\d|2[0-3]):[0-5]\d$/, 'time (HH:mm)');
const decimal = form(/^-?\d+(\.\d+)?$/, 'number');
const ids = listOf(text(255), { min: 1, max: 100 });
const chosen = listOf(options.plain, { min: 1, max: 100 });

function element(type: string, spec: Spec, also?: Rule): Rule {
  return shape({ type: needed(oneOf(type)), action_id: id, ...spec }, also);
}

const button = element('button', {
  text: needed(plain(75)),
  value: text(2000),
  url: address,
  style: oneOf('primary', 'danger'),
  confirm,
  accessibility_label: text(75),
});

const menus = {
  static_select: element(
    'static_select',
    { ...picking, ...choices(), initial_option: options.plain },
    checkChoices,
  ),
  multi_static_select: element(
    'multi_static_select',
    { ...picking, ...several, ...choices(), initial_options: chosen },
    checkChoices,
  ),
  external_select: element('external_select', {
    ...picking,
    min_query_length: whole(0, 255),
    initial_option: options.plain,
  }),
  multi_external_select: element('multi_external_select', {
    ...picking,
    ...several,
    min_query_length: whole(0, 255),
    initial_options: chosen,
  }),
  users_select: element('users_select', { ...picking, initial_user: id }),
  multi_users_select: element('multi_users_select', { ...picking, ...several, initial_users: ids }),
  conversations_select: element('conversations_select', {
    ...picking,
    initial_conversation: id,
    default_to_current_conversation: flag,
    response_url_enabled: flag,
    filter: conversationFilter,
  }),
  multi_conversations_select: element('multi_conversations_select', {
    ...picking,
    ...several,
    initial_conversations: ids,
    default_to_current_conversation: flag,
    filter: conversationFilter,
  }),
} as const;

const pickers = {
  radio_buttons: element(
    'radio_buttons',
    {
      ...focus,
      confirm,
      options: needed(listOf(options.rich, { min: 1, max: 10 })),
      initial_option: options.rich,
    },
    checkChoices,
  ),
  checkboxes: element(
    'checkboxes',
    {
      ...focus,
      confirm,
      options: needed(listOf(options.rich, { min: 1, max: 10 })),
      initial_options: listOf(options.rich, { min: 1, max: 10 }),
    },
    checkChoices,
  ),
  datepicker: element('datepicker', { ...picking, initial_date: date }),
  timepicker: element('timepicker', { ...picking, initial_time: time, timezone: text(255) }),
  datetimepicker: element('datetimepicker', {
    ...focus,
    confirm,
    initial_date_time: whole(1_000_000_000, 9_999_999_999),
  }),
} as const;

const writing = { ...dispatching, ...focus, ...placeholder } as const;
const typing = {
  plain_text_input: element(
    'plain_text_input',
    {
      ...writing,
      initial_value: text(3000, 0),
      multiline: flag,
      min_length: whole(0, 3000),
      max_length: whole(1, 3000),
    },
    checkLengths,
  ),
  number_input: element('number_input', {
    ...writing,
    is_decimal_allowed: needed(flag),
    initial_value: decimal,
    min_value: decimal,
    max_value: decimal,
  }),
  email_text_input: element('email_text_input', { ...writing, initial_value: text(3000) }),
  url_text_input: element('url_text_input', { ...writing, initial_value: text(3000) }),
} as const;

const overflow = element('overflow', {
  confirm,
  options: needed(listOf(options.overflow, { min: 1, max: 5 })),
});

/** Elements an actions block, a section's accessory and an input block take. */
export const elements = {
  actions: { button, overflow, ...menus, ...pickers },
  accessory: { button, overflow, ...menus, ...pickers },
  input: { ...menus, ...pickers, ...typing },
} as const;

function choices(): Spec {
  return {
    options: listOf(options.plain, { min: 1, max: 100 }),
    option_groups: listOf(optionGroup, { min: 1, max: 100 }),
  };
}

/** Options or groups, not both; what is chosen at first must be one of them. */
function checkChoices(value: Json, at: At): void {
  if (!isShape(value)) return;
  const groups = value['option_groups'];
  if (value['options'] === undefined && groups === undefined) missing(at, 'options');
  if (value['options'] !== undefined && groups !== undefined) {
    report(at, { code: 'invalid_choice', message: 'only one of options and option_groups is allowed' });
  }
  const offered = new Set(offeredValues(value));
  const first = value['initial_option'];
  for (const option of [...(first === undefined ? [] : [first]), ...list(value, 'initial_options')]) {
    if (offered.has(words(option, 'value'))) continue;
    report(at, { code: 'invalid_choice', message: 'initial option does not match any of the options' });
  }
}

function offeredValues(value: Shape): readonly (string | undefined)[] {
  const grouped = list(value, 'option_groups').flatMap((group) => list(group, 'options'));
  return [...list(value, 'options'), ...grouped].map((option) => words(option, 'value'));
}

function checkLengths(value: Json, at: At): void {
  const min = field(value, 'min_length');
  const max = field(value, 'max_length');
  if (typeof min !== 'number' || typeof max !== 'number' || min <= max) return;
  report(at, { code: 'invalid_length', message: 'min_length must not be more than max_length' });
}
