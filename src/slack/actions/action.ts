import type { ActionId } from '../action-ids.ts';
import type { Click } from '../arrival.ts';
import type { Desk, Reaction, Visit } from '../visit.ts';

/** One button or input: what happens when somebody uses it. `run` does what must be done before Slack gets its answer. */
export type Action = {
  readonly id: ActionId;
  run(desk: Desk, visit: Visit, click: Click): Promise<Reaction>;
};
