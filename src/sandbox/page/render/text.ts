import { el } from '../dom.ts';
import type { WorkspaceState } from '../protocol.ts';
import { field, text } from '../read.ts';
import { withEmoji } from './emoji.ts';
import { mrkdwn } from './mrkdwn.ts';

/** Draws a text object (`plain_text` or `mrkdwn`); line breaks are kept by the style sheet. */
export function textNode(source: unknown, state: WorkspaceState): HTMLElement {
  const body = text(source, 'text');
  if (text(source, 'type') === 'mrkdwn') return el('span', { class: 'text' }, mrkdwn(body, state));
  return el('span', { class: 'text' }, plain(source));
}

/** The words of a `plain_text` object, shortcodes replaced unless it says `emoji: false`. */
export function plain(source: unknown): string {
  const body = text(source, 'text');
  return field(source, 'emoji') === false ? body : withEmoji(body);
}
