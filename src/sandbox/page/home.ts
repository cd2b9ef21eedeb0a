// The middle pane when the app's Home tab is open.
import type { Desk } from './desk.ts';
import { el, setText } from './dom.ts';
import { keyedList } from './keyed-list.ts';
import type { ViewState } from './protocol.ts';
import { blockItems } from './render/blocks.ts';

export type HomePane = {
  readonly node: HTMLElement;
  readonly draw: (home: ViewState | null, appName: string) => void;
};

/** One person's Home tab, as the app published it. */
export function createHomePane(desk: Desk): HomePane {
  const title = el('h1', { class: 'pane-title' });
  const waiting = el('p', { class: 'start' });
  const blocks = el('div', { class: 'home-blocks', 'data-stage': '', 'data-home': '' });
  const body = el(
    'div',
    { class: 'home-body', tabindex: 0, role: 'region', 'aria-label': 'Home' },
    waiting,
    blocks,
  );
  const about = el('p', { class: 'pane-about' }, 'Home tab: only this person sees it');
  const node = el(
    'section',
    { class: 'pane home' },
    el('header', { class: 'pane-head' }, title, about),
    body,
  );
  const show = keyedList(blocks);
  return {
    node,
    draw: (home, appName) => {
      setText(title, `${appName} Home`);
      waiting.hidden = home !== null;
      setText(waiting, `${appName} has not published a Home tab for this person yet.`);
      show(home === null ? [] : blockItems(home.blocks, { desk, place: { kind: 'home' }, view: home }));
    },
  };
}
