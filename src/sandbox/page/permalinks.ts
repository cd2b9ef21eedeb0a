// Links to messages of this workspace lead to the message in this page, as they do in Slack's client.
import type { Desk } from './desk.ts';

/** Follows such links wherever they stand; any other link opens in a tab of its own. */
export function followPermalinks(desk: Desk): void {
  document.addEventListener('click', (event) => {
    const anchor = event.target instanceof Element ? event.target.closest('a[href]') : null;
    const place = messageAt(anchor?.getAttribute('href') ?? '', desk);
    if (place === undefined) return;
    event.preventDefault();
    desk.go({ kind: 'channel', ...place });
  });
}

/** `https://<workspace>/archives/<channel>/p<ts without its dot>`, if this person has that channel. */
function messageAt(href: string, desk: Desk): { readonly id: string; readonly ts: string } | undefined {
  const { team, channels } = desk.state();
  const [, id, seconds, micros] =
    (href.startsWith(team.url) &&
      /^archives\/(\w+)\/p(\d+)(\d{6})(?:\?.*)?$/u.exec(href.slice(team.url.length))) ||
    [];
  return id !== undefined && channels.some((channel) => channel.id === id)
    ? { id, ts: `${seconds}.${micros}` }
    : undefined;
}
