import { type Desk, nameOf, personOf } from './desk.ts';
import { el } from './dom.ts';
import { type Item, keyedList } from './keyed-list.ts';
import type { Block, MessageState, WorkspaceState } from './protocol.ts';
import { blockItems, datePrint } from './render/blocks.ts';
import { clockTime, fullDate } from './render/dates.ts';
import { mrkdwn } from './render/mrkdwn.ts';

/** One message as an item: it is drawn anew when anything it shows changed. */
export function messageItem(message: MessageState, desk: Desk): Item {
  const json = JSON.stringify(message);
  const place = { kind: 'message', channel: message.channel, ts: message.ts } as const;
  return {
    key: `${message.ephemeral ? 'ephemeral' : 'message'} ${message.ts}`,
    print: json + datePrint(json, { desk, place }),
    build: () => messageNode(message, desk),
  };
}

/** The instant of a message, from Slack's "seconds.micros". */
export function sentAt(message: MessageState): Date {
  return new Date(Number(message.ts) * 1000);
}

/** A round mark with a person's initials, in a colour of their own. */
export function avatar(state: WorkspaceState, id: string): HTMLElement {
  const isBot = personOf(state, id)?.flags.includes('bot') === true;
  const initials = nameOf(state, id)
    .split(/\s+/u)
    .map((word) => word.charAt(0))
    .slice(0, 2)
    .join('');
  const hue = Array.from(id).reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 8, 0);
  return el(
    'span',
    { class: `avatar ${isBot ? 'bot' : `hue-${hue}`}`, 'aria-hidden': 'true' },
    initials.toUpperCase(),
  );
}

function messageNode(message: MessageState, desk: Desk): HTMLElement {
  const state = desk.state();
  const at = sentAt(message);
  const name = nameOf(state, message.user);
  const classes = [
    'message',
    message.ephemeral ? 'ephemeral' : '',
    message.threadTs === undefined ? '' : 'reply',
  ];
  const node = el(
    'article',
    {
      class: classes.join(' ').trim(),
      tabindex: -1,
      'data-stage': '',
      'data-ts': message.ts,
      'aria-label': `${name}, ${clockTime(at)}`,
    },
    avatar(state, message.user),
    el(
      'div',
      { class: 'message-main' },
      message.ephemeral ? el('p', { class: 'only-you' }, 'Only visible to you') : undefined,
      el(
        'header',
        { class: 'message-head' },
        el('strong', {}, name),
        message.isBot ? el('span', { class: 'badge' }, 'APP') : undefined,
        el('time', { datetime: at.toISOString(), title: fullDate(at) }, clockTime(at)),
      ),
      body(message, desk),
      message.edited ? el('span', { class: 'edited' }, '(edited)') : undefined,
    ),
  );
  return node;
}

function body(message: MessageState, desk: Desk): HTMLElement {
  const blocks: readonly Block[] = message.blocks;
  const box = el('div', { class: 'blocks' });
  if (blocks.length === 0) box.append(el('div', { class: 'text' }, mrkdwn(message.text, desk.state())));
  else
    keyedList(box)(
      blockItems(blocks, { desk, place: { kind: 'message', channel: message.channel, ts: message.ts } }),
    );
  return box;
}
