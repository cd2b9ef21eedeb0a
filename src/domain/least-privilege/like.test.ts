import { describe, expect, it } from 'vitest';
import type { Entitlement } from '../catalogue.ts';
import { personId } from '../ids.ts';
import type { Person } from '../person.ts';
import { entitlement } from './given.ts';
import type { Holder, Holding, LikeAsk } from './like.ts';
import { like } from './like.ts';

const person = (id: string, rest: Partial<Person> = {}): Person => ({
  id: personId(id),
  version: 1,
  email: `${id}@example.com`,
  name: id,
  department: 'Payments',
  title: 'Engineer',
  location: 'Vienna',
  status: 'active',
  groups: [],
  attributes: {},
  ...rest,
});

const ann = person('ann', { department: 'Support', title: 'Agent' });
const bob = person('bob');
const chat = entitlement('app/chat');
const ledger = entitlement('app/ledger');
const pager = entitlement('app/pager');
const root = entitlement('app/root');
const vault = entitlement('app/vault');

const has = (one: Entitlement, by: Holding['by'] = 'requested'): Holding => ({ entitlement: one, by });
const peer = (id: string, holds: readonly Holding[], rest: Partial<Person> = {}): Holder => ({
  person: person(id, rest),
  holds,
});
const peers = (holding: number, of: number, one = ledger): readonly Holder[] =>
  Array.from({ length: of }, (_, at) => peer(`peer${at}`, at < holding ? [has(one)] : []));

function ask(holds: readonly Holding[], rest: Partial<LikeAsk> = {}) {
  const { offered, alone } = like({
    requester: ann,
    held: [],
    model: { person: bob, holds },
    byRule: new Set(),
    people: [],
    ...rest,
  });
  return {
    offered: offered.map(({ entitlement: one, why }) => `${one.id} ${why}`),
    alone: alone.map(({ id }) => id),
  };
}

describe('what is offered', () => {
  it('is what the model has by a rule, and what a rule gives to people like the requester', () => {
    const holds = [has(chat, 'birthright'), has(pager, 'role'), has(ledger), has(root)];
    expect(ask(holds, { byRule: new Set([ledger.id, vault.id]) })).toEqual({
      offered: ['app/chat role', 'app/ledger rule', 'app/pager role'],
      alone: ['app/root'],
    });
  });

  it.each<Holding['by']>(['requested', 'break_glass', 'adopted'])(
    'is not what the model alone has: %s',
    (by) => {
      expect(ask([has(root, by)])).toEqual({ offered: [], alone: ['app/root'] });
    },
  );

  it.each([
    [2, 4, true],
    [2, 5, false],
    [3, 5, true],
    [3, 3, true],
    [2, 2, false],
    [0, 3, false],
  ])('is what %d of %d peers hold: %s', (holding, of, offered) => {
    expect(ask([has(ledger)], { people: peers(holding, of) })).toEqual(
      offered ? { offered: ['app/ledger peers'], alone: [] } : { offered: [], alone: ['app/ledger'] },
    );
  });

  it('is each thing once, by the best reason, in name order', () => {
    const holds = [has(pager, 'break_glass'), has(ledger), has(pager, 'role'), has(chat, 'role'), has(chat)];
    expect(ask(holds, { people: peers(3, 3) }).offered).toEqual([
      'app/chat role',
      'app/ledger peers',
      'app/pager role',
    ]);
  });

  it('says why', () => {
    const { offered } = like({
      requester: ann,
      held: [],
      model: { person: bob, holds: [has(ledger), has(pager, 'role'), has(chat)] },
      byRule: new Set([chat.id]),
      people: peers(3, 4),
    });
    expect(offered.map(({ because }) => because)).toEqual([
      'A rule gives it to people like you.',
      '3 of 4 others with the title Engineer in Payments hold it.',
      'bob has it by a rule for their role.',
    ]);
  });

  it('is nothing that the requester holds', () => {
    expect(ask([has(chat, 'role'), has(root)], { held: [chat, root] })).toEqual({ offered: [], alone: [] });
  });
});

describe('who is a peer', () => {
  it.each<[string, Partial<Person>]>([
    ['in another department', { department: 'Support' }],
    ['with another title', { title: 'Manager' }],
    ['who left', { status: 'terminated' }],
    ['who has not begun', { status: 'prehire' }],
  ])('nobody %s', (_, rest) => {
    const others = [...peers(2, 2), peer('third', [has(ledger)], rest)];
    expect(ask([has(ledger)], { people: others }).offered).toEqual([]);
  });

  it('neither the model nor the requester', () => {
    const requester = person('ann');
    const people = [...peers(2, 2), { person: bob, holds: [has(ledger)] }, peer('ann', [has(ledger)])];
    expect(ask([has(ledger)], { people, requester }).offered).toEqual([]);
  });

  it('nobody where the directory knows no title or department', () => {
    for (const unknown of [{ title: '' }, { department: '' }]) {
      const people = peers(3, 3).map(({ person: one, holds }) => ({ person: { ...one, ...unknown }, holds }));
      const model = { person: person('bob', unknown), holds: [has(ledger)] };
      expect(ask([], { model, people }).offered).toEqual([]);
    }
  });

  it('and an emergency is no sign of a role', () => {
    const people = peers(3, 3).map(({ person: one }) => ({
      person: one,
      holds: [has(ledger, 'break_glass')],
    }));
    expect(ask([has(ledger)], { people }).offered).toEqual([]);
  });
});

describe('what is hidden from the requester', () => {
  const hidden = (one: Entitlement): Entitlement => ({ ...one, visibleTo: { department: ['Payments'] } });

  it('leaves no trace: the answer is the same as if nobody had it', () => {
    const seen = [has(chat, 'role'), has(root)];
    const unseen = [has(hidden(ledger), 'role'), has(hidden(vault)), has(hidden(pager), 'break_glass')];
    const rest = { byRule: new Set([ledger.id]), people: peers(3, 3, hidden(vault)) };
    expect(
      like({ requester: ann, held: [], model: { person: bob, holds: [...unseen, ...seen] }, ...rest }),
    ).toEqual(like({ requester: ann, held: [], model: { person: bob, holds: seen }, ...rest }));
  });

  it('is offered to those who may see it', () => {
    const requester = person('ann', { title: 'Clerk' });
    expect(ask([has(hidden(ledger), 'role')], { requester }).offered).toEqual(['app/ledger role']);
  });
});
