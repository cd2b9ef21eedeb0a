import { el } from '../dom.ts';
import type { Json, WorkspaceState } from '../protocol.ts';
import { field, text } from '../read.ts';
import { plain, textNode } from './text.ts';

/** Shows a confirmation dialog object as a real dialog; true when the person confirms, false on deny or Escape. */
export function askConfirm(confirm: Json, state: WorkspaceState): Promise<boolean> {
  const yes = text(confirm, 'style') === 'danger' ? 'button danger' : 'button primary';
  const title = el('h2', { id: 'confirm-title' }, plain(field(confirm, 'title')) || 'Are you sure?');
  const dialog = el(
    'dialog',
    { class: 'confirm', 'aria-labelledby': 'confirm-title', 'aria-describedby': 'confirm-text' },
    el(
      'form',
      { method: 'dialog' },
      title,
      el('div', { id: 'confirm-text', class: 'confirm-text' }, textNode(field(confirm, 'text'), state)),
      el(
        'footer',
        {},
        el(
          'button',
          { class: 'button', value: 'deny', 'data-confirm': 'deny' },
          plain(field(confirm, 'deny')) || 'Cancel',
        ),
        el(
          'button',
          { class: yes, value: 'confirm', 'data-confirm': 'confirm', autofocus: true },
          plain(field(confirm, 'confirm')) || 'Confirm',
        ),
      ),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'confirm');
    });
  });
}
