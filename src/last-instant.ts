import type { Instant } from './domain/instant.ts';
import type { Store } from './store/store.ts';

/** The latest instant the store knows of: a clock that is behind it was set back. */
export async function lastInstant({ read }: Pick<Store, 'read'>): Promise<Instant> {
  const head = await read.auditHead();
  const [last] = head === undefined ? [] : await read.auditAfter(head.seq - 1, 1);
  return last?.at ?? 0;
}
