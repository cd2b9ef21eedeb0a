// Blocks, one by one and together. Source: https://docs.slack.dev/reference/block-kit/blocks
import { field, isList, isShape, list, words } from '../json.ts';
import type { Json } from '../page/protocol.ts';
import { elements } from './elements.ts';
import { richText } from './rich-text.ts';
import type { At, Rule, Surface } from './rules.ts';
import { byType, flag, inside, listOf, missing, needed, oneOf, report, shape, text } from './rules.ts';
import { anyText, plain, textTypes } from './text-objects.ts';

const MOST_BLOCKS: Readonly<Record<Surface, number>> = { message: 50, modal: 100, home: 100 };
const MOST_MARKDOWN = 12_000;

/** Checks a list of blocks for a surface; what is wrong is added to `at.problems`. */
export function checkBlocks(blocks: Json, at: At): void {
  listOf(block, { min: 0, max: MOST_BLOCKS[at.surface] })(blocks, at);
  if (!isList(blocks)) return;
  checkBlockIds(blocks, at);
  blocks.forEach((entry, index) => checkActionIds(entry, inside(at, index)));
  checkTogether(blocks, at);
}

const image = {
  alt_text: needed(text(2000)),
  image_url: text(3000),
  slack_file: shape({ id: text(255), url: text(3000) }),
} as const;
const imageElement = shape({ type: needed(oneOf('image')), ...image }, needsPicture);
const rawText = shape({ type: needed(oneOf('raw_text')), text: needed(text(3000)) });
const cell = byType({ raw_text: rawText, rich_text: richText });

const block = byType({
  section: of(
    'section',
    {
      text: anyText(3000),
      fields: listOf(anyText(2000), { min: 1, max: 10 }),
      accessory: byType({ ...elements.accessory, image: imageElement }),
      expand: flag,
    },
    needsWords,
  ),
  header: of('header', { text: needed(plain(150)) }),
  context: of('context', {
    elements: needed(listOf(byType({ ...textTypes(3000), image: imageElement }), { min: 1, max: 10 })),
  }),
  actions: of('actions', { elements: needed(listOf(byType(elements.actions), { min: 1, max: 25 })) }),
  input: of('input', {
    label: needed(plain(2000)),
    hint: plain(2000),
    optional: flag,
    dispatch_action: flag,
    element: needed(byType(elements.input)),
  }),
  divider: of('divider', {}),
  image: of('image', { ...image, title: plain(2000) }, needsPicture),
  rich_text: richText,
  markdown: of('markdown', { text: needed(text(MOST_MARKDOWN)) }),
  table: of('table', {
    rows: needed(listOf(listOf(cell, { min: 1, max: 20 }), { min: 1, max: 100 })),
    column_settings: listOf(shape({ align: oneOf('left', 'center', 'right'), is_wrapped: flag }), {
      min: 0,
      max: 20,
    }),
  }),
  alert: of('alert', {
    text: needed(anyText(200)),
    level: oneOf('default', 'info', 'warning', 'error', 'success'),
  }),
});

function of(type: string, spec: Parameters<typeof shape>[0], also?: Rule): Rule {
  return shape({ type: needed(oneOf(type)), block_id: text(255), ...spec }, also);
}

function needsWords(value: Json, at: At): void {
  if (field(value, 'text') === undefined && field(value, 'fields') === undefined) missing(at, 'text');
}

function needsPicture(value: Json, at: At): void {
  if (field(value, 'image_url') === undefined && field(value, 'slack_file') === undefined)
    missing(at, 'image_url');
}

function checkBlockIds(blocks: readonly Json[], at: At): void {
  const seen = new Set<string>();
  blocks.forEach((entry, index) => {
    const id = words(entry, 'block_id');
    if (id !== undefined && seen.has(id)) {
      const message = `block_id \`${id}\` already exists. The block_id must be unique for each block.`;
      report(inside(inside(at, index), 'block_id'), { code: 'duplicate_block_id', message });
    }
    if (id !== undefined) seen.add(id);
  });
}

function checkActionIds(entry: Json, at: At): void {
  const seen = new Set<string>();
  list(entry, 'elements').forEach((element, index) => {
    const id = words(element, 'action_id');
    if (id !== undefined && seen.has(id)) {
      const message = `action_id \`${id}\` already exists. The action_id must be unique inside a block.`;
      report(inside(inside(inside(at, 'elements'), index), 'action_id'), {
        code: 'duplicate_action_id',
        message,
      });
    }
    if (id !== undefined) seen.add(id);
  });
}

function checkTogether(blocks: readonly Json[], at: At): void {
  const kinds = blocks.map((entry) => words(entry, 'type'));
  if (at.surface === 'message' && kinds.filter((kind) => kind === 'table').length > 1) {
    report(at, { code: 'only_one_table_allowed', message: 'only one table is allowed in a message' });
  }
  if (at.surface !== 'message' && kinds.includes('markdown')) {
    report(at, { code: 'unsupported_type', message: 'markdown blocks are for messages only' });
  }
  const markdown = blocks.filter((entry) => words(entry, 'type') === 'markdown');
  const length = markdown.reduce<number>((sum, entry) => sum + (words(entry, 'text') ?? '').length, 0);
  if (length > MOST_MARKDOWN) {
    report(at, {
      code: 'invalid_length',
      message: `must be less than ${MOST_MARKDOWN + 1} characters of markdown`,
    });
  }
  if (blocks.filter(takesFocus).length > 1) {
    report(at, { code: 'duplicate_focus', message: 'only one element may have focus_on_load' });
  }
}

function takesFocus(entry: Json): boolean {
  const inner = [field(entry, 'element'), field(entry, 'accessory'), ...list(entry, 'elements')];
  return inner.some((element) => isShape(element) && element['focus_on_load'] === true);
}
