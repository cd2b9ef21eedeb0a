import { el } from '../dom.ts';
import type { Block } from '../protocol.ts';
import { field, list, text } from '../read.ts';
import { elementNode } from './elements.ts';
import { domId, type Slot, type Stage } from './stage.ts';
import { plain } from './text.ts';

const groups = new Set(['radio_buttons', 'checkboxes']);

/** A labelled input with its hint and its field error; what is typed is kept, not sent, until the view is submitted. */
export function inputBlock(block: Block, stage: Stage): HTMLElement {
  const element = field(block, 'element') ?? null;
  const control = { block: text(block, 'block_id'), action: text(element, 'action_id') };
  const id = domId(stage, control);
  const label = plain(field(block, 'label'));
  const hint = field(block, 'hint');
  const error = stage.view?.errors[control.block];
  const optional = field(block, 'optional') === true;
  const about = [hint === undefined ? '' : `${id}-hint`, error === undefined ? '' : `${id}-error`]
    .filter(Boolean)
    .join(' ');
  const slot: Slot = {
    stage,
    control,
    element,
    id,
    name: optional ? `${label} (optional)` : label,
    ...(about === '' ? {} : { describedBy: about }),
    required: !optional,
    invalid: error !== undefined,
    waitsForEnter: waitsForEnter(block),
    changed: (value) => {
      if (stage.view !== undefined) stage.desk.fill(stage.view.id, control, value);
    },
  };
  const shown = [label, optional ? el('span', { class: 'optional' }, ' (optional)') : undefined];
  const isGroup = groups.has(text(element, 'type'));
  return el(
    'div',
    { class: error === undefined ? 'input' : 'input has-error' },
    isGroup ? el('div', { class: 'label' }, ...shown) : el('label', { class: 'label', for: id }, ...shown),
    elementNode(slot),
    error === undefined ? undefined : el('p', { id: `${id}-error`, class: 'field-error' }, error),
    hint === undefined ? undefined : el('p', { id: `${id}-hint`, class: 'hint' }, plain(hint)),
  );
}

/** Slack's default for a text box with `dispatch_action` is `on_enter_pressed`. */
function waitsForEnter(block: Block): boolean {
  const element = field(block, 'element');
  if (field(block, 'dispatch_action') !== true || text(element, 'type') !== 'plain_text_input') return false;
  const when = list(field(element, 'dispatch_action_config'), 'trigger_actions_on');
  return !when.includes('on_character_entered');
}
