// Elements a person types or ticks: text, numbers, dates, times, radio buttons and checkboxes.
import { el } from '../dom.ts';
import type { Json } from '../protocol.ts';
import { field, list, number, text } from '../read.ts';
import { chosenOptions, sameOption } from './options.ts';
import { controlProps, keptValue, type Slot } from './stage.ts';
import { plain, textNode } from './text.ts';

const typingMs = 200;

type Kind = { readonly type: string; readonly kept: string; readonly initial: string };
const boxes: { readonly [type: string]: Kind } = {
  plain_text_input: { type: 'text', kept: 'value', initial: 'initial_value' },
  number_input: { type: 'text', kept: 'value', initial: 'initial_value' },
  email_text_input: { type: 'email', kept: 'value', initial: 'initial_value' },
  url_text_input: { type: 'url', kept: 'value', initial: 'initial_value' },
  datepicker: { type: 'date', kept: 'selected_date', initial: 'initial_date' },
  timepicker: { type: 'time', kept: 'selected_time', initial: 'initial_time' },
};

/** A text box, number box, date or time field; undefined when the element is none of these. */
export function textBox(slot: Slot): HTMLElement | undefined {
  const kind = boxes[text(slot.element, 'type')];
  if (kind === undefined) return undefined;
  const { raw, state } = keptValue(slot);
  const value = typeof raw === 'string' ? raw : raw === null ? '' : startText(slot.element, state, kind);
  const props = {
    ...controlProps(slot),
    class: 'field',
    placeholder: plain(field(slot.element, 'placeholder')),
  };
  const multiline = field(slot.element, 'multiline') === true;
  const box = multiline ? el('textarea', { ...props, rows: 3 }) : el('input', { ...props, type: kind.type });
  if (text(slot.element, 'type') === 'number_input') box.setAttribute('inputmode', 'decimal');
  box.value = value;
  listen(box, slot);
  return box;
}

function startText(element: Json, state: Json | undefined, { kept, initial }: Kind): string {
  if (state === undefined) return text(element, initial) || String(number(element, initial) ?? '');
  return text(state, kept) || String(number(state, kept) ?? '');
}

/** Typing is kept after a short rest; a box that dispatches on Enter only is kept on Enter and when it is left. */
function listen(box: HTMLInputElement | HTMLTextAreaElement, slot: Slot): void {
  let timer: number | undefined;
  let told = box.value;
  const tell = () => {
    clearTimeout(timer);
    if (box.value === told) return;
    told = box.value;
    slot.changed(box.value === '' ? null : box.value);
  };
  box.addEventListener('input', () => {
    if (slot.waitsForEnter) return;
    clearTimeout(timer);
    timer = setTimeout(tell, typingMs);
  });
  box.addEventListener('change', tell);
  box.addEventListener('keydown', (event) => {
    if (!slot.waitsForEnter || !(event instanceof KeyboardEvent) || event.key !== 'Enter' || event.shiftKey)
      return;
    event.preventDefault();
    tell();
  });
}

/** Radio buttons or checkboxes: a group of native inputs with their descriptions. */
export function tickBoxes(slot: Slot): HTMLElement {
  const many = text(slot.element, 'type') === 'checkboxes';
  const options = list(slot.element, 'options');
  const chosen = chosenOptions(slot);
  const { id, ...props } = controlProps(slot);
  const group = el('div', { ...props, id, class: 'ticks', role: many ? 'group' : 'radiogroup' });
  const inputs = options.map((option, index) =>
    el('input', {
      type: many ? 'checkbox' : 'radio',
      id: `${slot.id}-${index}`,
      name: slot.id,
      value: text(option, 'value'),
      checked: chosen.some((one) => sameOption(one, option)),
      'data-focus': `${props['data-focus'] ?? ''} ${index}`,
      'aria-describedby':
        field(option, 'description') === undefined ? undefined : `${slot.id}-${index}-about`,
    }),
  );
  group.addEventListener('change', () => {
    const ticked = options.filter((_option, index) => inputs[index]?.checked === true);
    slot.changed(many ? ticked : (ticked[0] ?? null));
  });
  group.append(...options.map((option, index) => tickRow(slot, option, { input: inputs[index], index })));
  return group;
}

function tickRow(
  slot: Slot,
  option: Json,
  at: { input: HTMLInputElement | undefined; index: number },
): HTMLElement {
  const state = slot.stage.desk.state();
  const about = field(option, 'description');
  return el(
    'div',
    { class: 'tick' },
    at.input,
    el('label', { for: `${slot.id}-${at.index}` }, textNode(field(option, 'text'), state)),
    about === undefined
      ? undefined
      : el('div', { id: `${slot.id}-${at.index}-about`, class: 'hint' }, textNode(about, state)),
  );
}
