// The log of everything said on the wire, newest last, without secrets.
import { isList, isShape } from './json.ts';
import type { Json, TrafficEntry } from './page/protocol.ts';
import type { Workspace } from './workspace.ts';

const KEPT = 5000;
const SECRET = new Set([
  'token',
  'client_secret',
  'code',
  'refresh_token',
  'access_token',
  'bot_access_token',
]);

export function record(w: Workspace, entry: Omit<TrafficEntry, 'at'>): void {
  w.traffic.push({ at: w.clock.now(), ...entry });
  if (w.traffic.length > KEPT * 1.2) w.traffic.splice(0, w.traffic.length - KEPT);
}

/** The newest 5,000 entries, tokens and tickets blacked out. */
export function readTraffic(w: Workspace): readonly TrafficEntry[] {
  return w.traffic.slice(-KEPT).map((entry) => ({
    ...entry,
    request: redact(entry.request),
    response: redact(entry.response),
  }));
}

function redact(value: Json): Json {
  if (typeof value === 'string') return redactText(value);
  if (isList(value)) return value.map(redact);
  if (!isShape(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, SECRET.has(key) ? '[redacted]' : redact(inner)]),
  );
}

function redactText(text: string): string {
  return text
    .replaceAll(/xox[a-z]-[\w-]+|(?:xapp|xwfp)-[\w-]+/g, '[redacted]')
    .replaceAll(/([?&]ticket=)[^&]+/g, '$1[redacted]');
}
