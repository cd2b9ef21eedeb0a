import { describe, expect, test } from 'vitest';
import type { Card } from '../card.ts';
import { cardId, personId } from '../ids.ts';
import { day, hour } from '../instant.ts';
import type { PolicyVersion, Stage } from '../policy.ts';
import { oneOf } from '../policy-sources.ts';
import type { Asked } from '../request.ts';
import { askDirectly } from './ask-directly.ts';
import type { DecideFacts } from './check-decision.ts';
import { approve } from './decide-request.ts';
import {
  ana,
  bo,
  card,
  carla,
  directory,
  eve,
  momentAt,
  noon,
  pending,
  slack,
  version,
  worker,
} from './given.ts';
import { requestDue } from './request-due.ts';
import type { SubmitFacts } from './submit-request.ts';
import { submitRequest } from './submit-request.ts';
import type { Pending } from './way.ts';

const channel = 'C0ACCESS';
const both: Stage = oneOf({ by: 'manager' }, { by: 'owner' });

/** The policy with the rule “write” going through these stages. */
const policyWith = (stages: readonly Stage[], above = 1): PolicyVersion => ({
  ...version,
  policy: {
    ...version.policy,
    rules: version.policy.rules.map((rule) =>
      rule.name === 'write' ? { ...rule, route: { kind: 'ask', stages } } : rule,
    ),
    settings: { ...version.policy.settings, askInChannel: { above, channel } },
  },
});

