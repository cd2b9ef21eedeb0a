import type { Item } from '../../domain/item.ts';
import type { ParsedRequest } from '../../domain/parse-request.ts';

/** What keeps a typed request from being sent as it is, as a sentence for the top of the form; undefined when nothing does. */
export function whatIsMissing(parsed: ParsedRequest, item: Item | undefined): string | undefined {
  const wrong = [...itemTrouble(parsed, item), ...durationTrouble(parsed)];
  const missing = [
    ...(parsed.duration === undefined && parsed.durationText === undefined ? ['for how long'] : []),
    ...(parsed.reason === '' ? ['why'] : []),
  ];
  const sentences = [...wrong, ...(missing.length === 0 ? [] : [`Still missing: ${missing.join(' and ')}.`])];
  return sentences.length === 0 ? undefined : sentences.join(' ');
}

function itemTrouble(parsed: ParsedRequest, item: Item | undefined): readonly string[] {
  if (parsed.item !== undefined) return [];
  const written = parsed.itemText === undefined ? 'that' : `“${parsed.itemText}”`;
  return item === undefined
    ? [`There is no item called ${written} available to you, or several could be meant. Choose one.`]
    : [`There is no item called ${written}; ${item.name} comes nearest. Check that it is what you mean.`];
}

const durationTrouble = (parsed: ParsedRequest): readonly string[] =>
  parsed.durationText !== undefined && parsed.duration === undefined
    ? [`“${parsed.durationText}” is no length of time; write for example 30m, 2h or 1 day.`]
    : [];
