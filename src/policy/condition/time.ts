// Times and lengths of time, read as strictly as CEL says. The library's own readers take `new Date("Tue Nov 24 2026 10:00")` in the
// zone of the machine, refuse numeric offsets, and lose an hour where the machine's zone changes its clocks.

const timestampShape =
  /^(\d{4})-(\d\d)-(\d\d)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
const first = Date.parse('0001-01-01T00:00:00Z');
const last = Date.parse('9999-12-31T23:59:59.999Z');

/** An RFC 3339 time, to the millisecond. Throws for anything else, for 30 February, and outside the years 1 to 9999. */
export function timestampFrom(text: string): Date {
  const parts = timestampShape.exec(text);
  const at = new Date(text);
  const [, year, month, day] = parts ?? [];
  const days = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  if (parts === null || Number(day) > days || !(at.getTime() >= first && at.getTime() <= last))
    throw new Error(`“${text.slice(0, 60)}” is not a time such as 2026-11-25T09:00:00Z`);
  return at;
}

/** Seconds since 1970 as a time. Throws outside the years 1 to 9999. */
export function timestampFromSeconds(seconds: bigint): Date {
  const at = Number(seconds) * 1_000;
  if (at >= first && at <= last) return new Date(at);
  throw new Error(`${seconds} seconds since 1970 is no time between the years 1 and 9999`);
}

const durationShape = /^[-+]?(?:0|(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|ms|s|m|h))+)$/;
const unit = /(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)/g;
const secondsOf: Readonly<Record<string, number>> = {
  h: 3_600,
  m: 60,
  s: 1,
  ms: 1e-3,
  us: 1e-6,
  µs: 1e-6,
  ns: 1e-9,
};
/** Ten thousand years, CEL's limit. */
const longestDuration = 315_576_000_000;

/** Throws unless the text is a length of time as Go and CEL write it: “1h30m”, “-1.5s”, “0”. */
export function assertDuration(text: string): void {
  if (text.length > 100 || !durationShape.test(text))
    throw new Error(`“${text.slice(0, 60)}” is not a length of time such as 1h30m`);
  let seconds = 0;
  for (const [, amount, name] of text.matchAll(unit))
    seconds += Number(amount) * (secondsOf[name ?? ''] ?? 0);
  if (seconds > longestDuration) throw new Error(`“${text}” is longer than ten thousand years`);
}
