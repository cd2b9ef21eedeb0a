// The middle pane when a conversation is open.
import { createComposer } from './composer.ts';
import { appChannel, type Desk, nameOf, type Where } from './desk.ts';
import { el, setText } from './dom.ts';
import { type Item, keyedList } from './keyed-list.ts';
import { messageItem, sentAt } from './message.ts';
import type { Notice } from './notices.ts';
import type { ChannelState, MessageState } from './protocol.ts';
import { dayName } from './render/dates.ts';

export type ChannelPane = {
  readonly node: HTMLElement;
  readonly draw: (channel: ChannelState, notices: readonly Notice[]) => void;
};

/** A conversation of one person; `dismiss` takes one of Slack's own notices off the screen. */
export function createChannelPane(desk: Desk, dismiss: (id: string) => void): ChannelPane {
  const title = el('h1', { class: 'pane-title' });
  const about = el('p', { class: 'pane-about' });
  const log = el('div', {
    class: 'log',
    role: 'log',
    'aria-live': 'polite',
    'aria-label': 'Messages',
    tabindex: 0,
  });
  const composer = createComposer(desk);
  const node = el(
    'section',
    { class: 'pane channel' },
    el('header', { class: 'pane-head' }, title, about),
    log,
    composer.node,
  );
  const show = keyedList(log);
  let drawn = false;
  let looked: Where | undefined;
  const draw = (channel: ChannelState, notices: readonly Notice[]) => {
    setText(title, channelTitle(channel, desk));
    setText(about, channelAbout(channel, desk));
    const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 120;
    const entries = [
      ...messageEntries(channel.messages, desk),
      ...notices.map((notice) => ({ order: `${notice.after} ~`, items: [noticeItem(notice, dismiss)] })),
    ].toSorted((a, b) => (a.order < b.order ? -1 : 1));
    const items = [startItem(channel, desk), ...entries.flatMap((entry) => entry.items)];
    // What was there when the conversation is opened is not news.
    log.setAttribute('aria-busy', String(!drawn));
    const built = show(items);
    log.setAttribute('aria-busy', 'false');
    if (built > 0 && (atEnd || !drawn)) log.scrollTop = log.scrollHeight;
    if (!drawn) composer.focus();
    drawn = true;
    composer.draw(channel);
    const where = desk.where();
    if (where !== looked && where.kind === 'channel' && where.ts !== undefined) showMessage(log, where.ts);
    looked = where;
  };
  return { node, draw };
}

/** Brings one message into the middle, and marks it for a moment. */
function showMessage(log: HTMLElement, ts: string): void {
  const message = log.querySelector(`[data-ts="${CSS.escape(ts)}"]`);
  if (!(message instanceof HTMLElement)) return;
  message.scrollIntoView({ block: 'center' });
  message.focus({ preventScroll: true });
  message.classList.remove('fresh');
  // Asked for its size, the browser takes note of the class being gone; so the mark shows anew on a second look.
  message.getBoundingClientRect();
  message.classList.add('fresh');
}

/** What a conversation is called: `# name`, or the name of the other end. */
export function channelTitle(channel: ChannelState, desk: Desk): string {
  if (channel.kind === 'im') return nameOf(desk.state(), channel.name);
  return `# ${channel.name.replace(/^#/u, '')}`;
}

function channelAbout(channel: ChannelState, desk: Desk): string {
  if (channel.kind === 'im') return `Direct message, as ${nameOf(desk.state(), desk.state().me.id)} sees it`;
  return channel.kind === 'private' ? 'Private channel' : 'Channel';
}

type Entry = { readonly order: string; readonly items: readonly Item[] };

function messageEntries(messages: readonly MessageState[], desk: Desk): readonly Entry[] {
  const now = new Date(desk.state().now);
  let day = '';
  return messages.map((message) => {
    const name = dayName(sentAt(message), now);
    const item = messageItem(message, desk);
    const order = threadOrder(message);
    if (name === day || order !== message.ts) return { order, items: [item] };
    day = name;
    const build = () => el('div', { class: 'day' }, el('span', {}, name));
    return { order, items: [{ key: `day ${message.ts}`, print: name, build }, item] };
  });
}

/** Replies stand under the message they answer. */
function threadOrder(message: MessageState): string {
  return message.threadTs === undefined || message.threadTs === message.ts
    ? message.ts
    : `${message.threadTs} ${message.ts}`;
}

function startItem(channel: ChannelState, desk: Desk): Item {
  const state = desk.state();
  const command =
    channel.id === appChannel(state) || channel.messages.length === 0
      ? state.commands[0]?.command
      : undefined;
  const hint =
    command === undefined ? [] : [' Type ', el('code', {}, command), ' in the box below to begin.'];
  return {
    key: 'start',
    print: `${channel.name} ${command ?? ''}`,
    build: () =>
      el('p', { class: 'start' }, `This is the beginning of ${channelTitle(channel, desk)}.`, ...hint),
  };
}

function noticeItem(notice: Notice, dismiss: (id: string) => void): Item {
  const build = () => {
    const close = () => dismiss(notice.id);
    const cross = el(
      'button',
      { type: 'button', class: 'clear', 'aria-label': 'Dismiss', onclick: close },
      '×',
    );
    const words = el(
      'div',
      {},
      el('p', { class: 'only-you' }, 'Only visible to you'),
      el('p', {}, notice.text),
    );
    return el(
      'div',
      { class: 'notice', 'data-notice': notice.id },
      el('span', { class: 'avatar system', 'aria-hidden': 'true' }, '!'),
      words,
      cross,
    );
  };
  return { key: `notice ${notice.id}`, print: notice.text, build };
}
