import { statusCard } from '../blocks/status.ts';
import { refusedCard } from '../refused.ts';
import type { Word } from './word.ts';

/** What I hold, what I asked for and what waits for me. */
export const status: Word = {
  word: 'status',
  usage: 'status',
  describe: 'what you hold, what you asked for, and what waits for you',
  async run(desk, visit) {
    const who = await desk.engine.look.who(visit.identity);
    if (who.is === 'refused') return refusedCard(desk, who.refusal);
    const view = await desk.engine.look.home(who.person.id);
    if (view === undefined) throw new Error('a linked person has no Home view');
    return statusCard(view, desk.now());
  },
};
