// The workspace's clock: it can be moved forward, so that nobody waits a day to see access end.
import type { Desk } from './desk.ts';
import { el, setText } from './dom.ts';

export type ClockBox = { readonly node: HTMLElement; readonly set: (now: number) => void };

const steps = [
  { label: '+5 min', seconds: 300 },
  { label: '+15 min', seconds: 900 },
  { label: '+1 h', seconds: 3_600 },
  { label: '+1 day', seconds: 86_400 },
] as const;

/** Shows the time last heard of, carried on by the seconds since, and moves it. */
export function createClock(desk: Desk): ClockBox {
  const face = createFace();
  const status = el('p', { class: 'visually-hidden', role: 'status' });
  const move = async (seconds: number) => {
    if (node.getAttribute('aria-busy') === 'true') return;
    node.setAttribute('aria-busy', 'true');
    await desk.advance(seconds);
    node.removeAttribute('aria-busy');
    setText(status, `The workspace's clock shows ${face.node.textContent}`);
  };
  const buttons = steps.map(({ label, seconds }) =>
    el(
      'button',
      { type: 'button', class: 'button', 'data-advance': seconds, onclick: () => void move(seconds) },
      label,
    ),
  );
  const node = el(
    'section',
    { class: 'clock', 'aria-labelledby': 'clock-title' },
    el('h2', { id: 'clock-title' }, 'Workspace clock'),
    face.node,
    el('div', { class: 'clock-steps', role: 'group', 'aria-label': 'Move the clock' }, ...buttons),
    otherStep(move),
    status,
  );
  return { node, set: face.set };
}

function createFace(): ClockBox {
  const time = el('time', { class: 'clock-time' });
  const day = el('span', { class: 'clock-day' });
  let heard = { now: Date.now(), at: performance.now(), runs: true };
  const tick = () => {
    const shown = new Date(heard.now + (heard.runs ? performance.now() - heard.at : 0));
    setText(
      time,
      shown.toLocaleTimeString('en-US', { hour: 'numeric', minute: '2-digit', second: '2-digit' }),
    );
    setText(
      day,
      shown.toLocaleDateString('en-US', {
        weekday: 'short',
        day: 'numeric',
        month: 'short',
        year: 'numeric',
      }),
    );
    time.dateTime = shown.toISOString();
  };
  setInterval(tick, 1_000);
  return {
    node: el('p', { class: 'clock-face' }, time, ' ', day),
    set: (now) => {
      const passed = performance.now() - heard.at;
      // A workspace may be started with a clock that only moves when told.
      const runs = passed < 2_000 ? heard.runs : now !== heard.now;
      heard = { now, at: performance.now(), runs };
      tick();
    },
  };
}

function otherStep(move: (seconds: number) => Promise<void>): HTMLElement {
  const amount = el('input', {
    type: 'number',
    class: 'field',
    min: 1,
    step: 1,
    value: 8,
    id: 'clock-amount',
    'aria-label': 'How much',
  });
  const unit = el(
    'select',
    { class: 'field', 'aria-label': 'Unit' },
    el('option', { value: 60 }, 'minutes'),
    el('option', { value: 3_600, selected: true }, 'hours'),
    el('option', { value: 86_400 }, 'days'),
  );
  const go = el('button', { type: 'submit', class: 'button', 'data-advance': 'other' }, 'Move');
  const form = el(
    'form',
    { class: 'clock-other' },
    el('label', { for: 'clock-amount' }, 'or by'),
    amount,
    unit,
    go,
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const seconds = Math.round(amount.valueAsNumber * Number(unit.value));
    if (seconds > 0) void move(seconds);
  });
  return form;
}