type Cards = readonly string[];
const cardsOf = (decision: ReturnType<typeof approve>): Cards =>
  decision.changes.flatMap((one) =>
    one.put === 'card' ? [`${one.row.role} ${one.row.person ?? `#${one.row.channel}`}`] : [],
  );

function submit(stages: readonly Stage[], above?: number): Cards {
  const facts: SubmitFacts = {
    ...slack(ana),
    policy: policyWith(stages, above),
    directory,
    gap: { reachable: [], told: [] },
    open: [],
    held: [],
  };
  const { target, duration, reason } = pending;
  return cardsOf(
    submitRequest(
      { kind: 'submit_request', actor: facts.actor, target, duration, reason },
      facts,
      momentAt(),
    ),
  );
}

describe('the cards of a request', () => {
  test('go to each who is asked, up to so many; beyond that there is one in the channel', () => {
    expect(submit([both], 2)).toEqual(['requester ana', 'approver bo', 'approver carla']);
    expect(submit([both])).toEqual(['requester ana', `approver #${channel}`]);
  });

  test('go to people and channels who are told, never to the requester, and not twice to whoever is asked', () => {
    const tell: Stage['tell'] = [
      { by: 'channel', channel: 'C0TOLD' },
      { by: 'channel', channel: 'C0TOLD' },
      { by: 'manager' },
      { by: 'group', group: 'security' },
      { by: 'person', person: ana.id },
    ];
    expect(submit([{ ...oneOf({ by: 'manager' }), tell }])).toEqual([
      'requester ana',
      'approver bo',
      'told #C0TOLD',
      'told eve',
    ]);
  });

  test('where the channel is asked, neither it nor whoever decides there is told as well', () => {
    expect(submit([{ ...both, tell: [{ by: 'channel', channel }, { by: 'manager' }] }])).toEqual([
      'requester ana',
      `approver #${channel}`,
    ]);
  });
});

const inChannel: Card = {
  id: cardId('card-channel'),
  version: 2,
  role: 'approver',
  about: { kind: 'request', id: pending.id },
  channel,
  createdAt: noon,
  ts: '1.1',
};
const asked: readonly Asked[] = [bo, carla].map(({ id }) => ({ person: id, why: 'So.' }));
const through = (stages: readonly Stage[]): Pending => ({
  ...pending,
  state: 'pending',
  asked,
  way: { stages, at: 0, since: noon, step: 0, patience: 24 * hour, channel },
});

function yes(who: typeof bo, rest: Partial<DecideFacts> & { at?: string; now?: number } = {}) {
  const { at = channel, now = noon, ...given } = rest;
  const request = given.request ?? through([both]);
  return approve(
    {
      kind: 'approve',
      actor: slack(who).actor,
      press: { card: inChannel.id, revision: 1, place: { channel: at, ts: '1.1' } },
      reason: '',
    },
    {
      ...slack(who),
      card: inChannel,
      requester: ana,
      frozen: policyWith('way' in request ? request.way.stages : [both]),
      current: version,
      directory,
      held: [],
      extended: undefined,
      endedBy: undefined,
      votes: [],
      cards: [inChannel],
      ...given,
      request,
    },
    momentAt(now),
  );
}
const codeOf = (decision: ReturnType<typeof approve>): string =>
  decision.is === 'refused' ? decision.refusal.code : 'accepted';

describe('a click on a card in a channel', () => {
  test('counts for whoever may decide, and for nobody else who reads it', () => {
    expect(codeOf(yes(bo))).toBe('accepted');
    expect(codeOf(yes(carla))).toBe('accepted');
    expect(codeOf(yes(eve))).toBe('E-APPR-NOT');
    expect(codeOf(yes(ana))).toBe('E-SELF');
    expect(codeOf(yes(bo, { linked: undefined }))).toBe('E-IDENT-NONE');
    expect(codeOf(yes(bo, { ...slack(bo, 'guest') }))).toBe('E-IDENT-GUEST');
    expect(codeOf(yes(bo, { linked: { ...bo, status: 'terminated' } }))).toBe('E-IDENT-LEFT');
  });

  test('counts in that channel only, and never on a card that only tells', () => {
    expect(codeOf(yes(bo, { at: 'C0OTHER' }))).toBe('E-TOKEN-PLACE');
    expect(codeOf(yes(bo, { card: { ...inChannel, role: 'told' } }))).toBe('E-TOKEN-OWNER');
  });

  test('that is too old is answered with a fresh card, for whoever may decide', () => {
    const request: Pending = {
      ...through([both]),
      way: { ...through([both]).way, patience: 30 * day },
    };
    const late = { now: noon + 8 * day * 1_000, request };
    expect(cardsOf(yes(bo, late))).toEqual([`approver #${channel}`]);
    expect(cardsOf(yes(eve, late))).toEqual([]);
    expect(codeOf(yes(eve, late))).toBe('E-TOKEN-OLD');
  });

  test('leads to the next stage: there in a message that is noticed, elsewhere with a card for each', () => {
    const again = through([both, { ...both, distinct: false }]);
    expect(cardsOf(yes(bo, { request: again }))).toEqual([`reminder #${channel}`]);
    const owner = through([both, oneOf({ by: 'owner' })]);
    expect(cardsOf(yes(bo, { request: owner }))).toEqual(['approver carla']);
  });
});

test('more people than fit move a stage into the channel; those with a card keep it', () => {
  const steps = [{ after: hour, do: 'escalate', to: [{ by: 'group', group: 'security' }] }] as const;
  const { channel: _, ...way } = through([{ ...both, steps }]).way;
  const decision = requestDue(
    { kind: 'request_due', actor: worker.actor, request: pending.id },
    {
      ...worker,
      request: { ...through([]), way, deadlineAt: noon },
      requester: ana,
      frozen: policyWith([both], 2),
      directory,
      votes: [],
      cards: [card(bo), card(carla)],
    },
    momentAt(),
  );
  expect(cardsOf(decision)).toEqual([`approver #${channel}`]);
});

describe('a channel that is closed to us', () => {
  const closed = (request: Pending, cards: readonly Card[] = [inChannel]) =>
    askDirectly(
      { kind: 'channel_closed', actor: worker.actor, card: inChannel.id, error: 'is_archived' },
      { ...worker, card: inChannel, request, cards },
      momentAt(),
    );

  test('leaves nobody unasked: each who has no card of their own gets one, once', () => {
    expect(cardsOf(closed(through([both])))).toEqual(['approver bo', 'approver carla']);
    expect(cardsOf(closed(through([both]), [inChannel, card(bo)]))).toEqual(['approver carla']);
    const { channel: _, ...way } = through([both]).way;
    expect(cardsOf(closed({ ...through([both]), way }))).toEqual([]);
  });

  test('is written down', () => {
    expect(closed(through([both])).audit).toMatchObject([
      {
        action: 'request.asked_directly',
        detail: { channel, error: 'is_archived', asked: [personId('bo'), personId('carla')] },
      },
    ]);
  });
});
