// Puts the panes together and keeps them true to what the server tells.
import type { Api } from './api.ts';
import { createCenter } from './center.ts';
import { createClock } from './clock.ts';
import { createDesk } from './deeds.ts';
import { el } from './dom.ts';
import { createFeed } from './feed.ts';
import { createNotices } from './notices.ts';
import { createPanels } from './panels.ts';
import { followPermalinks } from './permalinks.ts';
import type { Act, WorkspaceState } from './protocol.ts';
import { createModals } from './render/modal.ts';
import { createSeat, openChannel, reachable } from './seat.ts';
import { createSidebar } from './sidebar.ts';
import type { Toasts } from './toasts.ts';
import { createUnread } from './unread.ts';

/**
 * Draws the workspace into the page, as `person` sees it, and follows it until the tab is closed; rejects if the server
 * does not answer.
 */
export async function startWorkspace(api: Api, toasts: Toasts, person?: string): Promise<void> {
  if (person !== undefined) sessionStorage.setItem('person', person);
  const seat = createSeat(sessionStorage, await api.people());
  // Slack forgets ephemeral messages when a client is loaded anew.
  await api.act({ do: 'reload', as: seat.person() });
  const unread = createUnread(sessionStorage);
  const notices = createNotices();
  const feed = createFeed(
    api,
    { seat, unread, first: await api.state(seat.person()) },
    {
      onState: () => draw(),
      onPanels: (found) => panels.draw(found),
      onOthers: () => sidebar.draw(unread.waiting()),
      onError: (error) => toasts.show(error instanceof Error ? error.message : String(error), 'error'),
    },
  );
  let counted = unread.count(feed.state());
  const state = () => counted;
  const tell = (text: string, act?: Act) => {
    // A refused form says so at its fields.
    const atFields = act?.do === 'submit' && Object.keys(state().modals.at(-1)?.errors ?? {}).length > 0;
    if (!atFields) toasts.show(text, 'error');
    if (act?.do !== 'fill' && act?.do !== 'submit') notices.add(text, state(), openChannel(seat));
    draw();
  };
  const desk = createDesk(api, { seat, state, tell, refresh: feed.refresh, clockMoved: feed.refreshAll });
  const sidebar = createSidebar(desk);
  const center = createCenter(desk, notices);
  const clock = createClock(desk);
  const panels = createPanels(desk);
  const modals = createModals(desk);
  followPermalinks(desk);
  const draw = () => {
    const now = feed.state();
    seat.look(reachable(seat.where(), now));
    for (const text of notices.take(now, openChannel(seat))) toasts.show(text, 'error');
    const open = now.channels.find(({ id }) => id === openChannel(seat));
    if (open !== undefined && !document.hidden) unread.read(now.me.id, open);
    counted = unread.count(now);
    sidebar.draw(unread.waiting());
    center.draw();
    clock.set(now.now);
    modals(now.modals);
    document.title = titleOf(now);
  };
  const aside = [panels.guide, clock.node, panels.node];
  const line = frame(sidebar.node, center.node, aside);
  desk.go(reachable(seat.where(), feed.state()));
  api.listen(feed.changed, line);
}

/** Fills the page; the answered function shows or hides the word that the line to the server is down. */
function frame(left: HTMLElement, middle: HTMLElement, right: readonly HTMLElement[]): (up: boolean) => void {
  const lost = el(
    'p',
    { class: 'line-lost', role: 'alert', hidden: true },
    'The workspace does not answer. Trying again…',
  );
  const aside = el('aside', { class: 'aside', 'aria-label': 'Beside the workspace' }, ...right);
  document.body.replaceChildren(el('div', { class: 'workspace' }, left, el('main', {}, lost, middle), aside));
  return (up) => {
    lost.hidden = up;
  };
}

function titleOf({ me, team }: WorkspaceState): string {
  return `${me.realName === '' ? me.name : me.realName} · ${team.name}`;
}
