import type { Submission } from '../arrival.ts';
import type { Answered, Desk, Visit } from '../visit.ts';

/** One modal: what happens when somebody submits it. */
export type Modal = {
  readonly callback: string;
  submit(desk: Desk, visit: Visit, submission: Submission): Promise<Answered>;
};
