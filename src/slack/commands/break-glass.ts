import { parseRequest } from '../../domain/parse-request.ts';
import { refusal } from '../../domain/refusal.ts';
import { triggerGone } from '../actions/open-modal.ts';
import type { CommandArrival } from '../arrival.ts';
import { refusalCard } from '../blocks/refusal.ts';
import { refusedCard } from '../refused.ts';
import { isTriggerGone } from '../slack-error.ts';
import type { GlassFormView } from '../views/glass-modal.ts';
import { glassModal } from '../views/glass-modal.ts';
import type { Desk } from '../visit.ts';
import { readable } from './readable.ts';
import type { Reply, Word } from './word.ts';

const most = 2_000;

/** Access at once in an emergency. It always goes through the form: nobody breaks glass without having read what follows. */
export const breakGlass: Word = {
  word: 'break-glass',
  usage: 'break-glass [what] [how long] [why]',
  describe: 'in an emergency: access at once, told to others in the same moment and reviewed afterwards',
  async run(desk, visit, { arrival, rest }) {
    const who = await desk.engine.look.who(visit.identity);
    if (who.is === 'refused') return refusedCard(desk, who.refusal);
    const debt = await desk.engine.look.glassDebt(who.person);
    if (debt !== undefined) return refusedCard(desk, debt);
    const items = await desk.engine.look.breakable(who.person, '', most);
    if (items.length === 0) return refusalCard(nothing);
    const text = readable(rest);
    if (text === '') return openForm(desk, arrival, {});
    const parsed = parseRequest(
      text,
      items.map((item) => ({ id: item.target.id, name: item.name, aliases: item.aliases })),
    );
    const item = items.find((one) => one.target.id === (parsed.item ?? parsed.nearest));
    const preview = item && (await desk.engine.look.glass(who.person, item.target));
    return openForm(desk, arrival, {
      reason: parsed.reason,
      ...(parsed.duration === undefined ? {} : { duration: parsed.duration }),
      ...(preview === undefined ? { notice: 'Choose what you need from the list.' } : { preview }),
    });
  },
};

const nothing = refusal(
  'E-BG-NONE',
  'No rule lets you break glass for anything now. Ask with /access request, or call your security team.',
);

async function openForm(desk: Desk, arrival: CommandArrival, form: GlassFormView): Promise<Reply> {
  try {
    await desk.client.views.open({ trigger_id: arrival.trigger, view: glassModal(form) });
    return undefined;
  } catch (error) {
    if (isTriggerGone(error)) return refusalCard(triggerGone);
    throw error;
  }
}
