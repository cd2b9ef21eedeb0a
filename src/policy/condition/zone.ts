const mostKept = 100;
const formats = new Map<string, Intl.DateTimeFormat>();
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

export type WallClock = { readonly hour: number; readonly minute: number; readonly weekday: number };

/** What the clock on the wall shows in an IANA time zone: hour 0–23, minute, weekday with Sunday as 0. Throws for a zone nobody knows. */
export function wallClock(at: Date, zone: string): WallClock {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  );
  return {
    hour: Number(parts['hour']),
    minute: Number(parts['minute']),
    weekday: weekdays.indexOf(parts['weekday'] ?? ''),
  };
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const format = formatFor(zone);
  if (formats.size >= mostKept) formats.clear();
  formats.set(zone, format);
  return format;
}

function formatFor(zone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      hour: '2-digit',
      minute: '2-digit',
      weekday: 'short',
    });
  } catch {
    throw new Error(`“${zone.slice(0, 60)}” is not a time zone such as Europe/Berlin`);
  }
}
