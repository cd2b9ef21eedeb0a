// What the page knows of the workspace, fetched anew whenever the server says that something changed.
import type { Api } from './api.ts';
import { later, oneAtATime } from './poll.ts';
import type { PanelState, PersonCard, WorkspaceState } from './protocol.ts';
import type { Seat } from './seat.ts';
import type { Unread } from './unread.ts';

export type Feed = {
  readonly state: () => WorkspaceState;
  /** What the person who sits here sees. */
  readonly refresh: () => Promise<void>;
  readonly refreshAll: () => Promise<void>;
  /** Something changed: fetch all of it soon. */
  readonly changed: () => void;
};

type Ears = {
  readonly onState: () => void;
  readonly onPanels: (panels: readonly PanelState[]) => void;
  /** The unread counts of other people were looked up. */
  readonly onOthers: () => void;
  readonly onError: (error: unknown) => void;
};

// The target system's rows may change a moment after the workspace does: they are read a second time.
const panelDelaysMs = [50, 1_000];
const othersDelayMs = 300;

/** Starts from `first`; each kind of thing is fetched by one request at a time. */
export function createFeed(
  api: Api,
  from: { readonly seat: Seat; readonly unread: Unread; readonly first: WorkspaceState },
  ears: Ears,
): Feed {
  let state = from.first;
  const refresh = oneAtATime(async () => {
    const person = from.seat.person();
    const fresh = await api.state(person);
    if (person !== from.seat.person()) return;
    state = fresh;
    ears.onState();
  }, ears.onError);
  const refreshPanels = oneAtATime(async () => ears.onPanels(await api.panels()), ears.onError);
  const refreshOthers = oneAtATime(async () => {
    const others = state.people.filter((person) => canLook(person) && person.id !== from.seat.person());
    for (const { id } of others) from.unread.count(await api.state(id));
    ears.onOthers();
  }, ears.onError);
  const soon = [
    ...panelDelaysMs.map((ms) => later(() => void refreshPanels(), ms)),
    later(() => void refreshOthers(), othersDelayMs),
  ];
  const changed = () => {
    void refresh();
    for (const ask of soon) ask();
  };
  return {
    state: () => state,
    refresh,
    changed,
    refreshAll: async () => {
      await Promise.all([refresh(), refreshPanels()]);
      changed();
    },
  };
}

function canLook({ flags }: PersonCard): boolean {
  return !flags.includes('bot') && !flags.includes('deactivated');
}
