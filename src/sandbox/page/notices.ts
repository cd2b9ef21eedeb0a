// What Slack itself tells a person: refused and timed-out actions. Each stays in the conversation it appeared in.
import type { WorkspaceState } from './protocol.ts';

export type Notice = {
  readonly id: string;
  readonly text: string;
  readonly channel: string;
  /** The ts of the newest message when it appeared, so that it keeps its place. */
  readonly after: string;
};

export type Notices = {
  /** Takes in the state's notices; answers the texts that are new since this person was last drawn. */
  readonly take: (state: WorkspaceState, channel: string | undefined) => readonly string[];
  /** Adds what the page itself has to tell, unless the workspace tells the same. */
  readonly add: (text: string, state: WorkspaceState, channel: string | undefined) => void;
  readonly of: (person: string, channel: string) => readonly Notice[];
  readonly dismiss: (id: string) => void;
};

export function createNotices(): Notices {
  const seen = new Map<string, Set<string>>();
  let shown: readonly (Notice & { readonly person: string })[] = [];
  let count = 0;
  const put = (id: string, text: string, at: { state: WorkspaceState; channel: string | undefined }) => {
    const messages = at.state.channels.find((channel) => channel.id === at.channel)?.messages ?? [];
    const after = messages.map(({ ts }) => ts).reduce((latest, ts) => (ts > latest ? ts : latest), '');
    if (at.channel !== undefined)
      shown = [...shown, { id, text, after, channel: at.channel, person: at.state.me.id }];
  };
  return {
    take: (state, channel) => {
      const known = seen.get(state.me.id);
      seen.set(state.me.id, new Set(state.notices.map(({ id }) => id)));
      const fresh = known === undefined ? [] : state.notices.filter(({ id }) => !known.has(id));
      for (const { id, text } of fresh) put(id, text, { state, channel });
      return fresh.map(({ text }) => text);
    },
    add: (text, state, channel) => {
      if (state.notices.some((notice) => notice.text === text)) return;
      count += 1;
      put(`page-${count}`, text, { state, channel });
    },
    of: (person, channel) => shown.filter((notice) => notice.person === person && notice.channel === channel),
    dismiss: (id) => {
      shown = shown.filter((notice) => notice.id !== id);
    },
  };
}
