import type { Judge } from '../domain/condition.ts';
import type { Instant } from '../domain/instant.ts';
import type { Engine } from '../engine.ts';
import type { Store } from '../store/store.ts';

/** What the office works with: beside a running bot, or alone on a store it opened itself. */
export type OfficeParts = {
  readonly read: Store['read'];
  readonly engine: Pick<Engine, 'handle'>;
  readonly judge: Judge;
  readonly now: () => Instant;
};
