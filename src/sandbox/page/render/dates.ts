// Slack's date tokens (api.slack.com/reference/surfaces/formatting#date-formatting), in the zone of the reader's browser.
import { el } from '../dom.ts';

/** A `<time>` with the tokens of `format` filled in; `now` (epoch ms) decides what "today" means. */
export function dateNode(seconds: number, format: string, now: number): HTMLTimeElement {
  const at = new Date(seconds * 1000);
  const shown = format.replace(/\{(\w+)\}/gu, (all, token: string) => fill(token, at, new Date(now)) ?? all);
  return el('time', { datetime: at.toISOString(), title: fullDate(at) }, shown);
}

/** "Mon 23 November 2026, 15:04" for tooltips and the clock. */
export function fullDate(at: Date): string {
  return `${show(at, { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' })}, ${clockTime(at)}`;
}

/** "3:04 PM" in the reader's zone. */
export function clockTime(at: Date): string {
  return show(at, { hour: 'numeric', minute: '2-digit' });
}

/** "Today", "Yesterday", "Tomorrow" or "Monday, November 23rd". */
export function dayName(at: Date, now: Date): string {
  const name =
    pretty(at, now) ??
    `${show(at, { weekday: 'long' })}, ${show(at, { month: 'long' })} ${ordinal(at.getDate())}`;
  return capital(name);
}

function fill(token: string, at: Date, now: Date): string | undefined {
  const day = ordinal(at.getDate());
  const near = token.endsWith('_pretty') ? pretty(at, now) : undefined;
  if (near !== undefined) return token === 'day_divider_pretty' ? capital(near) : near;
  switch (token.replace(/_pretty$/u, '')) {
    case 'date_num':
      return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
    case 'date_slash':
      return `${two(at.getMonth() + 1)}/${two(at.getDate())}/${at.getFullYear()}`;
    case 'date':
      return `${show(at, { month: 'long' })} ${day}, ${at.getFullYear()}`;
    case 'date_short':
      return `${show(at, { month: 'short' })} ${at.getDate()}, ${at.getFullYear()}`;
    case 'date_long':
    case 'date_long_full':
    case 'day_divider':
      return `${show(at, { weekday: 'long' })}, ${show(at, { month: 'long' })} ${day}, ${at.getFullYear()}`;
    case 'time':
      return clockTime(at);
    case 'time_secs':
      return show(at, { hour: 'numeric', minute: '2-digit', second: '2-digit' });
    case 'ago':
      return ago(at, now);
    default:
      return undefined;
  }
}

function pretty(at: Date, now: Date): string | undefined {
  const days = Math.round((midnight(at) - midnight(now)) / 86_400_000);
  return days === 0 ? 'today' : days === 1 ? 'tomorrow' : days === -1 ? 'yesterday' : undefined;
}

function ago(at: Date, now: Date): string {
  const seconds = Math.round((at.getTime() - now.getTime()) / 1000);
  const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  const size = Math.abs(seconds);
  if (size < 60) return words.format(seconds, 'second');
  if (size < 3600) return words.format(Math.round(seconds / 60), 'minute');
  if (size < 86_400) return words.format(Math.round(seconds / 3600), 'hour');
  return words.format(Math.round(seconds / 86_400), 'day');
}

function midnight(at: Date): number {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
}

function show(at: Date, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-US', options).format(at);
}

function ordinal(day: number): string {
  const ending = day % 100 > 10 && day % 100 < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][day % 10] ?? 'th');
  return `${day}${ending}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
