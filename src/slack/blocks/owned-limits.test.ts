// Whatever owners, directories and policy files contain, Slack takes what is drawn of it.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Owned } from '../../domain/answers.ts';
import { card, carla, entitlement, planned } from '../../domain/decide/given.ts';
import { entitlementId, personId } from '../../domain/ids.ts';
import { ownerFields } from '../../domain/policy.ts';
import type { CardView } from '../../domain/views.ts';
import type { Json } from '../../sandbox/page/protocol.ts';
import { checkMessage, checkView } from '../../sandbox/validate/views.ts';
import { seal } from '../token.ts';
import { settingsModal } from '../views/settings-modal.ts';
import { drawCard } from './card.ts';
import type { Ink } from './drawing.ts';
import { likeCard } from './like.ts';
import { ownedCard } from './owned.ts';

const key = new Uint8Array(32).fill(3);
const ink: Ink = { now: planned.createdAt, token: (action, sealed) => seal(key, sealed, action) };
const wire = (drawn: unknown): Json => JSON.parse(JSON.stringify(drawn));

const any = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 500, size: 'max' }),
  fc.string({ unit: 'grapheme', maxLength: 120, size: 'max' }),
  fc.constantFrom('', ' ', '\u200b', '<!here>', 'x'.repeat(500)),
);
const times = <Row>(count: number, make: (index: number) => Row): Row[] =>
  Array.from({ length: count }, (_, index) => make(index));

function owned(text: string, count: number): Owned {
  const filed = entitlement(`db/${'x'.repeat(110)}`, { name: text.slice(0, 75) || 'x', description: text });
  return {
    filed,
    inForce: { ...filed, risk: 'critical', maxDuration: 1_234_567, description: `${text}!`.slice(0, 500) },
    system: text,
    may: ownerFields,
    version: 3,
    standIns: times(count, (at) => ({ ...carla, id: personId(`${'p'.repeat(90)}${at}`), name: text })),
    approvers: times(count, (at) => ({ ...carla, id: personId(`${'p'.repeat(90)}${at}`), name: text })),
    setAside: times(4, () => text),
    changed: { by: text, at: planned.createdAt },
  };
}

test('of what is owned, what comes with somebody’s work and what is not used, for any text and any number', () => {
  fc.assert(
    fc.property(any, fc.integer({ min: 0, max: 130 }), (text, count) => {
      const one = owned(text, count);
      for (const may of [ownerFields, []])
        expect(checkView(wire(settingsModal(key, { ...one, may })), ['modal'])).toEqual([]);
      const items = times(Math.min(20, count), (at) => ({
        ...one,
        filed: { ...one.filed, id: entitlementId(`db/${at}`) },
      }));
      expect(checkMessage(wire(ownedCard({ total: 500, items }, { page: 1, perPage: 20 }, ink)))).toEqual([]);
      const item = (at: number) =>
        ({ target: { kind: 'entitlement', id: entitlementId(`db/${at}`) }, name: text }) as const;
      const answer = {
        model: { ...carla, name: text, title: text },
        offered: times(count, (at) => ({ item: item(at), because: text })),
        alone: times(count, () => text),
        unnamed: count,
      };
      expect(checkMessage(wire(likeCard(answer, ink)))).toEqual([]);
      const asked: CardView = {
        card: card(carla, { role: 'unused', about: { kind: 'grant', id: planned.id } }),
        viewer: { person: carla },
        now: planned.createdAt,
        view: {
          kind: 'grant',
          line: {
            grant: { ...planned, state: 'active', activeAt: 1 },
            name: text,
            entitlement: one.filed,
            app: undefined,
          },
          request: undefined,
          extendable: false,
          unused: { because: text, askFor: times(Math.min(count, 9), item) },
        },
      };
      expect(checkMessage(wire(drawCard(asked, ink)))).toEqual([]);
    }),
    { numRuns: 60, seed: 7 },
  );
});
