// Slack's mrkdwn (docs.slack.dev/messaging/formatting-message-text): the subset people and apps use, as DOM nodes.
import { nameOf } from '../desk.ts';
import { el } from '../dom.ts';
import type { WorkspaceState } from '../protocol.ts';
import { dateNode } from './dates.ts';
import { emoji } from './emoji.ts';

/** Draws mrkdwn: fenced code, quotes, and inline marks. Everything the text says ends in text nodes. */
export function mrkdwn(source: string, state: WorkspaceState): DocumentFragment {
  const out = document.createDocumentFragment();
  for (const [index, part] of source.split(/```\n?([\s\S]*?)\n?```\n?/u).entries()) {
    if (index % 2 === 1) out.append(el('pre', {}, el('code', {}, unescape(part))));
    else out.append(...paragraphs(part, state));
  }
  return out;
}

function paragraphs(part: string, state: WorkspaceState): readonly Node[] {
  const out: Node[] = [];
  let quoted: string[] = [];
  let plain: string[] = [];
  const flush = () => {
    if (quoted.length > 0) out.push(el('blockquote', {}, ...inline(quoted.join('\n'), state)));
    if (plain.length > 0) out.push(...inline(plain.join('\n'), state));
    quoted = [];
    plain = [];
  };
  for (const line of part === '' ? [] : part.split('\n')) {
    const quote = /^(?:>|&gt;) ?(.*)$/u.exec(line);
    if ((quote !== null ? plain : quoted).length > 0) flush();
    if (quote !== null) quoted.push(quote[1] ?? '');
    else plain.push(line);
  }
  flush();
  return out;
}

const marks =
  /`(?<code>[^`\n]+)`|<(?<special>[^<>\n]+)>|(?<![\w*])\*(?<bold>\S|\S[^*\n]*?\S)\*(?![\w*])|(?<![\w_])_(?<italic>\S|\S[^_\n]*?\S)_(?![\w_])|(?<![\w~])~(?<strike>\S|\S[^~\n]*?\S)~(?![\w~])|:(?<emoji>[a-z0-9_+-]+):/gu;

function inline(source: string, state: WorkspaceState): readonly Node[] {
  const out: Node[] = [];
  let from = 0;
  for (const match of source.matchAll(marks)) {
    if (match.index > from) out.push(new Text(unescape(source.slice(from, match.index))));
    out.push(marked(match.groups ?? {}, state));
    from = match.index + match[0].length;
  }
  if (from < source.length) out.push(new Text(unescape(source.slice(from))));
  return out;
}

function marked(groups: { readonly [name: string]: string | undefined }, state: WorkspaceState): Node {
  const { code, special, bold, italic, strike, emoji: shortcode } = groups;
  if (code !== undefined) return el('code', {}, unescape(code));
  if (special !== undefined) return angled(special, state);
  if (bold !== undefined) return el('strong', {}, ...inline(bold, state));
  if (italic !== undefined) return el('em', {}, ...inline(italic, state));
  if (strike !== undefined) return el('s', {}, ...inline(strike, state));
  return new Text(emoji(shortcode ?? ''));
}

/** What stands between `<` and `>`: a mention, a date, a broadcast or a link. */
function angled(source: string, state: WorkspaceState): Node {
  const bar = source.indexOf('|');
  const target = bar < 0 ? source : source.slice(0, bar);
  const label = bar < 0 ? '' : unescape(source.slice(bar + 1));
  if (target.startsWith('@')) return mention(target.slice(1), label, state);
  if (target.startsWith('#')) return channelMention(target.slice(1), label, state);
  const date = /^!date\^(\d+)\^([^^]+)/u.exec(target);
  if (date !== null) return dateNode(Number(date[1]), unescape(date[2] ?? ''), state.now);
  if (target.startsWith('!'))
    return el('span', { class: 'mention' }, label || `@${target.slice(1).split('^')[0] ?? ''}`);
  return link(unescape(target), label);
}

/** `@Name` of a person; a reader's own name stands out. */
export function mention(id: string, label: string, state: WorkspaceState): HTMLElement {
  const known = state.people.some((person) => person.id === id);
  const name = known || label === '' ? nameOf(state, id) : label;
  return el('span', { class: id === state.me.id ? 'mention me' : 'mention', 'data-user-id': id }, `@${name}`);
}

/** `#name` of a channel. */
export function channelMention(id: string, label: string, state: WorkspaceState): HTMLElement {
  const name = state.channels.find((channel) => channel.id === id)?.name ?? (label || id);
  return el('span', { class: 'mention', 'data-channel-id': id }, `#${name.replace(/^#/u, '')}`);
}

/** A link to the web or to a mail address; any other scheme stays text. */
export function link(url: string, label: string): HTMLElement {
  const shown = label === '' ? url.replace(/^mailto:/u, '') : label;
  if (!/^(?:https?:\/\/|mailto:)/iu.test(url)) return el('span', {}, shown);
  return el('a', { href: url, target: '_blank', rel: 'noopener noreferrer', title: url }, shown);
}

function unescape(source: string): string {
  return source.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
