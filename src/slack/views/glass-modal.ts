import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import type { GlassPreview } from '../../domain/answers.ts';
import { shortestGlassReason } from '../../domain/break-glass.ts';
import { formatDuration } from '../../domain/duration.ts';
import { inARow } from '../../domain/in-a-row.ts';
import type { Seconds } from '../../domain/instant.ts';
import type { Item } from '../../domain/item.ts';
import { actionIds, modalIds } from '../action-ids.ts';
import { header } from '../blocks/drawing.ts';
import { refusalBlocks } from '../blocks/refusal.ts';
import { fact, riskWords } from '../blocks/request-words.ts';
import type { Bit } from '../blocks/rich.ts';
import { bullets, channelLink, rich, say } from '../blocks/rich.ts';
import { limits, plain } from '../blocks/text.ts';
import { reasonBlock } from './reason-modal.ts';
import { durationBlockId, itemOption } from './request-modal.ts';

/** What the form shows: `preview` once an item is chosen, `notice` where something has to be said before. */
export type GlassFormView = {
  readonly preview?: GlassPreview;
  readonly duration?: Seconds;
  readonly reason?: string;
  readonly notice?: string;
};

/** The form for breaking glass: what it sets in motion stands above what is asked, and has to be ticked. */
export function glassModal(form: GlassFormView): ModalView {
  const { preview } = form;
  return {
    type: 'modal',
    callback_id: modalIds.glass,
    title: plain('Break glass', limits.viewTitle),
    submit: plain('Break glass', limits.viewTitle),
    close: plain('Cancel', limits.viewTitle),
    blocks: [
      header('Stop: for emergencies only'),
      ...(form.notice === undefined ? [] : [rich([say(form.notice)], 'notice')]),
      rich([say('You get access at once, and nobody is asked. In return it is loud:')], 'lead'),
      rich([bullets(consequences(preview).map((line) => say(...line)))], 'what-happens'),
      itemBlock(preview?.item),
      ...(preview === undefined ? [] : chosen(preview, form.duration)),
      reasonBlock({
        label: 'What is the emergency?',
        hint: `At least ${shortestGlassReason} characters. Whoever is told reads this at once, and the reviewer afterwards.`,
        placeholder:
          'For example: INC-42, refunds fail for everybody since 14:10, and the table lock has to go.',
        ...(form.reason === undefined ? {} : { initial: form.reason }),
      }),
      sureBlock,
    ],
  };
}

function consequences(preview: GlassPreview | undefined): readonly (readonly Bit[])[] {
  if (preview?.is !== 'opens')
    return [
      ['The owner and others are told in the same moment, with your reason.'],
      ['It ends by itself after a short time and cannot be extended.'],
      ['Somebody else reviews it afterwards. Until then you cannot break glass again.'],
    ];
  const { durations, told, channels, reviewers, conflicts } = preview;
  const longest = durations.at(-1);
  const most = longest === undefined ? '' : ` after ${formatDuration(longest)} at most`;
  return [
    [`Told in the same moment, with your reason: ${inARow(told, 5)}. Any of them can end it.`],
    ...channels.map((id) => ['Everybody in the channel ', channelLink(id), ' sees it too.']),
    [`It ends by itself${most} and cannot be extended.`],
    [`Reviewed afterwards by ${inARow(reviewers, 3)}. Until then you cannot break glass again.`],
    ...conflicts.map((name) => [`It breaks the separation of duties “${name}”, which is told as well.`]),
  ];
}

function itemBlock(item: Item | undefined): InputBlock {
  return {
    type: 'input',
    block_id: actionIds.glassItem,
    dispatch_action: true,
    label: plain('What do you need?'),
    hint: plain('Only what a rule lets you break glass for is listed.'),
    element: {
      type: 'external_select',
      action_id: actionIds.glassItem,
      min_query_length: 0,
      placeholder: plain('Choose, or type to search', 150),
      ...(item === undefined ? {} : { initial_option: itemOption(item) }),
    },
  };
}

function chosen(preview: GlassPreview, wanted: Seconds | undefined): readonly KnownBlock[] {
  const { item, durations } = preview;
  if (preview.is === 'refuse') return refusalBlocks(preview.refusal);
  const about = rich(
    [
      ...(item.description === '' ? [] : [say(item.description)]),
      fact('Risk', riskWords[item.risk]),
      fact('Rule', preview.because),
    ],
    'about-item',
  );
  return durations.length === 0 ? [about] : [about, durationBlock(durations, proposed(preview, wanted))];
}

function durationBlock(durations: readonly Seconds[], initial: Seconds | undefined): InputBlock {
  return {
    type: 'input',
    block_id: durationBlockId(durations),
    label: plain('For how long?'),
    element: {
      type: 'static_select',
      action_id: actionIds.duration,
      placeholder: plain('Choose', 150),
      options: durations.map(durationOption),
      ...(initial === undefined ? {} : { initial_option: durationOption(initial) }),
    },
  };
}

const durationOption = (length: Seconds): PlainTextOption => ({
  text: plain(formatDuration(length), limits.option),
  value: String(length),
});

/** What was wanted if it is on offer; else the item's usual length, or the longest on offer below it. */
const proposed = ({ item, durations }: GlassPreview, wanted: Seconds | undefined): Seconds | undefined =>
  wanted !== undefined && durations.includes(wanted)
    ? wanted
    : (durations.filter((length) => length <= item.defaultDuration).at(-1) ?? durations[0]);

const sureBlock: InputBlock = {
  type: 'input',
  block_id: actionIds.sure,
  label: plain('Are you sure?'),
  element: {
    type: 'checkboxes',
    action_id: actionIds.sure,
    options: [
      {
        text: plain('It cannot wait for an approval, and I answer for what I do with it.', limits.option),
        value: 'sure',
      },
    ],
  },
};
