// rich_text blocks (docs.slack.dev/reference/block-kit/blocks/rich-text-block).
import { el } from '../dom.ts';
import type { Json, WorkspaceState } from '../protocol.ts';
import { field, list, number, text } from '../read.ts';
import { dateNode } from './dates.ts';
import { emoji } from './emoji.ts';
import { channelMention, link, mention } from './mrkdwn.ts';

/** Draws the sections, lists, quotes and code of one rich_text block or table cell. */
export function richText(block: unknown, state: WorkspaceState): HTMLElement {
  return el('div', { class: 'rich-text' }, ...list(block, 'elements').map((part) => piece(part, state)));
}

function piece(part: Json, state: WorkspaceState): HTMLElement {
  const inner = () => list(part, 'elements').map((element) => run(element, state));
  switch (text(part, 'type')) {
    case 'rich_text_list':
      return listPiece(part, state);
    case 'rich_text_quote':
      return el('blockquote', {}, ...inner());
    case 'rich_text_preformatted':
      return el('pre', {}, el('code', {}, ...inner()));
    default:
      return el('p', {}, ...inner());
  }
}

function listPiece(part: Json, state: WorkspaceState): HTMLElement {
  const ordered = text(part, 'style') === 'ordered';
  const items = list(part, 'elements').map((item) =>
    el('li', {}, ...list(item, 'elements').map((element) => run(element, state))),
  );
  const offset = number(part, 'offset') ?? 0;
  const props = { class: `indent-${Math.min(number(part, 'indent') ?? 0, 6)}` };
  return ordered ? el('ol', { ...props, start: offset + 1 }, ...items) : el('ul', props, ...items);
}

function run(element: Json, state: WorkspaceState): Node {
  return styled(bare(element, state), field(element, 'style'));
}

function bare(element: Json, state: WorkspaceState): Node {
  switch (text(element, 'type')) {
    case 'text':
      return new Text(text(element, 'text'));
    case 'user':
      return mention(text(element, 'user_id'), '', state);
    case 'channel':
      return channelMention(text(element, 'channel_id'), '', state);
    case 'usergroup':
      return el('span', { class: 'mention' }, `@${text(element, 'usergroup_id')}`);
    case 'broadcast':
      return el('span', { class: 'mention' }, `@${text(element, 'range')}`);
    case 'emoji':
      return new Text(emoji(text(element, 'name')));
    case 'link':
      return link(text(element, 'url'), text(element, 'text'));
    case 'date':
      return dateNode(number(element, 'timestamp') ?? 0, text(element, 'format'), state.now);
    default:
      return new Text(text(element, 'text') || text(element, 'value'));
  }
}

function styled(node: Node, style: Json | undefined): Node {
  let out = node;
  if (field(style, 'code') === true) out = el('code', {}, out);
  if (field(style, 'bold') === true) out = el('strong', {}, out);
  if (field(style, 'italic') === true) out = el('em', {}, out);
  if (field(style, 'strike') === true) out = el('s', {}, out);
  if (field(style, 'underline') === true) out = el('u', {}, out);
  return out;
}
