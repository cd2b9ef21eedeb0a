// Rich text, element by element: Slack parses nothing in it, so whatever people wrote stays what they wrote.
import type {
  RichTextBlock,
  RichTextBlockElement,
  RichTextElement,
  RichTextList,
  RichTextQuote,
  RichTextSection,
} from '@slack/types';
import { cut, escaped } from './text.ts';

export type Bit = string | RichTextElement;

const pieceLength = 2_800;
const slackId = /^[UW][A-Z0-9]{2,30}$/;
const dateFormat = '{date_short_pretty} at {time}';

/** One line of words; a string is text as it stands. */
export const say = (...bits: readonly Bit[]): RichTextSection => ({
  type: 'rich_text_section',
  elements: elementsOf(bits),
});

export const bold = (text: string): RichTextElement => ({ ...piece(text), style: { bold: true } });
export const code = (text: string): RichTextElement => ({ ...piece(text), style: { code: true } });

/** A link of our own making: what people wrote never becomes one. */
export const link = (url: string, text: string): RichTextElement => ({ ...piece(text), type: 'link', url });

/** Somebody else's words, whole up to 4,000 characters (the most a reason may have). */
export const quote = (text: string): RichTextQuote => ({
  type: 'rich_text_quote',
  elements: pieces(cut(text, 4_000 * 2)),
});

export const bullets = (sections: readonly RichTextSection[]): RichTextList => ({
  type: 'rich_text_list',
  style: 'bullet',
  elements: [...sections],
});

/** A block of lines, lists and quotes. Adjoining lines become one section with line breaks, which every client draws alike. */
export function rich(elements: readonly RichTextBlockElement[], blockId?: string): RichTextBlock {
  const merged: RichTextBlockElement[] = [];
  for (const element of elements) {
    const last = merged.at(-1);
    if (last?.type === 'rich_text_section' && element.type === 'rich_text_section')
      merged.splice(-1, 1, say(...last.elements, '\n', ...element.elements));
    else merged.push(element);
  }
  return { type: 'rich_text', ...(blockId === undefined ? {} : { block_id: blockId }), elements: merged };
}

/** A person: a mention where Slack knows them, their name where not. */
export const mention = (of: { readonly name: string; readonly slack?: string }): RichTextElement =>
  of.slack !== undefined && slackId.test(of.slack)
    ? { type: 'user', user_id: of.slack }
    : { ...piece(of.name), style: { bold: true } };

/** A channel, by its Slack id. */
export const channelLink = (id: string): RichTextElement => ({ type: 'channel', channel_id: id });

/** An instant (epoch milliseconds) in the reader's zone; UTC where a client cannot. */
export const when = (at: number): RichTextElement => ({
  type: 'date',
  timestamp: Math.floor(at / 1_000),
  format: dateFormat,
  fallback: utc(at),
});

/** The same instant as a token for a message's `text` (https://docs.slack.dev/messaging/formatting-message-text#date-formatting). */
export const dateToken = (seconds: number): string =>
  `<!date^${seconds}^${dateFormat}|${utc(seconds * 1_000)}>`;

/** A link as a token for a message's `text` (https://docs.slack.dev/messaging/formatting-message-text#linking-urls). */
export const linkToken = (url: string, text: string): string =>
  `<${escaped(url).replaceAll('|', '%7C')}|${escaped(text)}>`;

/** `2027-03-01 09:30 UTC` */
export const utc = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

const elementsOf = (bits: readonly Bit[]): RichTextElement[] =>
  bits.flatMap((bit) => (typeof bit === 'string' ? pieces(bit) : [bit]));

const piece = (text: string): { type: 'text'; text: string } => ({
  type: 'text',
  text: cut(text, pieceLength),
});

function pieces(text: string): RichTextElement[] {
  const made: RichTextElement[] = [];
  for (let rest = text; rest !== ''; ) {
    const head = rest.slice(0, endOfPiece(rest));
    // Spaces at the ends matter between elements, so a piece of nothing else stays as it is.
    made.push({ type: 'text', text: head.trim() === '' ? head : cut(head, pieceLength) });
    rest = rest.slice(head.length);
  }
  return made;
}

/** Never between the two halves of a surrogate pair. */
const endOfPiece = (text: string): number =>
  text.length > pieceLength && /[\ud800-\udbff]/.test(text.charAt(pieceLength - 1))
    ? pieceLength - 1
    : pieceLength;
