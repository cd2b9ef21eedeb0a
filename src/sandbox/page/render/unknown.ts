import { el } from '../dom.ts';
import { text } from '../read.ts';

/** What this page cannot draw: its type, and its JSON on demand. */
export function unknownThing(kind: 'block' | 'element', thing: unknown): HTMLElement {
  const name = text(thing, 'type') || 'without a type';
  const json = el('pre', {}, el('code', {}, JSON.stringify(thing, null, 2)));
  return el(
    'details',
    { class: 'unknown' },
    el('summary', {}, `This page does not draw the ${kind} “${name}”`),
    json,
  );
}
