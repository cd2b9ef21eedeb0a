// Places a list or menu beside the control it belongs to, inside dialogs too: fixed, so that no scroll box clips it.

const gap = 4;
const tallest = 300;

/** Shows `popup` under `anchor`, or above it where there is more room. */
export function placeBeside(popup: HTMLElement, anchor: HTMLElement): void {
  popup.hidden = false;
  const box = anchor.getBoundingClientRect();
  const below = window.innerHeight - box.bottom - gap;
  const above = box.top - gap;
  const height = Math.min(popup.scrollHeight + 2, tallest);
  const up = below < height && above > below;
  const room = Math.max(80, Math.min(tallest, (up ? above : below) - gap));
  popup.style.maxHeight = `${room}px`;
  popup.style.minWidth = `${Math.min(box.width, window.innerWidth - 16)}px`;
  popup.style.left = `${Math.max(8, Math.min(box.left, window.innerWidth - popup.offsetWidth - 8))}px`;
  popup.style.top = up ? 'auto' : `${box.bottom + gap}px`;
  popup.style.bottom = up ? `${window.innerHeight - box.top + gap}px` : 'auto';
}
