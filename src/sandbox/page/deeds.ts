// The desk: everything a part of the page can do, said to the server as the person who sits here.
import type { Api } from './api.ts';
import type { Desk, Where } from './desk.ts';
import { createPending } from './pending.ts';
import type { Act, ActResult, WorkspaceState } from './protocol.ts';
import type { Seat } from './seat.ts';

export type Room = {
  readonly seat: Seat;
  readonly state: () => WorkspaceState;
  /** Fetches the state anew and draws it. */
  readonly refresh: () => Promise<void>;
  /** Tells the person why something did not work. */
  readonly tell: (text: string, act?: Act) => void;
  readonly clockMoved: () => Promise<void>;
};

/** Makes the desk. A refusal or a broken line is told to the person; the promise of an act never fails. */
export function createDesk(api: Api, room: Room): Desk {
  const me = () => room.seat.person();
  const send = (act: Act) => api.act(act).catch(unreachable);
  const act = async (deed: Act) => {
    const result = await send(deed);
    await room.refresh();
    // Somebody else may sit here by now; what went wrong waits for its person among the workspace's notices.
    if (!result.ok && deed.as === me()) room.tell(result.text, deed);
    return result;
  };
  const pending = createPending(async (view, control, value) => {
    const fill: Act = { do: 'fill', as: me(), view, ...control, value };
    const result = await send(fill);
    if (!result.ok) room.tell(result.text, fill);
    return result;
  });
  const go = async (where: Where) => {
    room.seat.look(where);
    await room.refresh();
    if (where.kind === 'home') await act({ do: 'open_home', as: me() });
  };
  return {
    state: room.state,
    where: () => room.seat.where(),
    go: (where) => void go(where),
    become: (person) => {
      room.seat.sit(person);
      void go(room.seat.where());
    },
    send: (channel, text) => act({ do: text.startsWith('/') ? 'command' : 'say', as: me(), channel, text }),
    click: async (place, control, value) => {
      if (place.kind === 'modal') await pending.drained(place.view);
      return act({ do: 'click', as: me(), place, ...control, ...(value === undefined ? {} : { value }) });
    },
    fill: pending.put,
    unsent: pending.get,
    submit: async (view) => {
      await pending.drained(view);
      return act({ do: 'submit', as: me(), view });
    },
    close: (view) => act({ do: 'close', as: me(), view }),
    suggest: (place, control, query) =>
      api.suggest({ as: me(), place, ...control, query }).catch((error: unknown) => {
        return { options: [], optionGroups: [], error: unreachable(error).text };
      }),
    advance: async (seconds) => {
      await api.advance(seconds).catch((error: unknown) => room.tell(unreachable(error).text));
      await room.clockMoved();
    },
  };
}

function unreachable(error: unknown): ActResult & { readonly ok: false } {
  const text = error instanceof Error ? error.message : String(error);
  return { ok: false, error: 'unreachable', text };
}
