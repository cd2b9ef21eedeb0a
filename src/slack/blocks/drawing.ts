import type {
  ActionsBlockElement,
  Button,
  KnownBlock,
  RichTextBlockElement,
  RichTextElement,
} from '@slack/types';
import type { ActionId } from '../action-ids.ts';
import type { Sealed } from '../token.ts';
import { dateToken, linkToken } from './rich.ts';
import { escaped, limits, plain } from './text.ts';

/** A message as it will look, and the same in one text for notifications, screen readers and clients without blocks. */
export type Drawing = { readonly text: string; readonly blocks: KnownBlock[] };

/** What drawing needs beside the state: the time, and the seal for buttons. */
export type Ink = {
  readonly now: number;
  readonly token: (action: ActionId, sealed: Sealed) => string;
};

/** Makes a drawing of blocks: the text is read off them, so the two never say different things. */
export const draw = (blocks: readonly KnownBlock[]): Drawing => ({
  text: inWords(blocks),
  blocks: [...blocks],
});

export const header = (text: string): KnownBlock => ({ type: 'header', text: plain(text, limits.header) });

export const divider: KnownBlock = { type: 'divider' };

/** Small print; plain text, so nothing in it is parsed. */
export const smallPrint = (text: string): KnownBlock => ({ type: 'context', elements: [plain(text, 2_000)] });

export const buttons = (elements: readonly ActionsBlockElement[], blockId?: string): KnownBlock => ({
  type: 'actions',
  ...(blockId === undefined ? {} : { block_id: blockId }),
  elements: [...elements],
});

/** A button. `label` is what a screen reader says: the action and what it is about. */
export function button(of: {
  readonly action: ActionId;
  readonly text: string;
  readonly label: string;
  readonly value: string;
  readonly style?: 'primary' | 'danger';
  readonly confirm?: { readonly title: string; readonly text: string; readonly yes: string };
}): Button {
  return {
    type: 'button',
    action_id: of.action,
    text: plain(of.text, limits.button),
    value: of.value,
    accessibility_label: plain(of.label, limits.button).text,
    ...(of.style === undefined ? {} : { style: of.style }),
    ...(of.confirm === undefined
      ? {}
      : {
          confirm: {
            title: plain(of.confirm.title, limits.confirmTitle),
            text: plain(of.confirm.text, limits.confirmText),
            confirm: plain(of.confirm.yes, limits.confirmButton),
            deny: plain('Keep it', limits.confirmButton),
          },
        }),
  };
}

/** A button that opens an address, which begins with `https://`. Slack tells the app of the click too. */
export const linkButton = (of: {
  readonly action: ActionId;
  readonly text: string;
  readonly url: string;
}): Button => ({
  type: 'button',
  action_id: of.action,
  text: plain(of.text, limits.button),
  url: of.url,
});

/** The blocks as one text of at most 4,000 characters, in Slack's escapes; pieces that do not fit are left out whole, with …. */
export function inWords(blocks: readonly KnownBlock[]): string {
  let text = '';
  for (const line of blocks.flatMap(linesOf)) {
    const next = text === '' ? line : `${text}\n${line}`;
    if (next.length > limits.message - 2) return text === '' ? '…' : `${text}\n…`;
    text = next;
  }
  return text === '' ? '–' : text;
}

function linesOf(block: KnownBlock): readonly string[] {
  switch (block.type) {
    case 'header':
      return [escaped(block.text.text)];
    case 'section':
      return block.text === undefined ? [] : [escaped(block.text.text)];
    case 'context':
      return block.elements.flatMap((element) => ('text' in element ? [shortened(element.text)] : []));
    case 'rich_text':
      return block.elements.flatMap(linesOfRich);
    case 'actions':
      return block.elements.flatMap((element) =>
        element.type === 'button' && element.url !== undefined
          ? [linkToken(element.url, element.text.text)]
          : [],
      );
    default:
      return [];
  }
}

function linesOfRich(element: RichTextBlockElement): readonly string[] {
  if (element.type === 'rich_text_list')
    return element.elements.flatMap((one) => linesOfRich(one).map((line) => `• ${line}`));
  const line = element.elements.map(wordsOf).join('');
  return element.type === 'rich_text_quote' ? [`“${line}”`] : [line];
}

function wordsOf(element: RichTextElement): string {
  switch (element.type) {
    case 'text':
      return shortened(element.text);
    case 'user':
      return `<@${element.user_id}>`;
    case 'channel':
      return `<#${element.channel_id}>`;
    case 'date':
      return dateToken(element.timestamp);
    case 'link':
      return linkToken(element.url, element.text ?? element.url);
    default:
      return '';
  }
}

/** A long reason is quoted in part: the blocks hold it whole, and the rest of the text must still fit. */
const shortened = (text: string): string =>
  text.trim() === '' ? text : text.length <= 600 ? escaped(text) : escaped(plain(text, 600).text);
