import { needCard } from '../blocks/need.ts';
import { refusalCard } from '../blocks/refusal.ts';
import { readable } from './readable.ts';
import type { Word } from './word.ts';

/** More than this nobody types; a longer list is cut, and says so. */
const most = 50;

/** From permissions to the smallest thing that gives them, with a button to ask for it. */
export const need: Word = {
  word: 'need',
  usage: 'need [permissions, or ids of entitlements]',
  describe: 'the least you have to ask for to be able to do something',
  async run(desk, visit, { rest }) {
    const who = await desk.engine.look.who(visit.identity);
    if (who.is === 'refused') return refusalCard(who.refusal);
    const needs = [
      ...new Set(
        readable(rest)
          .split(/[\s,;]+/u)
          .filter(Boolean),
      ),
    ];
    const answer =
      needs.length === 0
        ? {
            sentence:
              'Name the permissions, such as payments.refund, or entitlements, such as payments-db/read.',
            offers: [],
          }
        : await desk.engine.look.need(who.person, needs.slice(0, most));
    return needCard(answer, desk.ink());
  },
};
