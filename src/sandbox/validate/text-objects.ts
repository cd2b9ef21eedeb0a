// Slack's composition objects: texts, options, confirm dialogs.
// Source: https://docs.slack.dev/reference/block-kit/composition-objects

import type { Rule } from './rules.ts';
import { byType, flag, form, listOf, needed, oneOf, shape, text } from './rules.ts';

/** A plain_text object of at most `max` characters. */
export function plain(max: number): Rule {
  return byType({ plain_text: plainText(max) });
}

/** A plain_text or mrkdwn object of at most `max` characters. */
export function anyText(max: number): Rule {
  return byType({ plain_text: plainText(max), mrkdwn: mrkdwn(max) });
}

/** What `byType` needs to tell the two apart inside a longer list of types. */
export function textTypes(max: number): { readonly plain_text: Rule; readonly mrkdwn: Rule } {
  return { plain_text: plainText(max), mrkdwn: mrkdwn(max) };
}

export const confirm: Rule = shape({
  title: plain(100),
  text: needed(anyText(300)),
  confirm: plain(30),
  deny: plain(30),
  style: oneOf('primary', 'danger'),
});

/** The address of a link: absolute, and of a kind that Slack's client opens. */
export const address: Rule = (value, at) => {
  text(3000)(value, at);
  form(/^(?:https?:\/\/[^\s/]|mailto:|tel:|slack:\/\/)\S*$/iu, 'URL')(value, at);
};

/** An option; radio buttons and checkboxes may use mrkdwn, overflow menus may carry a url. */
export const options = {
  plain: shape({ text: needed(plain(75)), value: needed(text(150)), description: plain(75) }),
  rich: shape({ text: needed(anyText(75)), value: needed(text(150)), description: anyText(75) }),
  overflow: shape({
    text: needed(plain(75)),
    value: needed(text(150)),
    description: plain(75),
    url: address,
  }),
} as const;

export const optionGroup: Rule = shape({
  label: needed(plain(75)),
  options: needed(listOf(options.plain, { min: 1, max: 100 })),
});

function plainText(max: number): Rule {
  return shape({ type: needed(oneOf('plain_text')), text: needed(text(max)), emoji: flag });
}

function mrkdwn(max: number): Rule {
  return shape({ type: needed(oneOf('mrkdwn')), text: needed(text(max)), verbatim: flag });
}
