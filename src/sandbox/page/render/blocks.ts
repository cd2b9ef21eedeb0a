// Block Kit blocks (docs.slack.dev/reference/block-kit/blocks), drawn as Slack's client draws them.
import { el } from '../dom.ts';
import type { Item } from '../keyed-list.ts';
import type { Block, Json } from '../protocol.ts';
import { field, list, text } from '../read.ts';
import { elementNode } from './elements.ts';
import { inputBlock } from './input-block.ts';
import { richText } from './rich-text.ts';
import { domId, press, type Slot, type Stage } from './stage.ts';
import { tableBlock } from './table.ts';
import { plain, textNode } from './text.ts';
import { unknownThing } from './unknown.ts';

/** The blocks as items of a keyed list: a block is drawn anew when its JSON, its field error or the day it is read on changes. */
export function blockItems(blocks: readonly Block[], stage: Stage): readonly Item[] {
  return blocks.map((block, index) => {
    const id = text(block, 'block_id');
    const json = JSON.stringify(block);
    const error = stage.view?.errors[id] ?? '';
    return {
      key: `${id} ${index}`,
      print: `${json}${error}${datePrint(json, stage)}`,
      build: () => blockNode(block, stage),
    };
  });
}

/** What relative dates in this JSON depend on: '' when it has none, else the day (or for "ago" the minute) it is read on. */
export function datePrint(json: string, stage: Stage): string {
  const now = stage.desk.state().now;
  if (json.includes('{ago}')) return ` ${Math.floor(now / 60_000)}`;
  return json.includes('_pretty}') ? new Date(now).toDateString() : '';
}

function blockNode(block: Block, stage: Stage): HTMLElement {
  const node = bareBlock(block, stage);
  node.classList.add('block');
  if (node.dataset['blockId'] === undefined) node.dataset['blockId'] = text(block, 'block_id');
  return node;
}

function bareBlock(block: Block, stage: Stage): HTMLElement {
  switch (block.type) {
    case 'header':
      return el('h3', { class: 'header' }, plain(field(block, 'text')));
    case 'divider':
      return el('hr', {});
    case 'section':
      return section(block, stage);
    case 'context':
      return el(
        'div',
        { class: 'context' },
        ...list(block, 'elements').map((part) => contextPart(part, stage)),
      );
    case 'actions':
      return el(
        'div',
        { class: 'actions', role: 'group' },
        ...list(block, 'elements').map((part) => pressable(part, block, stage)),
      );
    case 'input':
      return inputBlock(block, stage);
    case 'rich_text':
      return richText(block, stage.desk.state());
    case 'image':
      return image(block, stage);
    case 'table':
      return tableBlock(block, stage.desk.state());
    case 'alert':
      return alert(block, stage);
    default:
      return unknownThing('block', block);
  }
}

function section(block: Block, stage: Stage): HTMLElement {
  const state = stage.desk.state();
  const body = el('div', { class: 'section-body' });
  const words = field(block, 'text');
  if (words !== undefined) body.append(el('div', {}, textNode(words, state)));
  const fields = list(block, 'fields').map((part) =>
    el('div', { class: 'section-field' }, textNode(part, state)),
  );
  if (fields.length > 0) body.append(el('div', { class: 'section-fields' }, ...fields));
  const accessory = field(block, 'accessory');
  if (accessory === undefined) return el('div', { class: 'section' }, body);
  const drawn =
    text(accessory, 'type') === 'image' ? contextPart(accessory, stage) : pressable(accessory, block, stage);
  return el('div', { class: 'section' }, body, el('div', { class: 'accessory' }, drawn));
}

/** An element outside an input block: each choice goes to the app at once. Its name is what it shows or asks for. */
function pressable(element: Json, block: Block, stage: Stage): HTMLElement {
  const control = { block: text(block, 'block_id'), action: text(element, 'action_id') };
  const id = domId(stage, control);
  const name = plain(field(element, 'placeholder')) || plain(field(block, 'text')).slice(0, 80);
  const isButton = text(element, 'type') === 'button';
  const slot: Slot = {
    stage,
    control,
    element,
    id,
    ...(isButton || name === '' ? {} : { name: text(element, 'accessibility_label') || name }),
    required: false,
    invalid: false,
    waitsForEnter: false,
    changed: (value) => {
      const node = document.getElementById(id);
      if (node !== null) void press(slot, node, value);
    },
  };
  return elementNode(slot);
}

function contextPart(part: unknown, stage: Stage): HTMLElement {
  if (text(part, 'type') !== 'image') return textNode(part, stage.desk.state());
  return el(
    'span',
    { class: 'picture', role: 'img', 'aria-label': text(part, 'alt_text') },
    text(part, 'alt_text'),
  );
}

/** Pictures are never fetched: the page talks to no other machine. */
function image(block: Block, stage: Stage): HTMLElement {
  const title = field(block, 'title');
  const caption = title === undefined ? undefined : el('figcaption', {}, textNode(title, stage.desk.state()));
  return el('figure', { class: 'image' }, caption, contextPart(block, stage));
}

const levels: { readonly [level: string]: string } = {
  info: 'Note',
  warning: 'Warning',
  error: 'Error',
  success: 'Done',
};

function alert(block: Block, stage: Stage): HTMLElement {
  const level = text(block, 'level');
  const known = Object.hasOwn(levels, level) ? level : 'default';
  const label = levels[known];
  return el(
    'div',
    { class: `alert ${known}`, role: 'note' },
    label === undefined ? undefined : el('strong', { class: 'alert-level' }, label),
    textNode(field(block, 'text'), stage.desk.state()),
  );
}
