const mostKept = 100;
const formats = new Map<string, Intl.DateTimeFormat>();
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

export type WallClock = { readonly hour: number; readonly minute: number; readonly weekday: number };

/**
 * What the clock on the wall shows: hour 0–23, minute, weekday with Sunday as 0. The zone is an IANA name or a distance from UTC such
 * as `-05:30`. Throws for a zone nobody knows.
 */
export function wallClock(at: Date, zone: string): WallClock {
  const [distance, sign, hours, minutes] = /^([+-]?)([01]\d|2[0-3]):([0-5]\d)$/.exec(zone) ?? [];
  if (distance === undefined) return wallClockIn(at, zone);
  const away = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return wallClockIn(new Date(at.getTime() + (sign === '-' ? -away : away)), 'UTC');
}

function wallClockIn(at: Date, zone: string): WallClock {
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
