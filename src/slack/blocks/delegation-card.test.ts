import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Named } from '../../domain/called.ts';
import type { Absence } from '../../domain/delegation.ts';
import { absenceId, personId } from '../../domain/ids.ts';
import type { AbsenceView } from '../../domain/views.ts';
import { checkMessage } from '../../sandbox/validate/views.ts';
import { absenceCard } from './absence-card.ts';
import { delegationCard } from './delegation-card.ts';
import type { Drawing, Ink } from './drawing.ts';
import { handedOver } from './test-handed-over.ts';

const now = Date.UTC(2027, 2, 1, 9, 30);
const ink: Ink = { now, token: (action) => action };
const any = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400, size: 'max' }),
  fc.string({ unit: 'grapheme', maxLength: 400, size: 'max' }),
);
const person = fc.record({ name: any, id: fc.constantFrom('ana', 'bo', 'carla') }).map(
  ({ name, id }): Named => ({
    person: {
      id: personId(id),
      version: 1,
      email: '',
      name,
      department: '',
      title: '',
      location: '',
      status: 'active',
      groups: [],
      attributes: {},
    },
  }),
);
const isTaken = (drawing: Drawing) => {
  expect(checkMessage(JSON.parse(JSON.stringify(drawing)))).toEqual([]);
  expect(drawing.text.length).toBeLessThanOrEqual(4_000);
};

test('whatever people are called, Slack takes the cards of a delegation, from both sides and in every state', () => {
  const state = fc.constantFrom<object>(
    {},
    { endsAt: now - 1 },
    { ended: { at: now, by: 'ana' } },
    { ended: { at: now, by: 'bo' } },
    { ended: { at: now, by: 'clock' } },
  );
  fc.assert(
    fc.property(person, person, person, state, (...[from, to, viewer, more]) => {
      const view = handedOver(from, 'del_1');
      const delegation = { ...view.delegation, to: to.person.id, ...more };
      isTaken(delegationCard({ ...view, to, delegation }, viewer, ink));
    }),
  );
});

test('and the question whom to hand over to, asked and answered', () => {
  const state = fc.constantFrom<Partial<Absence>>(
    {},
    { until: now + 9 },
    { answer: 'not_now' },
    { answer: 'delegated' },
  );
  fc.assert(
    fc.property(person, fc.boolean(), state, (viewer, handed, more) => {
      const view: AbsenceView = {
        kind: 'absence',
        absence: {
          id: absenceId('abs_1'),
          version: 1,
          person: viewer.person.id,
          createdAt: now,
          ...more,
        },
        delegation: handed ? handedOver(viewer, 'del_1') : undefined,
      };
      isTaken(absenceCard(view, viewer, ink));
    }),
  );
});
