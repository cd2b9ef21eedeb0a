// The middle pane: the Home tab or one conversation, made anew whenever the person or the place changes.
import { type ChannelPane, createChannelPane } from './channel.ts';
import { type Desk, nameOf } from './desk.ts';
import { el } from './dom.ts';
import { createHomePane, type HomePane } from './home.ts';
import type { Notices } from './notices.ts';

type Pane =
  | { readonly kind: 'home'; readonly pane: HomePane }
  | { readonly kind: 'channel'; readonly pane: ChannelPane };

export function createCenter(
  desk: Desk,
  notices: Notices,
): { readonly node: HTMLElement; readonly draw: () => void } {
  const node = el('div', { class: 'center' });
  let shown: { readonly key: string; readonly pane: Pane } | undefined;
  const draw = () => {
    const state = desk.state();
    const where = desk.where();
    const key = `${state.me.id} ${where.kind === 'home' ? 'home' : where.id}`;
    if (shown?.key !== key) {
      shown = { key, pane: makePane() };
      node.replaceChildren(shown.pane.pane.node);
    }
    if (shown.pane.kind === 'home') return shown.pane.pane.draw(state.home, appName());
    const channel = state.channels.find(({ id }) => where.kind === 'channel' && id === where.id);
    if (channel !== undefined) shown.pane.pane.draw(channel, notices.of(state.me.id, channel.id));
  };
  const makePane = (): Pane => {
    if (desk.where().kind === 'home') return { kind: 'home', pane: createHomePane(desk) };
    const dismiss = (id: string) => {
      notices.dismiss(id);
      draw();
    };
    return { kind: 'channel', pane: createChannelPane(desk, dismiss) };
  };
  const appName = () => {
    const bot = desk.state().people.find(({ flags }) => flags.includes('bot'));
    return bot === undefined ? 'App' : nameOf(desk.state(), bot.id);
  };
  return { node, draw };
}
