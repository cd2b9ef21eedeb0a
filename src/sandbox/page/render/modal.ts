// The modal stack: each view is a real dialog, so focus stays inside it and everything else is inert.
import type { Desk } from '../desk.ts';
import { el, setText } from '../dom.ts';
import { keyedList } from '../keyed-list.ts';
import type { ViewState } from '../protocol.ts';
import { blockItems } from './blocks.ts';
import { withEmoji } from './emoji.ts';

type Open = { readonly dialog: HTMLDialogElement; readonly draw: (view: ViewState, depth: number) => void };

/** Keeps the open dialogs equal to the person's stack of views; only the top one is usable, as dialogs nest. */
export function createModals(desk: Desk): (views: readonly ViewState[]) => void {
  const open = new Map<string, Open>();
  return (views) => {
    const ids = new Set(views.map(({ id }) => id));
    for (const [id, { dialog }] of [...open].toReversed()) {
      if (ids.has(id)) continue;
      open.delete(id);
      dialog.close();
      dialog.remove();
      returnFocus();
    }
    for (const [depth, view] of views.entries()) {
      const shown = open.get(view.id) ?? createModal(desk, view.id, () => open.has(view.id));
      shown.draw(view, depth);
      if (open.has(view.id)) continue;
      open.set(view.id, shown);
      document.body.append(shown.dialog);
      shown.dialog.showModal();
      focusFirst(shown.dialog);
    }
  };
}

type Parts = {
  readonly dialog: HTMLDialogElement;
  readonly title: HTMLElement;
  readonly body: HTMLElement;
  readonly submit: HTMLElement;
  readonly cancel: HTMLElement;
};

function createModal(desk: Desk, id: string, stillOpen: () => boolean): Open {
  const parts = modalParts(id);
  const { dialog, title, body, submit, cancel } = parts;
  const show = keyedList(body);
  let errors = '{}';
  listen(parts, {
    leave: () => void desk.close(id),
    send: () => void send(desk, id, parts),
    stillOpen,
  });
  const draw = (view: ViewState, depth: number) => {
    setText(title, withEmoji(view.title));
    setText(submit, view.submit === undefined ? '' : withEmoji(view.submit));
    submit.hidden = view.submit === undefined;
    setText(
      cancel,
      withEmoji(view.close ?? (depth > 0 ? 'Back' : view.submit === undefined ? 'Close' : 'Cancel')),
    );
    show(blockItems(view.blocks, { desk, place: { kind: 'modal', view: id }, view }));
    const fresh = JSON.stringify(view.errors);
    if (fresh !== errors && fresh !== '{}') focusInvalid(body);
    errors = fresh;
  };
  return { dialog, draw };
}

function modalParts(id: string): Parts {
  const title = el('h2', { id: `${id}-title` });
  const body = el('div', { class: 'modal-body', tabindex: -1 });
  const submit = el('button', { type: 'submit', class: 'button primary', 'data-submit': id });
  const cancel = el('button', { type: 'button', class: 'button', 'data-close': id });
  const cross = el(
    'button',
    { type: 'button', class: 'clear', 'aria-label': 'Close', 'data-cross': id },
    '×',
  );
  cross.addEventListener('click', () => cancel.click());
  const form = el(
    'form',
    { novalidate: true },
    el('header', {}, title, cross),
    body,
    el('footer', {}, cancel, submit),
  );
  const props = { class: 'modal', 'aria-labelledby': `${id}-title`, 'data-stage': '', 'data-view-id': id };
  return { dialog: el('dialog', props, form), title, body, submit, cancel };
}

type Wishes = { readonly leave: () => void; readonly send: () => void; readonly stillOpen: () => boolean };

function listen({ dialog, submit, cancel }: Parts, { leave, send: submitted, stillOpen }: Wishes): void {
  cancel.addEventListener('click', leave);
  dialog.addEventListener('cancel', (event) => {
    if (event.target !== dialog) return;
    event.preventDefault();
    leave();
  });
  // The browser may close a dialog on a second Escape without asking; then the app must still hear of it.
  dialog.addEventListener('close', (event) => event.target === dialog && stillOpen() && leave());
  dialog.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!submit.hidden) submitted();
  });
}

async function send(desk: Desk, id: string, { dialog, submit }: Parts): Promise<void> {
  if (dialog.getAttribute('aria-busy') === 'true') return;
  // A text box speaks when it is left; Enter submits without leaving it.
  document.activeElement?.dispatchEvent(new Event('change'));
  dialog.setAttribute('aria-busy', 'true');
  submit.setAttribute('aria-disabled', 'true');
  submit.classList.add('working');
  await desk.submit(id);
  dialog.removeAttribute('aria-busy');
  submit.removeAttribute('aria-disabled');
  submit.classList.remove('working');
}

/**
 * The browser gives the focus back to what had it before. A text box then has no caret in Chromium until it is focused
 * anew; and what had the focus may be gone, drawn anew while the dialog was open.
 */
function returnFocus(): void {
  const active = document.activeElement;
  const lost = active === null || active === document.body;
  const target = lost ? document.querySelector('dialog[open] .modal-body, #composer, .home-body') : active;
  if (!(target instanceof HTMLElement)) return;
  target.blur();
  target.focus({ preventScroll: true });
}

function focusFirst(dialog: HTMLElement): void {
  const first = dialog.querySelector(
    '.modal-body :is(input, select, textarea), .modal-body [data-action-id], [data-close]',
  );
  if (first instanceof HTMLElement) first.focus();
}

function focusInvalid(body: HTMLElement): void {
  const wrong = body.querySelector('[aria-invalid="true"]');
  const inner =
    wrong?.matches('[role=group], [role=radiogroup]') === true ? wrong.querySelector('input') : wrong;
  if (inner instanceof HTMLElement) inner.focus();
}
