// A date and a time in one field. Slack keeps the moment in seconds; the browser shows it on the reader's clock.
import { el } from '../dom.ts';
import { number } from '../read.ts';
import { controlProps, keptValue, type Slot } from './stage.ts';

/** The field of a datetimepicker. */
export function momentBox(slot: Slot): HTMLElement {
  const { raw, state } = keptValue(slot);
  const kept =
    typeof raw === 'number'
      ? raw
      : raw === null
        ? undefined
        : state === undefined
          ? number(slot.element, 'initial_date_time')
          : number(state, 'selected_date_time');
  const box = el('input', { ...controlProps(slot), class: 'field', type: 'datetime-local' });
  box.value = kept === undefined ? '' : onTheClock(new Date(kept * 1_000));
  box.addEventListener('change', () => {
    const at = new Date(box.value).getTime();
    slot.changed(Number.isNaN(at) ? null : Math.floor(at / 1_000));
  });
  return box;
}

const two = (value: number): string => String(value).padStart(2, '0');

const onTheClock = (at: Date): string =>
  `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
