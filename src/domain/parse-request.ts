import { parseDuration } from './duration.ts';
import type { Seconds } from './instant.ts';
import { nearest, slipsBetween } from './nearest.ts';
import type { StartWords } from './parse-start.ts';
import { readStart } from './parse-start.ts';

/** Something that can be asked for, with the words people use for it. */
export type Nameable = { readonly id: string; readonly name: string; readonly aliases: readonly string[] };

/** What the text was understood as. What is absent was not said, or not in a way that leaves no doubt. */
export type ParsedRequest = {
  /** The id of the item. */
  readonly item?: string;
  /** What was written where no item was recognised, or where the words fit several. */
  readonly itemText?: string;
  /** The id of the item that `itemText` most likely means. */
  readonly nearest?: string;
  readonly duration?: Seconds;
  /** The length of time as it was written, also when it is none: `1e3`, `-2h`. */
  readonly durationText?: string;
  /** When it is to begin, where that was said with a time of day. */
  readonly start?: StartWords;
  /** The rest, without a leading “because”. May be empty. */
  readonly reason: string;
};

/**
 * Reads the text after `/access request`: what, how long, from when, why. Names are matched by id, name or alias whatever their case, the
 * longest first; quotes may stand around the item or the reason. Slack's `&amp;`, `&lt;` and `&gt;` are read as what they stand for.
 */
export function parseRequest(text: string, items: readonly Nameable[]): ParsedRequest {
  const words = unescape(text)
    .normalize('NFC')
    .trim()
    .split(/\s+/u)
    .filter((word) => word !== '');
  const what = readItem(words, items);
  const length = readDuration(words.slice(what.taken));
  const { start, taken } = readStart(words.slice(what.taken + length.taken));
  const reason = readReason(words.slice(what.taken + length.taken + taken));
  return { ...what.found, ...length.found, ...(start === undefined ? {} : { start }), reason };
}

type Part<Found> = { readonly found: Found; readonly taken: number };

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };
const unescape = (text: string): string =>
  text.replace(/&(?:amp|lt|gt);/g, (entity) => entities[entity] ?? entity);

function readItem(
  words: readonly string[],
  items: readonly Nameable[],
): Part<Pick<ParsedRequest, 'item' | 'itemText' | 'nearest'>> {
  const labels = labelsOf(items);
  const quoted = quotedWords(words);
  const most = quoted ?? Math.min(words.length, Math.max(0, ...labels.map((label) => label.words)));
  for (let taken = most; taken >= (quoted ?? 1); taken--) {
    const written = bare(words.slice(0, taken));
    const ids = labels.filter((label) => label.text === written.toLowerCase()).map((label) => label.id);
    const [id] = ids;
    if (id !== undefined)
      return { taken, found: ids.every((one) => one === id) ? { item: id } : { itemText: written } };
  }
  return unknownItem(words, labels, quoted);
}

type Label = { readonly text: string; readonly words: number; readonly id: string };

/** An id means its own item only; a name or an alias may be shared. */
function labelsOf(items: readonly Nameable[]): readonly Label[] {
  const ids = new Set(items.map((item) => item.id.toLowerCase()));
  const label = (text: string, id: string): Label => {
    const words = text.normalize('NFC').trim().toLowerCase().split(/\s+/u);
    return { text: words.join(' '), words: words.length, id };
  };
  return items.flatMap((item) => [
    label(item.id, item.id),
    ...[item.name, ...item.aliases]
      .map((text) => label(text, item.id))
      .filter(({ text }) => text !== '' && !ids.has(text)),
  ]);
}

/** The misspelt beginning that comes nearest to a label, the longer of two equal ones; else everything before a length of time, else the first word. */
function unknownItem(
  words: readonly string[],
  labels: readonly Label[],
  quoted: number | undefined,
): Part<Pick<ParsedRequest, 'itemText' | 'nearest'>> {
  if (words.length === 0) return { found: {}, taken: 0 };
  const known = labels.map((label) => label.text);
  const beginnings =
    quoted === undefined ? [1, 2, 3, 4, 5, 6].filter((count) => count <= words.length) : [quoted];
  let best: { taken: number; label: string; slips: number } | undefined;
  for (const taken of beginnings) {
    const written = bare(words.slice(0, taken));
    const label = nearest(written, known);
    const slips = label === undefined ? undefined : slipsBetween(written, label);
    if (label !== undefined && slips !== undefined && slips <= (best?.slips ?? Number.POSITIVE_INFINITY))
      best = { taken, label, slips };
  }
  const taken = best?.taken ?? quoted ?? wordsBeforeDuration(words);
  const meant = labels.find((label) => label.text === best?.label)?.id;
  return {
    taken,
    found: { itemText: bare(words.slice(0, taken)), ...(meant === undefined ? {} : { nearest: meant }) },
  };
}

function wordsBeforeDuration(words: readonly string[]): number {
  const index = words
    .slice(1, 6)
    .findIndex((_, at) => readDuration(words.slice(at + 1)).found.duration !== undefined);
  return index === -1 ? 1 : index + 1;
}

const opening = /^["'“”„«‘]/u;
const closing = /["'“”»’][,:;]?$/u;

/** How many words stand in the quotes that the text begins with. */
function quotedWords(words: readonly string[]): number | undefined {
  if (!opening.test(words[0] ?? '')) return undefined;
  const last = words.findIndex((word, index) => closing.test(word) && (index > 0 || word.length > 2));
  return last === -1 ? undefined : last + 1;
}

const bare = (words: readonly string[]): string =>
  words
    .join(' ')
    .replace(/[,:;]$/u, '')
    .replace(opening, '')
    .replace(/["'“”»’]$/u, '')
    .trim();

const mostDurationWords = 4;
// A digit, or a sign and a digit: it was meant as a number of something.
const numberLike = /^[+\-−–]?\d/u;

function readDuration(words: readonly string[]): Part<Pick<ParsedRequest, 'duration' | 'durationText'>> {
  const lead = words[0]?.toLowerCase() === 'for' ? 1 : 0;
  const rest = words.slice(lead, lead + mostDurationWords);
  let best: { duration: Seconds; count: number } | undefined;
  for (let count = 1; count <= rest.length; count++) {
    const duration = parseDuration(unpunctuated(rest.slice(0, count)));
    // A greater unit after a smaller one is no longer the same length of time: “2h 3 days of logs are gone”.
    if (duration !== undefined && (best === undefined || duration < 2 * best.duration))
      best = { duration, count };
  }
  if (best !== undefined) {
    const durationText = unpunctuated(rest.slice(0, best.count));
    return { found: { duration: best.duration, durationText }, taken: lead + best.count };
  }
  const [first] = rest;
  return first !== undefined && numberLike.test(first)
    ? { found: { durationText: unpunctuated([first]) }, taken: lead + 1 }
    : { found: {}, taken: 0 };
}

const unpunctuated = (words: readonly string[]): string => words.join(' ').replace(/[,.:;]$/u, '');

function readReason(words: readonly string[]): string {
  const [first = ''] = words;
  const lead = /^(?:because|since|[-–—:,])$/iu.test(first) ? 1 : 0;
  const text = words.slice(lead).join(' ');
  return text.length > 2 && opening.test(text) && closing.test(text) ? text.slice(1, -1).trim() : text;
}
