import { refusal } from '../../domain/refusal.ts';
import { triggerGone } from '../actions/open-modal.ts';
import type { CommandArrival } from '../arrival.ts';
import { ownedCard } from '../blocks/owned.ts';
import { refusalCard } from '../blocks/refusal.ts';
import { refusedCard } from '../refused.ts';
import { isTriggerGone } from '../slack-error.ts';
import { settingsModal } from '../views/settings-modal.ts';
import type { Desk } from '../visit.ts';
import { readable } from './readable.ts';
import type { Reply, Word } from './word.ts';

/** Slack takes 50 blocks in a message, and each line of the list is two. */
const perPage = 20;

/** What I own, and for one of it the form that changes what the policy lets owners change. */
export const settings: Word = {
  word: 'settings',
  usage: 'settings [what]',
  describe: 'what you own, and what you may change about it',
  async run(desk, visit, { arrival, rest }) {
    const who = await desk.engine.look.who(visit.identity);
    if (who.is === 'refused') return refusedCard(desk, who.refusal);
    const text = readable(rest);
    const page = pageIn(text);
    if (page !== undefined) {
      const owned = await desk.engine.look.owned(who.person, { from: (page - 1) * perPage, limit: perPage });
      return ownedCard(owned, { page, perPage }, desk.ink());
    }
    const one = await desk.engine.look.ownedNamed(who.person, text);
    if (one === undefined) return refusalCard(notOwned(text));
    return openForm(desk, arrival, settingsModal(desk.tokenKey, one));
  },
};

const pageIn = (text: string): number | undefined =>
  text === '' ? 1 : /^[1-9]\d{0,3}$/.test(text) ? Number(text) : undefined;

const notOwned = (text: string) =>
  refusal(
    'E-CAT-NONE',
    `You own nothing called “${text.slice(0, 80)}”. Type /access settings to see what you own.`,
  );

async function openForm(
  desk: Desk,
  { trigger }: CommandArrival,
  view: ReturnType<typeof settingsModal>,
): Promise<Reply> {
  try {
    await desk.client.views.open({ trigger_id: trigger, view });
    return undefined;
  } catch (error) {
    if (isTriggerGone(error)) return refusalCard(triggerGone);
    throw error;
  }
}
