// Which messages each person has not seen on this page. The marks live as long as the tab.
import type { ChannelState, WorkspaceState } from './protocol.ts';

export type Unread = {
  /** Everything now in this channel was on screen. */
  readonly read: (person: string, channel: ChannelState) => void;
  /** The same state with the channels' unread counts as this page knows them. */
  readonly count: (state: WorkspaceState) => WorkspaceState;
  /** How many direct messages wait for each person whose state was counted. */
  readonly waiting: () => ReadonlyMap<string, number>;
};

/** Keeps the marks in `storage` under the key `read`. */
export function createUnread(storage: Storage): Unread {
  const marks = new Map<string, string>(readMarks(storage.getItem('read')));
  const waiting = new Map<string, number>();
  return {
    waiting: () => waiting,
    read: (person, channel) => {
      const last = channel.messages.findLast(({ ephemeral }) => !ephemeral)?.ts;
      const key = `${person} ${channel.id}`;
      if (last === undefined || (marks.get(key) ?? '') >= last) return;
      marks.set(key, last);
      storage.setItem('read', JSON.stringify([...marks]));
    },
    count: (state) => {
      const channels = state.channels.map((channel) => ({
        ...channel,
        unread: unseen(channel, state.me.id),
      }));
      const direct = channels.filter(({ kind }) => kind === 'im');
      waiting.set(
        state.me.id,
        direct.reduce((sum, { unread }) => sum + unread, 0),
      );
      return { ...state, channels };
    },
  };

  function unseen(channel: ChannelState, person: string): number {
    const mark = marks.get(`${person} ${channel.id}`) ?? '';
    return channel.messages.filter(({ ts, user, ephemeral }) => !ephemeral && user !== person && ts > mark)
      .length;
  }
}

function readMarks(stored: string | null): readonly (readonly [string, string])[] {
  const parsed: unknown = stored === null ? [] : JSON.parse(stored);
  if (!Array.isArray(parsed)) return [];
  return parsed.flatMap((pair: unknown) => {
    const [key, mark]: readonly unknown[] = Array.isArray(pair) ? pair : [];
    return typeof key === 'string' && typeof mark === 'string' ? [[key, mark] as const] : [];
  });
}
