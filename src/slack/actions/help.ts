import { actionIds } from '../action-ids.ts';
import type { Action } from './action.ts';

/** A button that only opens an address: Slack tells of the click all the same, and wants it acknowledged. */
export const help: Action = { id: actionIds.help, run: async () => ({}) };
