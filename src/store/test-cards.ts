// What every store does with cards.
import { expect, it } from 'vitest';
import type { Card } from '../domain/card.ts';
import { newCard } from '../domain/decide/plan.ts';
import { cardId, grantId, personId } from '../domain/ids.ts';
import type { Store, Write } from './store.ts';
import { claim, finish } from './test-outbox.ts';
import { card, noon, request } from './test-rows.ts';

/** Each test uses people of its own. */
export function cardContract(store: () => Store): void {
  const put = (...changes: Parameters<Write['put']>[0][]): Promise<boolean> =>
    store().write(async (tx) => {
      for (const change of changes) if (!(await tx.put(change))) return false;
      return true;
    });

  it('finds cards by what they are about, and one Home tab a person', async () => {
    const [first, second] = [card('card_1'), card('card_2', { person: personId('cy') })];
    const about = { kind: 'person', id: personId('ana') } as const;
    const home = card('card_3', { role: 'home', about, person: personId('ana') });
    const inChannel: Card = newCard(
      { now: noon, newId: () => 'card_5' },
      { role: 'told', about: second.about, channel: 'C0123ABCD' },
    );
    for (const row of [first, second, home, inChannel]) expect(await put({ put: 'card', row })).toBe(true);
    expect(await put({ put: 'card', row: { ...home, id: cardId('card_4') } })).toBe(false);
    const shown = { ...first, version: 2, channel: 'D1', ts: '1.000100', shown: 'digest' };
    expect(await put({ put: 'card', row: shown })).toBe(true);
    expect(await store().read.card(first.id)).toStrictEqual(shown);
    expect(await store().read.cardsAbout(first.about)).toStrictEqual([shown, second, inChannel]);
    expect(await store().read.cardsAbout({ kind: 'grant', id: grantId('req_1') })).toEqual([]);
    expect(await store().read.homeCardOf(personId('ana'))).toStrictEqual(home);
    expect(await store().read.homeCardOf(personId('bo'))).toBeUndefined();
  });

  it('finds the cards about a gap by item and person, whatever the length, and draws again those since an instant', async () => {
    const about = (person: string, duration: number) =>
      ({ kind: 'gap', item: request('r').target, person: personId(person), duration }) as const;
    const mine = card('card_g1', { role: 'gap', about: about('gil', 60), createdAt: noon - 9 });
    const longer = card('card_g2', { role: 'gap', about: about('gil', 3_600) });
    const others = card('card_g3', { role: 'gap', about: about('gil|60', 60) });
    await put(...[mine, longer, others].map((row) => ({ put: 'card' as const, row })));
    const told = await store().read.gapCards(request('r').target, personId('gil'));
    expect(new Set(told)).toStrictEqual(new Set([mine, longer]));
    expect(await store().read.cardsAbout(others.about)).toStrictEqual([others]);
    await store().write((tx) => tx.enqueue([{ kind: 'redraw_gaps', since: noon }], noon));
    const claims = await claim(store(), {});
    expect(claims.map((one) => one.key)).toEqual([longer.id, others.id]);
    await finish(store(), claims);
  });
}
