import { el } from './dom.ts';

export type Toasts = { readonly show: (text: string, kind: 'error' | 'note') => void };

const stayMs = 8_000;

/** Short messages in a corner. They appear inside the open dialog, if there is one, since all else is inert then. */
export function createToasts(): Toasts {
  return {
    show: (text, kind) => {
      for (const same of document.querySelectorAll('.toast'))
        if (same.getAttribute('data-text') === text) same.remove();
      const toast = el('div', {
        class: `toast ${kind}`,
        role: kind === 'error' ? 'alert' : 'status',
        'data-text': text,
      });
      const close = el(
        'button',
        { type: 'button', class: 'clear', 'aria-label': 'Dismiss', onclick: () => toast.remove() },
        '×',
      );
      toastBox().append(toast);
      // A live region speaks of what is added to it after it is there.
      toast.append(el('span', {}, text), close);
      setTimeout(() => toast.remove(), stayMs);
    },
  };
}

function toastBox(): HTMLElement {
  const dialogs = document.querySelectorAll('dialog[open]');
  const host = dialogs[dialogs.length - 1] ?? document.body;
  const found = host.querySelector(':scope > .toasts');
  if (found instanceof HTMLElement) return found;
  const box = el('div', { class: 'toasts' });
  host.append(box);
  return box;
}
