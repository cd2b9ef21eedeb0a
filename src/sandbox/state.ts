// The workspace as one person sees it.
import { isInstalled } from './grants.ts';
import { messageState } from './messages.ts';
import type { ChannelState, MessageState, PanelState, ViewState, WorkspaceState } from './page/protocol.ts';
import { personCard } from './people.ts';
import type { Channel } from './records.ts';
import { stackOf, viewState } from './views.ts';
import type { Workspace } from './workspace.ts';
import { teamUrl } from './workspace.ts';

export function stateFor(w: Workspace, who: string): WorkspaceState | undefined {
  const me = w.users.get(who);
  if (me === undefined) return undefined;
  return {
    revision: w.changes.revision(),
    now: w.clock.now(),
    team: { id: w.team.id, name: w.team.name, url: teamUrl(w) },
    me: personCard(me),
    people: [...w.users.values()].map(personCard),
    channels: [...w.channels.values()]
      .filter(({ members }) => members.has(who))
      .map((one) => channelState(w, who, one)),
    home: homeOf(w, who),
    modals: stackOf(w, who).map(viewState),
    notices: w.notices.get(who) ?? [],
    commands: (isInstalled(w) ? w.manifest.commands : []).map(({ command, description, usageHint }) => ({
      command,
      description,
      usageHint,
    })),
    shortcuts: isInstalled(w) ? w.manifest.shortcuts : [],
  };
}

/** @param who only what this person may see; everything when absent */
export function messagesIn(w: Workspace, channel: string, who?: string): readonly MessageState[] {
  const messages = w.messages.get(channel) ?? [];
  return messages
    .filter(({ ephemeralTo }) => who === undefined || ephemeralTo === undefined || ephemeralTo === who)
    .map(messageState);
}

export function homeOf(w: Workspace, who: string): ViewState | null {
  const view = w.views.get(w.homes.get(who) ?? '');
  return view === undefined ? null : viewState(view);
}

/** The tables beside the workspace; one that cannot be read says why. */
export function readPanels(w: Workspace): Promise<readonly PanelState[]> {
  return Promise.all(
    w.panels.map(async ({ id, title, read }) => {
      try {
        return { id, title, ...(await read()) };
      } catch (failure) {
        const error = failure instanceof Error ? failure.message : String(failure);
        return { id, title, note: '', columns: [], rows: [], error };
      }
    }),
  );
}

function channelState(w: Workspace, who: string, channel: Channel): ChannelState {
  const messages = messagesIn(w, channel.id, who);
  const seen = w.lastSeen.get(`${who} ${channel.id}`) ?? 0;
  const unread = messages.filter(({ user, ts }) => user !== who && Number(ts) * 1000 > seen).length;
  const name = channel.kind === 'im' ? w.manifest.botName : channel.name;
  return { id: channel.id, name, kind: channel.kind, unread, messages };
}
