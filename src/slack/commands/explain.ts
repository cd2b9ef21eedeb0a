import { parseRequest } from '../../domain/parse-request.ts';
import { draw } from '../blocks/drawing.ts';
import { explainCard } from '../blocks/explain.ts';
import { refusalCard } from '../blocks/refusal.ts';
import { rich, say } from '../blocks/rich.ts';
import { readable } from './readable.ts';
import type { Word } from './word.ts';

const most = 2_000;

/** What would happen if this were asked: the rule, its stages, and who would be asked. Nothing is asked. */
export const explain: Word = {
  word: 'explain',
  usage: 'explain [what] [how long]',
  describe: 'who would decide about something, by which rule, and for how long',
  async run(desk, visit, { rest }) {
    const who = await desk.engine.look.who(visit.identity);
    if (who.is === 'refused') return refusalCard(who.refusal);
    const items = await desk.engine.look.items(who.person, '', most);
    const parsed = parseRequest(
      readable(rest),
      items.map((item) => ({ id: item.target.id, name: item.name, aliases: item.aliases })),
    );
    const item = items.find((one) => one.target.id === (parsed.item ?? parsed.nearest));
    const { duration } = parsed;
    const preview =
      item &&
      (await desk.engine.look.preview(who.person, {
        target: item.target,
        ...(duration === undefined ? {} : { duration }),
      }));
    return preview === undefined
      ? draw([
          rich([
            say('Name an item that is available to you, for example: /access explain payments-db/write 2h'),
          ]),
        ])
      : explainCard(preview, preview.duration, await desk.engine.look.glass(who.person, preview.item.target));
  },
};
