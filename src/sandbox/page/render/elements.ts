// One interactive element, whatever its type.
import { el } from '../dom.ts';
import { field, text } from '../read.ts';
import { textBox, tickBoxes } from './inputs.ts';
import { overflowMenu } from './menu.ts';
import { momentBox } from './moment-box.ts';
import { selectMenu } from './selects.ts';
import { controlProps, press, type Slot } from './stage.ts';
import { plain } from './text.ts';
import { unknownThing } from './unknown.ts';

/** Draws the element of a slot; one of an unknown type shows its JSON. */
export function elementNode(slot: Slot): HTMLElement {
  switch (text(slot.element, 'type')) {
    case 'button':
    case 'workflow_button':
      return button(slot);
    case 'overflow':
      return overflowMenu(slot);
    case 'radio_buttons':
    case 'checkboxes':
      return tickBoxes(slot);
    case 'datetimepicker':
      return momentBox(slot);
    default:
      return textBox(slot) ?? selectMenu(slot) ?? unknownThing('element', slot.element);
  }
}

function button(slot: Slot): HTMLElement {
  const style = text(slot.element, 'style');
  const url = text(slot.element, 'url');
  const name = text(slot.element, 'accessibility_label');
  const props = {
    ...controlProps(slot),
    class: style === 'primary' || style === 'danger' ? `button ${style}` : 'button',
    'aria-label': name === '' ? undefined : name,
  };
  const label = plain(field(slot.element, 'text'));
  const isWeb = /^https?:\/\//iu.test(url);
  const node = isWeb
    ? el('a', { ...props, href: url, target: '_blank', rel: 'noopener noreferrer' }, label)
    : el('button', { ...props, type: 'button' }, label);
  node.addEventListener('click', () => void press(slot, node, field(slot.element, 'value')));
  return node;
}
