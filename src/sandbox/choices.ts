// Turns what a person picks or types into the wire value of an element, or says why the client would not let them.

import type { Shape } from './json.ts';
import { field, isList, list, words } from './json.ts';
import type { Json } from './page/protocol.ts';
import type { Workspace } from './workspace.ts';

export type Chosen =
  | { readonly ok: true; readonly value: Json }
  | { readonly ok: false; readonly text: string };

/**
 * @param choice.value an option's value or the option itself, an id, a date, a text; a list of them for a multi element
 * @param choice.offered what an external select was last offered
 */
export function choose(
  w: Workspace,
  element: Shape,
  choice: { readonly value: Json; readonly offered: readonly Json[] },
): Chosen {
  const { value } = choice;
  const type = words(element, 'type') ?? '';
  if (type === 'checkboxes' || type.startsWith('multi_')) return chooseSeveral(w, element, choice);
  if (value === null || value === '') return { ok: true, value: null };
  return chooseOne(w, { element, type, ...choice });
}

function chooseSeveral(
  w: Workspace,
  element: Shape,
  { value, offered }: { readonly value: Json; readonly offered: readonly Json[] },
): Chosen {
  const wanted = isList(value) ? value : value === null ? [] : [value];
  const type = (words(element, 'type') ?? '').replace('multi_', '');
  const most = field(element, 'max_selected_items');
  if (typeof most === 'number' && wanted.length > most) return refuse(`You can pick at most ${most}.`);
  const picked: Json[] = [];
  for (const one of wanted) {
    const chosen = chooseOne(w, { element, type, value: one, offered });
    if (!chosen.ok) return chosen;
    picked.push(chosen.value);
  }
  return { ok: true, value: picked };
}

type Question = {
  readonly element: Shape;
  readonly type: string;
  readonly value: Json;
  readonly offered: readonly Json[];
};

function chooseOne(w: Workspace, { element, type, value, offered }: Question): Chosen {
  switch (type) {
    case 'users_select':
      return known(w.users, value, 'There is no such person.');
    case 'conversations_select':
      return known(w.channels, value, 'There is no such conversation.');
    case 'datepicker':
      return matching(value, /^\d{4}-\d{2}-\d{2}$/, 'Pick a date.');
    case 'timepicker':
      return matching(value, /^([01]\d|2[0-3]):[0-5]\d$/, 'Pick a time.');
    case 'datetimepicker':
      return typeof value === 'number' ? { ok: true, value } : refuse('Pick a date and a time.');
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
      return typeof value === 'string' ? { ok: true, value } : refuse('Type a text.');
    case 'number_input':
      return typeof value === 'string' || typeof value === 'number'
        ? { ok: true, value: String(value) }
        : refuse('Type a number.');
    default:
      return anOption([...optionsOf(element), ...offered], value);
  }
}

/** Everything a select, radio group, checkbox group or overflow menu shows. */
function optionsOf(element: Shape): readonly Json[] {
  const grouped = list(element, 'option_groups').flatMap((group) => list(group, 'options'));
  const first = field(element, 'initial_option');
  const kept = [...(first === undefined ? [] : [first]), ...list(element, 'initial_options')];
  return [...list(element, 'options'), ...grouped, ...kept];
}

function anOption(options: readonly Json[], value: Json): Chosen {
  const wanted = typeof value === 'string' ? value : words(value, 'value');
  const option = options.find((one) => words(one, 'value') === wanted);
  return option === undefined ? refuse('That is not one of the options.') : { ok: true, value: option };
}

function known(all: ReadonlyMap<string, unknown>, value: Json, text: string): Chosen {
  return typeof value === 'string' && all.has(value) ? { ok: true, value } : refuse(text);
}

function matching(value: Json, pattern: RegExp, text: string): Chosen {
  return typeof value === 'string' && pattern.test(value) ? { ok: true, value } : refuse(text);
}

function refuse(text: string): Chosen {
  return { ok: false, text };
}
