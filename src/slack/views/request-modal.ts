import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import type { Preview } from '../../domain/answers.ts';
import type { Details } from '../../domain/details.ts';
import { formatDuration } from '../../domain/duration.ts';
import type { Instant, Seconds } from '../../domain/instant.ts';
import type { Item } from '../../domain/item.ts';
import type { Person } from '../../domain/person.ts';
import { actionIds, modalIds } from '../action-ids.ts';
import { smallPrint } from '../blocks/drawing.ts';
import { fact, riskWords } from '../blocks/request-words.ts';
import { rich, say } from '../blocks/rich.ts';
import { limits, plain } from '../blocks/text.ts';
import { detailBlocks, digestOf } from './detail-blocks.ts';
import { reasonBlock } from './reason-modal.ts';
import { targetValue } from './target-value.ts';
import { whoDecides } from './who-decides.ts';

/** What the form shows: `preview` once an item is chosen, `notice` where something has to be said before. */
export type RequestForm = {
  readonly person: Person;
  /** Whether to ask whom it is for. */
  readonly others?: boolean;
  /** The Slack user it is for. */
  readonly forUser?: string;
  readonly preview?: Preview;
  readonly duration?: Seconds;
  readonly startAt?: Instant;
  readonly reason?: string;
  readonly details?: Details;
  readonly notice?: string;
};

/** The form for a request. Redrawn as choices are made; block and action ids stay, so that what was typed stays. */
export function requestModal(form: RequestForm): ModalView {
  return {
    type: 'modal',
    callback_id: modalIds.request,
    title: plain('Ask for access', limits.viewTitle),
    submit: plain('Ask', limits.viewTitle),
    close: plain('Cancel', limits.viewTitle),
    blocks: [
      ...(form.notice === undefined ? [] : [rich([say(form.notice)], 'notice')]),
      ...(form.others === true ? [personBlock(form.forUser)] : []),
      itemBlock(form.preview?.item),
      ...(form.preview === undefined ? [] : chosen(form.preview, form)),
      ...(form.preview === undefined ? [] : detailBlocks(form.preview.wants, form.details ?? {})),
      reasonBlock({
        label: 'Why do you need it?',
        hint: 'Whoever decides reads this, and it is kept in the audit log.',
        placeholder: 'For example: INC-42 needs a look at the orders of last night.',
        ...(form.reason === undefined ? {} : { initial: form.reason }),
      }),
      smallPrint(whoDecides(form.forUser === undefined ? form.person : undefined, form.preview)),
    ],
  };
}

/** An option of the item list: name, and the description below it. */
export const itemOption = (item: Item): PlainTextOption => ({
  text: plain(item.name, limits.option),
  value: targetValue(item.target),
  ...(item.description === '' ? {} : { description: plain(item.description, limits.option) }),
});

/**
 * The block id of the length names the lengths on offer. For the same offer it stays, and so does the choice; for another offer
 * Slack takes it as a new field, which shows the length we propose.
 */
export const durationBlockId = (durations: readonly Seconds[]): string =>
  `${actionIds.duration}:${digestOf(durations)}`;

const personBlock = (chosenUser: string | undefined): InputBlock => ({
  type: 'input',
  block_id: actionIds.person,
  optional: true,
  dispatch_action: true,
  label: plain('For whom?'),
  hint: plain('Leave it empty for yourself. Whoever asks for somebody else does not decide about it.', 2_000),
  element: {
    type: 'users_select',
    action_id: actionIds.person,
    placeholder: plain('Yourself', 150),
    ...(chosenUser === undefined ? {} : { initial_user: chosenUser }),
  },
});

function itemBlock(item: Item | undefined): InputBlock {
  return {
    type: 'input',
    block_id: actionIds.item,
    dispatch_action: true,
    label: plain('What do you need?'),
    element: {
      type: 'external_select',
      action_id: actionIds.item,
      min_query_length: 0,
      placeholder: plain('Choose, or type to search', 150),
      ...(item === undefined ? {} : { initial_option: itemOption(item) }),
    },
  };
}

function chosen(preview: Preview, form: RequestForm): readonly KnownBlock[] {
  const { item, durations, smaller, wants } = preview;
  const less = smaller === undefined ? [] : [fact('Less would do', smaller)];
  const start = wants.startWithin === 0 ? [] : [startBlock(wants.startWithin, form.startAt)];
  const about = rich(
    [
      ...(item.description === '' ? [] : [say(item.description)]),
      fact('Risk', riskWords[item.risk]),
      ...less,
    ],
    'about-item',
  );
  return durations.length === 0
    ? [about]
    : [about, durationBlock(durations, proposed(preview, form.duration)), ...start];
}

const startBlock = (within: Seconds, initial: Instant | undefined): InputBlock => ({
  type: 'input',
  block_id: actionIds.start,
  optional: true,
  dispatch_action: true,
  label: plain('From when?'),
  hint: plain(
    `Leave it empty to begin as soon as it is approved; at most ${formatDuration(within)} ahead.`,
    2_000,
  ),
  element: {
    type: 'datetimepicker',
    action_id: actionIds.start,
    ...(initial === undefined ? {} : { initial_date_time: Math.floor(initial / 1_000) }),
  },
});

function durationBlock(durations: readonly Seconds[], initial: Seconds | undefined): InputBlock {
  const options = durations.slice(0, 100).map(durationOption);
  return {
    type: 'input',
    block_id: durationBlockId(durations),
    dispatch_action: true,
    label: plain('For how long?'),
    element: {
      type: 'static_select',
      action_id: actionIds.duration,
      placeholder: plain('Choose', 150),
      options,
      ...(initial === undefined ? {} : { initial_option: durationOption(initial) }),
    },
  };
}

const durationOption = (length: Seconds): PlainTextOption => ({
  text: plain(formatDuration(length), limits.option),
  value: String(length),
});

/** What was wanted or is proposed, or the longest on offer below it. */
const proposed = ({ duration, durations }: Preview, wanted: Seconds | undefined): Seconds | undefined =>
  durations.filter((length) => length <= (wanted ?? duration)).at(-1) ?? durations[0];
