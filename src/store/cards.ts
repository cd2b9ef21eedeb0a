import { and, asc, eq, gte, lt } from 'drizzle-orm';
import type { Card } from '../domain/card.ts';
import { aboutColumns, gapIds, readAbout } from './about.ts';
import { gap, type Handle, prepared } from './handle.ts';
import { predicate } from './predicates.ts';
import { putRow } from './put-row.ts';
import { withoutNulls } from './rows.ts';
import type { Read } from './store.ts';
import type { Tables } from './tables.ts';

export function cardReads({
  db,
  t: { cards },
}: Handle): Pick<Read, 'card' | 'cardsAbout' | 'gapCards' | 'homeCardOf'> {
  const byId = prepared(
    'cards.byId',
    db
      .select()
      .from(cards)
      .where(eq(cards.id, gap('id'))),
  );
  const about = prepared(
    'cards.about',
    db
      .select()
      .from(cards)
      .where(and(eq(cards.aboutId, gap('aboutId')), eq(cards.aboutKind, gap('aboutKind'))))
      .orderBy(asc(cards.id)),
  );
  const gaps = prepared(
    'cards.gaps',
    db
      .select()
      .from(cards)
      .where(and(gte(cards.aboutId, gap('from')), lt(cards.aboutId, gap('to')), eq(cards.aboutKind, 'gap'))),
  );
  const home = prepared(
    'cards.home',
    db
      .select()
      .from(cards)
      .where(and(eq(cards.person, gap('person')), predicate.home(cards))),
  );
  return {
    card: async (id) => (await byId({ id })).map(toCard)[0],
    cardsAbout: async (thing) => (await about(aboutColumns(thing))).map(toCard),
    gapCards: async (item, person) =>
      (await gaps(gapIds({ item, person })))
        .map(toCard)
        // Another person's id may begin with this one's.
        .filter(({ about: of }) => of.kind === 'gap' && of.person === person),
    homeCardOf: async (person) => (await home({ person })).map(toCard)[0],
  };
}

/** `card` as it is put. */
export function cardWrites(handle: Handle): (row: Card) => Promise<boolean> {
  const put = putRow(handle, handle.t.cards, {
    name: 'cards',
    fixed: ['role', 'aboutKind', 'aboutId', 'person', 'createdAt'],
  });
  return (card) => put(toRow(card));
}

type CardRow = Tables['cards']['$inferSelect'];

function toCard({ aboutKind, aboutId, ...row }: CardRow): Card {
  return { ...withoutNulls(row), about: readAbout({ aboutKind, aboutId }) } as Card;
}

function toRow({ about, ...card }: Card): CardRow {
  const { person = null, ...rest } = card;
  return { channel: null, ts: null, shown: null, ...rest, person, ...aboutColumns(about) };
}
