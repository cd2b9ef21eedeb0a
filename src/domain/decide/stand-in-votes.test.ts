// Votes cast in somebody's place, over days on which people come and go.
import { describe, expect, test } from 'vitest';
import type { Directory } from '../approvers.ts';
import { voteId } from '../ids.ts';
import { hour } from '../instant.ts';
import type { Person } from '../person.ts';
import type { Stage } from '../policy.ts';
import { oneOf } from '../policy-sources.ts';
import type { Vote } from '../request.ts';
import { approve, deny } from './decide-request.ts';
import { ana, bo, card, carla, directory, eve, momentAt, noon, pending, slack, version } from './given.ts';
import type { Pending } from './way.ts';

const away = (from: Person, to: Person): Directory => ({
  ...directory,
  standIn: (id) => (id === from.id ? { to: to.id, until: 'Fri 27 Nov' } : undefined),
});
const left = (who: Person, over: Directory = directory): Directory => ({
  ...over,
  person: (id) => (id === who.id ? { ...who, status: 'terminated' } : over.person(id)),
});
const vote = (who: Person, more: Partial<Vote> = {}): Vote => ({
  id: voteId(`v-${who.id}`),
  request: pending.id,
  revision: 1,
  stage: 0,
  person: who.id,
  verdict: 'approve',
  reason: '',
  at: noon,
  ...more,
});
const through = (...stages: readonly Stage[]): Pending => ({
  ...pending,
  state: 'pending',
  way: { stages, at: 0, since: noon, step: 0, patience: 24 * hour },
});
const two: Stage = { ...oneOf({ by: 'manager' }, { by: 'owner' }), need: 2 };
const base = {
  requester: ana,
  frozen: version,
  current: version,
  held: [],
  cards: [],
  extended: undefined,
  endedBy: undefined,
};
const press = (who: Person) => ({
  card: card(who).id,
  revision: 1,
  place: { channel: `D-${who.id}`, ts: '1.1' },
});
type Now = { readonly request: Pending; readonly over: Directory; readonly votes?: readonly Vote[] };
const facts = (who: Person, { request, over, votes = [] }: Now) => ({
  ...slack(who),
  ...base,
  directory: over,
  card: card(who),
  request,
  votes,
});
const yes = (who: Person, at: Now) =>
  approve(
    { kind: 'approve', actor: slack(who).actor, press: press(who), reason: '' },
    facts(who, at),
    momentAt(),
  );
const no = (who: Person, at: Now) =>
  deny(
    { kind: 'deny', actor: slack(who).actor, press: press(who), reason: 'Not this week.' },
    facts(who, at),
    momentAt(),
  );
const puts = (decision: ReturnType<typeof yes>, put: 'vote' | 'grant' | 'request') =>
  decision.changes.flatMap((one) => (one.put === put ? [one.row] : []));

describe('a vote in somebody’s place', () => {
  test('says in whose, whether yes or no, and so does the end of the request', () => {
    const request = through(oneOf({ by: 'manager' }));
    const [cast] = puts(yes(eve, { request: request, over: away(bo, eve) }), 'vote');
    expect(cast).toMatchObject({ person: eve.id, standsInFor: bo.id });
    const denied = no(eve, { request, over: away(bo, eve) });
    expect(puts(denied, 'vote')).toMatchObject([{ person: eve.id, standsInFor: bo.id, verdict: 'deny' }]);
    expect(puts(denied, 'request')).toMatchObject([{ end: { by: eve.id, standsInFor: bo.id } }]);
  });

  test('is theirs alone while it runs: whoever is away is told to take it back first', () => {
    expect(yes(bo, { request: through(oneOf({ by: 'manager' })), over: away(bo, eve) })).toMatchObject({
      is: 'refused',
      refusal: { code: 'E-APPR-CHANGED', text: expect.stringContaining('Eve is asked in your place') },
    });
  });

  test('is never cast by whoever asked for it on somebody’s behalf', () => {
    const request = { ...through(oneOf({ by: 'owner' })), submittedBy: bo.id };
    expect(yes(bo, { request, over: away(carla, bo) })).toMatchObject({ refusal: { code: 'E-SELF' } });
    expect(puts(yes(carla, { request, over: away(carla, bo) }), 'grant')).toHaveLength(1);
    expect(yes(eve, { request: { ...through(two), submittedBy: bo.id }, over: away(bo, eve) }).is).toBe(
      'refused',
    );
  });

  test('stays theirs when they are back, who need not agree again', () => {
    const inPlace = vote(eve, { standsInFor: bo.id });
    expect(yes(bo, { request: through(two), over: directory, votes: [inPlace] })).toMatchObject({
      answer: { text: 'This was approved in the same place already; others have to as well.' },
      changes: [],
    });
    expect(
      puts(yes(carla, { request: through(two), over: directory, votes: [inPlace] }), 'grant'),
    ).toHaveLength(1);
  });

  test('does not count once whoever cast it has left; then the other decides', () => {
    const inPlace = vote(eve, { standsInFor: bo.id });
    expect(puts(yes(carla, { request: through(two), over: left(eve), votes: [inPlace] }), 'grant')).toEqual(
      [],
    );
    expect(puts(yes(bo, { request: through(two), over: left(eve), votes: [inPlace] }), 'vote')).toHaveLength(
      1,
    );
  });

  test('is not cast again by whoever stands in after an answer of their own', () => {
    expect(
      puts(yes(carla, { request: through(two), over: away(bo, eve), votes: [vote(bo)] }), 'grant'),
    ).toHaveLength(1);
    expect(yes(eve, { request: through(two), over: away(bo, eve), votes: [vote(bo)] })).toMatchObject({
      is: 'refused',
    });
  });

  test('and one’s own are one human: two in number are still missing one', () => {
    const three: Stage = {
      ...oneOf({ by: 'manager' }, { by: 'owner' }, { by: 'person', person: eve.id }),
      need: 2,
    };
    // Eve voted for Bo while she had no right of her own; now she has, and Bo is back.
    const decision = yes(eve, {
      request: through(three),
      over: directory,
      votes: [vote(eve, { standsInFor: bo.id })],
    });
    expect(decision.changes).toEqual([]);
    expect(
      puts(
        yes(carla, {
          request: through({ ...three, need: 3 }),
          over: directory,
          votes: [vote(eve, { standsInFor: bo.id })],
        }),
        'grant',
      ),
    ).toEqual([]);
  });

  test('uses up the say of both in the stages after it', () => {
    const stages = [
      oneOf({ by: 'manager' }),
      oneOf({ by: 'manager' }, { by: 'person', person: eve.id }, { by: 'owner' }),
    ];
    const second: Pending = { ...through(...stages), way: { ...through(...stages).way, at: 1 } };
    const before = vote(eve, { standsInFor: bo.id });
    for (const who of [bo, eve])
      expect(yes(who, { request: second, over: directory, votes: [before] })).toMatchObject({
        is: 'refused',
      });
    expect(puts(yes(carla, { request: second, over: directory, votes: [before] }), 'grant')).toHaveLength(1);
  });
});
