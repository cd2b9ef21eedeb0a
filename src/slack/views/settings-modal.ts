import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import type { Owned } from '../../domain/answers.ts';
import { risks } from '../../domain/catalogue.ts';
import { formatDuration } from '../../domain/duration.ts';
import { day, hour, minute } from '../../domain/instant.ts';
import { isLower } from '../../domain/owner-settings.ts';
import type { OwnerField } from '../../domain/policy.ts';
import { actionIds, modalIds } from '../action-ids.ts';
import { riskWords } from '../blocks/request-words.ts';
import { bold, bullets, rich, say, when } from '../blocks/rich.ts';
import { limits, plain } from '../blocks/text.ts';
import { seal } from '../token.ts';

const usual = [
  15 * minute,
  30 * minute,
  hour,
  2 * hour,
  4 * hour,
  8 * hour,
  12 * hour,
  day,
  3 * day,
  7 * day,
];
const later = [14 * day, 30 * day, 90 * day];
/** Slack takes no more options, and no longer text in a field. */
const mostPeople = 100;
const longestDescription = 500;

/** What an owner may change about one thing they own, with the policy's own value beside each field. */
export const settingsModal = (key: Uint8Array, owned: Owned): ModalView => ({
  type: 'modal',
  callback_id: modalIds.settings,
  title: plain('Settings', limits.viewTitle),
  ...(owned.may.length === 0 ? {} : { submit: plain('Save', limits.viewTitle) }),
  close: plain('Cancel', limits.viewTitle),
  private_metadata: seal(
    key,
    { card: '', about: `entitlement:${owned.filed.id}`, revision: owned.version },
    actionIds.settings,
  ),
  blocks: [about(owned), ...owned.may.map((field): KnownBlock => fields[field](owned))],
});

function about(owned: Owned): KnownBlock {
  const { filed, may, changed, setAside } = owned;
  return rich([
    say(bold(filed.name), ` in ${owned.system}.`),
    say(
      may.length === 0
        ? 'The policy lets its owners change nothing about it.'
        : 'You can make it stricter and clearer. Requests from now on follow what you save; open ones go on as they were asked.',
    ),
    ...(changed === undefined ? [] : [say(`Last changed by ${changed.by}, `, when(changed.at), '.')]),
    ...(setAside.length === 0 ? [] : [bullets(setAside.map((text) => say(text)))]),
  ]);
}

const fields: Readonly<Record<OwnerField, (owned: Owned) => InputBlock>> = {
  description: ({ filed, inForce }) => ({
    type: 'input',
    block_id: actionIds.description,
    optional: true,
    label: plain('Description'),
    hint: plain(
      filed.description === inForce.description
        ? 'As the policy has it.'
        : `In the policy: ${filed.description} Empty the field to go back to that.`,
      2_000,
    ),
    element: {
      type: 'plain_text_input',
      action_id: actionIds.description,
      multiline: true,
      max_length: longestDescription,
      ...(inForce.description === ''
        ? {}
        : { initial_value: plain(inForce.description, longestDescription).text }),
    },
  }),
  risk: ({ filed, inForce }) =>
    choice(actionIds.risk, {
      label: 'Risk',
      hint: `In the policy: ${filed.risk}. It can only be raised; another rule may then decide.`,
      options: risks
        .filter((risk) => !isLower(risk, filed.risk))
        .map((risk) => option(riskWords[risk], risk)),
      chosen: inForce.risk,
    }),
  max: ({ filed, inForce }) =>
    choice(actionIds.max, {
      label: 'Longest time',
      hint: `In the policy: ${formatDuration(filed.maxDuration)}. It can only be shortened.`,
      options: lengths(filed.maxDuration, inForce.maxDuration).map((length) =>
        option(formatDuration(length), String(length)),
      ),
      chosen: String(inForce.maxDuration),
    }),
  approvers: ({ standIns, approvers }) => {
    const options = standIns.slice(0, mostPeople).map((one) => option(one.name, one.id));
    const chosen = options.filter(({ value }) => approvers.some((one) => one.id === value));
    return {
      type: 'input',
      block_id: actionIds.approvers,
      optional: true,
      label: plain('Who decides where a rule asks the owner'),
      hint: plain('In the policy: the owners. Choose nobody to go back to that.', 2_000),
      element: {
        type: 'multi_static_select',
        action_id: actionIds.approvers,
        placeholder: plain('The owners', 150),
        options: options.length === 0 ? [option('Nobody can be chosen now', '-')] : options,
        ...(chosen.length === 0 ? {} : { initial_options: chosen }),
      },
    };
  },
};

const lengths = (most: number, now: number): readonly number[] =>
  [...new Set([...usual, ...later, now, most])].filter((length) => length <= most).sort((a, b) => a - b);

function choice(
  id: 'risk' | 'max',
  of: {
    readonly label: string;
    readonly hint: string;
    readonly options: PlainTextOption[];
    readonly chosen: string;
  },
): InputBlock {
  const initial = of.options.find(({ value }) => value === of.chosen);
  return {
    type: 'input',
    block_id: id,
    label: plain(of.label),
    hint: plain(of.hint, 2_000),
    element: {
      type: 'static_select',
      action_id: id,
      options: of.options,
      ...(initial === undefined ? {} : { initial_option: initial }),
    },
  };
}

const option = (text: string, value: string): PlainTextOption => ({
  text: plain(text, limits.option),
  value,
});
