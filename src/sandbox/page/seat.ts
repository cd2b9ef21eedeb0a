// Who the visitor is and where they look. It outlives a reload of the page, not the tab.
import { appChannel, type Where } from './desk.ts';
import type { PersonCard, WorkspaceState } from './protocol.ts';

export type Seat = {
  readonly person: () => string;
  readonly where: () => Where;
  readonly sit: (person: string) => void;
  readonly look: (where: Where) => void;
};

/** The seat kept in `storage`, or the first person of `people` who can act. */
export function createSeat(storage: Storage, people: readonly PersonCard[]): Seat {
  const able = people.filter(({ flags }) => !flags.includes('bot') && !flags.includes('deactivated'));
  const kept = storage.getItem('person');
  let person = able.find(({ id }) => id === kept)?.id ?? able[0]?.id ?? '';
  const place = storage.getItem('where') ?? '';
  let where: Where = place === 'home' ? { kind: 'home' } : { kind: 'channel', id: place };
  return {
    person: () => person,
    where: () => where,
    sit: (next) => {
      person = next;
      storage.setItem('person', next);
    },
    look: (next) => {
      where = next;
      storage.setItem('where', next.kind === 'home' ? 'home' : next.id);
    },
  };
}

/** Where a person can look: the place asked for if they have it, else their conversation with the app. */
export function reachable(where: Where, state: WorkspaceState): Where {
  if (where.kind === 'home' || state.channels.some(({ id }) => id === where.id)) return where;
  const id = appChannel(state) ?? state.channels[0]?.id;
  return id === undefined ? { kind: 'home' } : { kind: 'channel', id };
}

/** The conversation on screen, if it is one. */
export function openChannel(seat: Seat): string | undefined {
  const where = seat.where();
  return where.kind === 'channel' ? where.id : undefined;
}
