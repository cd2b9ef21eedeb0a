// The inputs of the request form that only some rules want: a ticket, and further questions.
import { createHash } from 'node:crypto';
import type { InputBlock, PlainTextOption } from '@slack/types';
import type { Wants } from '../../domain/answers.ts';
import type { Details, Field, Ticket } from '../../domain/details.ts';
import { actionIds } from '../action-ids.ts';
import { limits, plain } from '../blocks/text.ts';

const longest = 200;

/** One input for each thing the rule wants. What was typed before stands in it. */
export const detailBlocks = (wants: Wants, typed: Details): readonly InputBlock[] => [
  ...(wants.ticket === undefined ? [] : [ticketBlock(wants.ticket, typed.ticket)]),
  ...wants.fields.map((field) => fieldBlock(field, typed.fields?.[field.key])),
];

/** Eight signs for a list: another list is another block, so that no choice stays that is no longer offered. */
export const digestOf = (list: readonly (string | number)[]): string =>
  createHash('sha256').update(list.join()).digest('hex').slice(0, 8);

const ticketBlock = ({ example }: Ticket, typed: string | undefined): InputBlock => ({
  type: 'input',
  block_id: actionIds.ticket,
  label: plain('Ticket'),
  hint: plain(`Such as ${example}. Whoever decides sees it.`, 2_000),
  element: {
    type: 'plain_text_input',
    action_id: actionIds.ticket,
    max_length: longest,
    placeholder: plain(example, 150),
    ...(typed === undefined ? {} : { initial_value: typed }),
  },
});

function fieldBlock(field: Field, typed: string | undefined): InputBlock {
  const { key, label, required, choices } = field;
  const common = { type: 'input', optional: !required, label: plain(label) } as const;
  if (choices === undefined)
    return {
      ...common,
      block_id: `${actionIds.field}:${key}`,
      element: {
        type: 'plain_text_input',
        action_id: `${actionIds.field}:${key}`,
        max_length: longest,
        ...(typed === undefined ? {} : { initial_value: typed }),
      },
    };
  const chosen = choices.find((one) => one === typed);
  return {
    ...common,
    block_id: `${actionIds.field}:${key}:${digestOf(choices)}`,
    element: {
      type: 'static_select',
      action_id: `${actionIds.field}:${key}`,
      placeholder: plain('Choose', 150),
      options: choices.map(option),
      ...(chosen === undefined ? {} : { initial_option: option(chosen) }),
    },
  };
}

const option = (choice: string): PlainTextOption => ({ text: plain(choice, limits.option), value: choice });
