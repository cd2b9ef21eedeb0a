// rich_text: text that nobody parses. Source: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block

import type { Rule } from './rules.ts';
import { byType, flag, listOf, needed, oneOf, shape, text, whole } from './rules.ts';
import { address } from './text-objects.ts';

const look = {
  style: shape({ bold: flag, code: flag, italic: flag, strike: flag, underline: flag }),
} as const;
const size = { min: 0, max: 1000 } as const;

const piece = (type: string, spec: Parameters<typeof shape>[0]): Rule =>
  shape({ type: needed(oneOf(type)), ...spec, ...look });

const words = piece('text', { text: needed(text(4000)) });
const link = piece('link', { url: needed(address), text: text(4000), unsafe: flag });
const inline = byType({
  text: words,
  link,
  user: piece('user', { user_id: needed(text(255)) }),
  channel: piece('channel', { channel_id: needed(text(255)) }),
  usergroup: piece('usergroup', { usergroup_id: needed(text(255)) }),
  broadcast: piece('broadcast', { range: needed(oneOf('here', 'channel', 'everyone')) }),
  emoji: piece('emoji', { name: needed(text(255)), unicode: text(255), url: text(3000) }),
  color: piece('color', { value: needed(text(255)) }),
  date: piece('date', {
    timestamp: needed(whole(0, 99_999_999_999)),
    format: needed(text(255)),
    url: text(3000),
    fallback: text(4000),
  }),
});

const section = shape({ type: needed(oneOf('rich_text_section')), elements: needed(listOf(inline, size)) });
const border = oneOf(0, 1);

/** The block; `block_id` is free. */
export const richText: Rule = shape({
  type: needed(oneOf('rich_text')),
  block_id: text(255),
  elements: needed(
    listOf(
      byType({
        rich_text_section: section,
        rich_text_list: shape({
          type: needed(oneOf('rich_text_list')),
          style: needed(oneOf('bullet', 'ordered')),
          elements: needed(listOf(section, size)),
          indent: whole(0, 8),
          offset: whole(0, 1_000_000),
          border,
        }),
        rich_text_quote: shape({
          type: needed(oneOf('rich_text_quote')),
          elements: needed(listOf(inline, size)),
          border,
        }),
        rich_text_preformatted: shape({
          type: needed(oneOf('rich_text_preformatted')),
          elements: needed(listOf(byType({ text: words, link }), size)),
          border,
          language: text(50),
        }),
      }),
      size,
    ),
  ),
});
