import { describe, expect, test } from 'vitest';
import { day, hour } from '../instant.ts';
import type { Request } from '../request.ts';
import type { DecideFacts } from './check-decision.ts';
import { approve, deny } from './decide-request.ts';
import { ana, bo, card, carla, directory, momentAt, noon, pending, slack, version } from './given.ts';

const facts: DecideFacts = {
  ...slack(bo),
  card: card(bo),
  request: pending,
  requester: ana,
  frozen: version,
  current: version,
  directory,
  votes: [],
  cards: [],
  held: [],
  extended: undefined,
  endedBy: undefined,
};
type Given = {
  facts?: Partial<DecideFacts>;
  revision?: number;
  channel?: string;
  now?: number;
  reason?: string;
};

function press(verdict: 'approve' | 'deny', given: Given = {}) {
  const known = { ...facts, ...given.facts };
  const button = {
    card: card(bo).id,
    revision: given.revision ?? 1,
    place: { channel: given.channel ?? 'D-bo', ts: '1.1' },
  };
  const moment = momentAt(given.now);
  return verdict === 'approve'
    ? approve(
        { kind: 'approve', actor: known.actor, press: button, reason: given.reason ?? '' },
        known,
        moment,
      )
    : deny(
        { kind: 'deny', actor: known.actor, press: button, reason: given.reason ?? 'Not during the freeze.' },
        known,
        moment,
      );
}
const codeOf = (decision: ReturnType<typeof press>) =>
  decision.is === 'refused' ? decision.refusal.code : decision.is;
const ended = (
  state: 'approved' | 'denied' | 'cancelled' | 'expired',
  by: Request['requester'] | 'clock',
): Request => ({ ...pending, version: 2, state, end: { by, at: noon + 60_000, why: '' } });

describe('an approver', () => {
  test('approves: the vote, the approved request and the planned grant are one change', () => {
    const decision = press('approve');
    expect(
      decision.is === 'accepted' && decision.changes.map((change) => [change.put, change.row]),
    ).toMatchObject([
      ['vote', { person: 'bo', verdict: 'approve', revision: 1 }],
      ['request', { state: 'approved', version: 2, end: { by: 'bo', at: noon } }],
      ['grant', { state: 'planned', expiresAt: noon + hour * 1_000 }],
    ]);
  });

  test('denies with a reason, which the requester is sent', () => {
    const decision = press('deny');
    expect(
      decision.is === 'accepted' && decision.changes.map((change) => [change.put, change.row]),
    ).toMatchObject([
      ['vote', { verdict: 'deny', reason: 'Not during the freeze.' }],
      ['request', { state: 'denied', end: { why: 'Not during the freeze.' } }],
      ['card', { role: 'outcome', person: 'ana' }],
    ]);
    expect(codeOf(press('deny', { reason: ' ' }))).toBe('E-REQ-REASON');
  });

  test.each<[string, Given, string]>([
    [
      'their own request',
      {
        facts: {
          ...slack(ana),
          card: card(ana),
          request: { ...pending, asked: [{ person: ana.id, why: '' }] },
        },
        channel: 'D-ana',
      },
      'E-SELF',
    ],
    [
      'what they were never asked about',
      { facts: { ...slack(carla), card: card(carla) }, channel: 'D-carla' },
      'E-APPR-NOT',
    ],
    [
      'what they may no longer decide',
      { facts: { requester: { ...ana, manager: carla.id } } },
      'E-APPR-CHANGED',
    ],
    ['with a button made for somebody else', { facts: slack(carla) }, 'E-TOKEN-OWNER'],
    ['with a copy of the card in another conversation', { channel: 'C-general' }, 'E-TOKEN-PLACE'],
    ['with a button nobody made', { facts: { card: undefined } }, 'E-TOKEN'],
    ['an older revision', { revision: 2 }, 'E-REV'],
    ['at the very instant of the deadline', { now: pending.deadlineAt }, 'E-DECIDED'],
    ['as a guest', { facts: slack(bo, 'guest') }, 'E-IDENT-GUEST'],
    ['after leaving', { facts: { linked: { ...bo, status: 'terminated' } } }, 'E-IDENT-LEFT'],
    ['with a deactivated Slack account', { facts: slack(bo, 'deactivated') }, 'E-IDENT-LEFT'],
  ])('cannot decide %s', (_, given, code) => {
    for (const verdict of ['approve', 'deny'] as const) {
      const decision = press(verdict, given);
      expect(codeOf(decision)).toBe(code);
      expect(decision.is === 'refused' && decision.audit).toMatchObject([
        { outcome: 'refused', because: code },
      ]);
    }
  });

  test('who clicks again is told so, without an error and without a second grant', () => {
    const decision = press('approve', { facts: { request: ended('approved', bo.id), endedBy: bo } });
    expect(decision).toMatchObject({
      is: 'accepted',
      changes: [],
      answer: { text: 'You approved this already.' },
    });
  });

  test('who comes second learns who was first, and when', () => {
    const decision = press('deny', { facts: { request: ended('approved', carla.id), endedBy: carla } });
    expect(decision).toMatchObject({
      is: 'refused',
      refusal: {
        code: 'E-DECIDED',
        text: 'Already approved by Carla at {at}. Nothing was changed.',
        at: noon + 60_000,
      },
    });
  });

  test('gets a fresh card for one that is a week old', () => {
    const old = { ...pending, deadlineAt: noon + 30 * day * 1_000 };
    const decision = press('approve', { now: noon + 7 * day * 1_000, facts: { request: old } });
    expect(decision).toMatchObject({
      is: 'refused',
      refusal: { code: 'E-TOKEN-OLD' },
      changes: [{ put: 'card', row: { role: 'approver', person: 'bo' } }],
      effects: [{ kind: 'card' }],
    });
  });

  test('cannot approve for somebody who left or what was withdrawn, but can deny it', () => {
    const left = { facts: { requester: { ...ana, status: 'terminated' as const } } };
    const withdrawn = { facts: { current: { ...version, policy: { ...version.policy, entitlements: [] } } } };
    expect([codeOf(press('approve', left)), codeOf(press('approve', withdrawn))]).toEqual([
      'E-STATE',
      'E-CAT-NONE',
    ]);
    expect([codeOf(press('deny', left)), codeOf(press('deny', withdrawn))]).toEqual(['accepted', 'accepted']);
  });
});
