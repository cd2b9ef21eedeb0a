import { describe, expect, test } from 'vitest';
import { ana, noon, planned } from '../../domain/decide/given.ts';
import type { Grant } from '../../domain/grant.ts';
import type { AccessChangeView, GrantLine, HeldBackView } from '../../domain/views.ts';
import type { Json } from '../../sandbox/page/protocol.ts';
import { checkMessage } from '../../sandbox/validate/views.ts';
import { accessChangeCard } from './access-change-card.ts';
import type { Drawing } from './drawing.ts';
import { heldBackCard } from './held-back-card.ts';

const birthright: Grant = { ...planned, birthright: 'support-basics' };
const active: Grant = { ...birthright, state: 'active', activeAt: noon, observed: 'present' };
const end = { why: 'unassigned', by: 'policy', since: noon } as const;
const revoked: Grant = {
  ...birthright,
  state: 'revoked',
  desired: 'absent',
  observed: 'absent',
  end,
  endedAt: noon,
};
const line = (grant: Grant, name = 'CRM agent'): GrantLine => ({
  grant,
  name,
  entitlement: undefined,
  app: undefined,
});
const text = (given: readonly Grant[], taken: readonly Grant[]) =>
  accessChangeCard({
    kind: 'access_change',
    given: given.map((grant) => ({ ...line(grant), because: 'Everybody in support answers customers.' })),
    taken: taken.map((grant) => line(grant)),
  }).text;
const wire = (value: unknown): Json => JSON.parse(JSON.stringify(value));
const fits = (drawing: Drawing) => checkMessage(wire(drawing));

describe('the card about what came and went with a role', () => {
  test('says what came and why, and what went, in one message', () => {
    expect(text([active], [revoked])).toMatch(
      /^Your access changed\nGiven to you:\n• CRM agent – by your role \(support-basics\)\. Everybody in support answers customers\.\nTaken away:\n• CRM agent: .*It came with your role, and does not any more\./,
    );
  });

  test('announces nothing before it is true', () => {
    expect(text([birthright], [])).toContain('CRM agent: approved; about to be granted.');
    expect(text([birthright], [])).not.toContain('Taken away');
    expect(text([], [{ ...active, state: 'revoking', desired: 'absent', end }])).toContain(
      'being taken away',
    );
  });

  test('says that something stays for another reason', () => {
    expect(text([], [{ ...revoked, observed: 'present' }])).toContain(
      'you keep it through a request of yours',
    );
    expect(text([], [{ ...revoked, observed: 'present', adopted: true }])).toContain('left in place');
  });

  test('fits into a message, however much there is', () => {
    const heavy = '👩🏽‍🚀'.repeat(40);
    const many = Array.from({ length: 60 }, () => ({ ...line(active, heavy), because: heavy }));
    const view: AccessChangeView = { kind: 'access_change', given: many, taken: many };
    expect(fits(accessChangeCard(view))).toEqual([]);
    expect(accessChangeCard(view).text.length).toBeLessThanOrEqual(4_000);
    expect(fits(accessChangeCard({ kind: 'access_change', given: [], taken: [] }))).toEqual([]);
  });
});

describe('the card about what is held back', () => {
  const view: HeldBackView = {
    kind: 'held_back',
    holder: { person: ana, slack: 'U001' },
    name: 'CRM agent',
    rule: 'support-basics',
    conflict: { name: 'look or answer', because: 'Nobody does both.' },
    against: ['Payments DB read'],
    is: 'held_back',
  };

  test('says who, why and what to do', () => {
    const drawing = heldBackCard(view);
    expect(fits(drawing)).toEqual([]);
    expect(drawing.text).toMatch(
      /^CRM agent is held back from Ana\nWho: <@U001>\nWhat: .*“support-basics”.*\nWhy not: .*“look or answer” forbids it\. Nobody does both\. They hold Payments DB read\.\nWhat to do next: <@U001> can return/,
    );
  });

  test.each([
    ['given', 'it was given'],
    ['gone', 'does not give it to them any more'],
  ] as const)('settled, says how: %s', (is, says) => {
    expect(heldBackCard({ ...view, is }).text).toMatch(new RegExp(`^Settled: CRM agent for Ana[^]*${says}`));
  });
});
