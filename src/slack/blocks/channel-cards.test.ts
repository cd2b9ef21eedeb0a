import { describe, expect, test } from 'vitest';
import type { Card } from '../../domain/card.ts';
import { cardId, entitlementId, personId, policyVersionId, requestId } from '../../domain/ids.ts';
import type { Person } from '../../domain/person.ts';
import { oneOf } from '../../domain/policy-sources.ts';
import type { Request, Way } from '../../domain/request.ts';
import type { RequestView } from '../../domain/views.ts';
import { drawCard } from './card.ts';
import type { Drawing, Ink } from './drawing.ts';

const nine = Date.UTC(2027, 2, 1, 9);
const ink: Ink = { now: nine, token: (action) => `sealed ${action}` };
const person = (id: string, name: string): Person => ({
  id: personId(id),
  version: 1,
  email: '',
  name,
  department: 'Engineering',
  title: 'Engineer',
  location: '',
  status: 'active',
  groups: [],
  attributes: {},
});
const way: Way = {
  stages: [oneOf({ by: 'group', group: 'security' })],
  at: 0,
  since: nine,
  step: 0,
  patience: 86_400,
  channel: 'C0ACCESS',
};
const request: Request = {
  id: requestId('req_1'),
  version: 1,
  revision: 1,
  requester: personId('ana'),
  origin: 'asked',
  target: { kind: 'entitlement', id: entitlementId('db/write') },
  entitlements: [entitlementId('db/write')],
  risk: 'high',
  duration: 3_600,
  reason: 'Refund 8812 is stuck',
  policyVersion: policyVersionId('pol_1'),
  rule: 'by-security',
  because: 'Security looks.',
  asked: [],
  way,
  conflicts: [],
  createdAt: nine,
  deadlineAt: nine,
  state: 'pending',
};
const view = (shows: Request = request): RequestView => ({
  kind: 'request',
  request: shows,
  requester: { person: person('ana', 'Ana Ruiz'), slack: 'U001' },
  name: 'DB write',
  item: undefined,
  fields: [],
  ahead: [],
  endedBy: { person: person('bo', 'Bo Chen'), slack: 'U002' },
  votes: [],
  held: [],
  grants: [],
  asked: [
    { person: personId('bo'), why: '', name: 'Bo Chen', slack: 'U002' },
    { person: personId('cleo'), why: '', name: 'Cleo Park', slack: 'U003' },
  ],
});
function drawn(role: Card['role'], shows: RequestView): Drawing {
  const card: Card = {
    id: cardId('card_1'),
    version: 1,
    role,
    about: { kind: 'request', id: request.id },
    channel: 'C0ACCESS',
    createdAt: nine,
  };
  const drawing = drawCard({ card, viewer: undefined, view: shows, now: nine }, ink);
  if (drawing === undefined) throw new Error('nothing was drawn');
  return drawing;
}
const buttons = ({ blocks }: Drawing): number => blocks.filter((block) => block.type === 'actions').length;

describe('a card in a channel', () => {
  test('that asks says who decides, how many that are, and calls on nobody by name', () => {
    const drawing = drawn('approver', view());
    expect(drawing.text).toContain('Ana Ruiz asks for DB write\n');
    expect(drawing.text).toContain('Who decides: the group security, which is 2 people today.');
    expect(drawing.text).not.toMatch(/<@U00[23]>/);
    expect(buttons(drawing)).toBe(1);
  });

  test('has no buttons once another stage decides elsewhere', () => {
    const { channel: _, ...elsewhere } = way;
    const drawing = drawn('approver', view({ ...request, way: elsewhere }));
    expect(drawing.text).toContain('Nothing more is needed from this channel now.');
    expect(buttons(drawing)).toBe(0);
  });

  test('that only tells has no buttons, and shows where it stands until when', () => {
    const drawing = drawn('told', view());
    expect(drawing.text).toMatch(/How long: 1 h\n[\s\S]*“Refund 8812 is stuck”/);
    expect(drawing.text).toContain(
      'Waiting for Bo Chen, Cleo Park; one of them decides; they are asked in <#C0ACCESS>',
    );
    expect(drawing.text).toContain('2027-03-02 09:00 UTC');
    expect(buttons(drawing)).toBe(0);
  });

  test('shows the time that a stage really has, where only working hours count', () => {
    // Monday 9:00 in UTC; eight working hours a day.
    const atWork = {
      hours: { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: 540, to: 1_020 },
      zones: ['UTC'],
    } as const;
    const hours = view({ ...request, way: { ...way, patience: 10 * 3_600, atWork } });
    for (const role of ['told', 'approver', 'reminder'] as const)
      expect(drawn(role, hours).text).toContain('2027-03-02 11:00 UTC');
  });

  test('shows who decided, and reminds no longer', () => {
    const end = { by: personId('bo'), at: nine, why: '' };
    const over = view({ ...request, state: 'approved', end });
    expect(drawn('approver', over).text).toContain('Approved by <@U002>');
    expect(drawn('told', over).text).toContain('Approved by <@U002>');
    expect(drawn('reminder', over).text).toMatch(/^No longer waiting for a decision: DB write/);
    expect(buttons(drawn('approver', over))).toBe(0);
  });
});
