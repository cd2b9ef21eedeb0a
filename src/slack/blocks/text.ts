// Text that came from people or files, made fit for Slack's limits. None of it is ever parsed by Slack as markup.
import type { PlainTextElement } from '@slack/types';

/** Slack's limits in characters: https://docs.slack.dev/reference/block-kit/blocks and …/composition-objects. */
export const limits = {
  header: 150,
  text: 3_000,
  button: 75,
  option: 75,
  viewTitle: 24,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  /** Posts hold 40,000, but chat.update refuses more than 4,000. */
  message: 4_000,
} as const;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
// Controls, line and bidirectional tricks, zero-width space and byte-order mark. Joiners stay: emoji and many scripts need them.
const unseen = /(?![\n\t])\p{Cc}|[\u200b\u2028-\u202e\u2060-\u2069\ufeff]/gu;
const loneSurrogate = /\p{Surrogate}/gu;

/**
 * Shortens to at most `max` UTF-16 units, with … as the last character when something is missing, never inside a character
 * as people see it unless that one alone is too long. An empty text becomes a dash, because Slack refuses empty ones.
 */
export function cut(text: string, max: number): string {
  const shown = text.replace(loneSurrogate, '\ufffd').replace(unseen, '');
  if (shown.trim() === '') return '–';
  if (shown.length <= max) return shown;
  // A little more than fits, so that the last character is seen whole before it is judged.
  const kept = takeWhole(shown.slice(0, max + 100), max - 1);
  return `${kept.trimEnd()}…`;
}

/** A plain_text object of at most `max` characters. Emoji codes stay as typed: `:tada:` is not drawn. */
export const plain = (text: string, max: number = limits.text): PlainTextElement => ({
  type: 'plain_text',
  text: cut(text, max),
  emoji: false,
});

/** Escapes the three characters that Slack reads as markup in a message's `text`. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A person's first name, for a sentence that speaks to them. */
export const firstName = (name: string): string => name.trim().split(/\s+/)[0] ?? name;

function takeWhole(text: string, room: number): string {
  let kept = '';
  for (const { segment } of graphemes.segment(text)) {
    if (kept.length + segment.length > room) return kept === '' ? takePoints(segment, room) : kept;
    kept += segment;
  }
  return kept;
}

function takePoints(text: string, room: number): string {
  let kept = '';
  for (const point of text) {
    if (kept.length + point.length > room) return kept;
    kept += point;
  }
  return kept;
}
