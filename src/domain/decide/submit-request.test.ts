import { describe, expect, test } from 'vitest';
import type { Target } from '../catalogue.ts';
import type { Scope } from '../condition.ts';
import { bundleId, cardId, entitlementId, personId } from '../ids.ts';
import { day, hour } from '../instant.ts';
import type { Person } from '../person.ts';
import type { PolicyVersion } from '../policy.ts';
import {
  ana,
  bo,
  card,
  carla,
  dan,
  directory,
  entitlement,
  eve,
  momentAt,
  noon,
  pending,
  planned,
  rule,
  slack,
  version,
} from './given.ts';
import type { SubmitFacts, SubmitRequest } from './submit-request.ts';
import { submitRequest } from './submit-request.ts';

const write: Target = { kind: 'entitlement', id: entitlementId('db/write') };
const item = (id: string): Target => ({ kind: 'entitlement', id: entitlementId(id) });
const facts: SubmitFacts = {
  ...slack(ana),
  policy: version,
  directory,
  open: [],
  held: [],
  gap: { reachable: [], told: [] },
};

function submit(ask: Partial<SubmitRequest> = {}, given: Partial<SubmitFacts> = {}, moment = momentAt()) {
  const known = { ...facts, ...given };
  const command = {
    kind: 'submit_request' as const,
    actor: known.actor,
    target: write,
    duration: hour,
    reason: 'INC-42 is burning',
    ...ask,
  };
  return submitRequest(command, known, moment);
}
const codeOf = (decision: ReturnType<typeof submit>) =>
  decision.is === 'refused' ? decision.refusal.code : decision.is;
const rows = (decision: ReturnType<typeof submit>) =>
  decision.is === 'accepted' ? decision.changes.map((change) => change.row) : [];

describe('asking for access', () => {
  test('goes to the manager: a pending request, a card for each side, one audit entry, nothing granted', () => {
    const decision = submit();
    expect(rows(decision)).toMatchObject([
      {
        id: 'req_1',
        state: 'pending',
        rule: 'write',
        asked: [{ person: 'bo' }],
        deadlineAt: noon + 24 * hour * 1_000,
      },
      { role: 'requester', person: 'ana' },
      { role: 'approver', person: 'bo' },
    ]);
    expect(decision.is === 'accepted' && decision.audit.map((entry) => [entry.actor, entry.action])).toEqual([
      ['person:ana', 'request.submitted'],
    ]);
  });

  test('is approved at once where a rule says so, and the grant is planned with its end before anything is called', () => {
    const decision = submit({ target: item('db/read') });
    expect(rows(decision)).toContainEqual(
      expect.objectContaining({
        state: 'planned',
        entitlement: 'db/read',
        expiresAt: noon + hour * 1_000,
        desired: 'present',
      }),
    );
    expect(decision.is === 'accepted' && decision.effects).toContainEqual({
      kind: 'reconcile',
      key: 'ana|db/read',
      notBefore: noon,
      urgent: false,
    });
    expect(decision.is === 'accepted' && decision.audit.map((entry) => entry.actor)).toEqual([
      'person:ana',
      'system:policy',
    ]);
  });

  test('gives a human fulfiller a day more to begin', () => {
    const auto = { ...version, policy: { ...version.policy, rules: [rule('all', {})] } };
    expect(rows(submit({ target: item('room/key') }, { policy: auto }))).toContainEqual(
      expect.objectContaining({ state: 'planned', expiresAt: noon + 25 * hour * 1_000 }),
    );
  });

  test.each([
    ['an empty reason', { reason: '' }, 'E-REQ-REASON'],
    ['only spaces and zero-width characters', { reason: ' \u200b\u200d \u2060'.repeat(20) }, 'E-REQ-REASON'],
    ['4,001 characters', { reason: 'x'.repeat(4_001) }, 'E-REQ-REASON'],
    [
      'a flood of combining marks',
      { reason: `needed ${'e\u0301\u0302\u0303'.repeat(4)}${'\u0301'.repeat(12)}` },
      'E-REQ-REASON-SIZE',
    ],
    ['no time', { duration: 0 }, 'E-REQ-DUR'],
    ['negative time', { duration: -60 }, 'E-REQ-DUR'],
    ['half a second', { duration: 900.5 }, 'E-REQ-DUR'],
    ['NaN', { duration: Number.NaN }, 'E-REQ-DUR'],
    ['more than the entitlement allows', { duration: 8 * hour + 1 }, 'E-REQ-DUR'],
    ['more than the rule allows', { target: item('db/read'), duration: 5 * hour }, 'E-REQ-DUR'],
    ['an unknown item', { target: item('db/nothing') }, 'E-CAT-NONE'],
    ['a hidden item', { target: item('db/secret') }, 'E-CAT-NONE'],
    ['what a rule refuses', { target: item('db/admin') }, 'E-POL-REFUSED'],
  ] as const)('is refused for %s', (_, ask, code) => {
    expect(codeOf(submit(ask))).toBe(code);
  });

  test('accepts the longest length exactly', () => {
    expect(codeOf(submit({ duration: 8 * hour }))).toBe('accepted');
  });

  test('says the same of a hidden item as of an unknown one', () => {
    expect(submit({ target: item('db/secret') })).toEqual(submit({ target: item('db/nothing') }));
  });

  test.each([
    ['guests', slack(ana, 'guest'), 'E-IDENT-GUEST'],
    ['people of other workspaces', slack(ana, 'external'), 'E-IDENT-EXT'],
    ['bots', slack(ana, 'bot'), 'E-IDENT-BOT'],
    ['deactivated accounts', slack(ana, 'deactivated'), 'E-IDENT-LEFT'],
    ['people who left', slack(dan), 'E-IDENT-LEFT'],
    ['accounts linked to nobody', { ...slack(ana), linked: undefined }, 'E-IDENT-NONE'],
    ['anybody while Slack cannot say who they are', slack(ana, 'unknown'), 'E-IDENT-CHECK'],
  ] as const)('is refused to %s, and written down', (_, who, code) => {
    const decision = submit({}, who);
    expect(codeOf(decision)).toBe(code);
    expect(decision.is === 'refused' && decision.audit).toMatchObject([
      { outcome: 'refused', because: code },
    ]);
  });

  test('points to the request that waits already, and to the access that is held already', () => {
    expect(submit({}, { open: [pending] })).toMatchObject({
      refusal: { code: 'E-REQ-PENDING', see: pending.id },
    });
    expect(codeOf(submit({}, { held: [planned] }))).toBe('E-REQ-HELD');
    expect(
      codeOf(
        submit(
          {},
          {
            held: [
              {
                ...planned,
                state: 'revoking',
                desired: 'absent',
                end: { why: 'returned', by: ana.id, since: noon },
              },
            ],
          },
        ),
      ),
    ).toBe('accepted');
  });

  test('stops at the most requests that may wait', () => {
    const others = ['a', 'b'].map((id) => ({ ...pending, target: item(`db/${id}`) }));
    expect(codeOf(submit({}, { open: others }))).toBe('E-LIMIT-PENDING');
  });

  test('is refused when made if nobody but the requester could decide', () => {
    const alone = { ...slack({ ...ana, manager: ana.id }) };
    expect(codeOf(submit({}, alone))).toBe('E-APPR-NONE');
    expect(codeOf(submit({}, slack({ ...ana, manager: dan.id })))).toBe('E-APPR-NONE');
  });

  describe('that nobody can decide about', () => {
    const alone = slack({ ...ana, manager: dan.id });
    const gap = (id: string, at: number) =>
      card(bo, {
        id: cardId(`card-${id}`),
        role: 'gap',
        about: { kind: 'gap', item: write, person: ana.id, duration: 2 * hour },
        person: personId(id),
        createdAt: at,
      });
    const told = (given: Partial<SubmitFacts>) => {
      const decision = submit({}, { ...alone, ...given });
      const cards = decision.changes.map((change) => change.row);
      expect(decision.effects).toEqual(cards.map((row) => ({ kind: 'card', card: 'id' in row && row.id })));
      return [decision.is === 'refused' && decision.refusal, ...cards] as const;
    };
    const owned = (owners: Person[], fulfillers: Person[] = []): PolicyVersion => ({
      ...version,
      policy: {
        ...version.policy,
        entitlements: [entitlement('db/write', { owners: owners.map((one) => one.id) })],
        settings: { ...version.policy.settings, fulfillers: fulfillers.map((one) => one.id) },
      },
    });

    test('is told to the owner too, who is named to the requester; the refusal is written down as before', () => {
      const decision = submit({}, { ...alone, gap: { reachable: [carla], told: [] } });
      expect(decision).toMatchObject({
        is: 'refused',
        refusal: { code: 'E-APPR-NONE', text: expect.stringContaining('Carla is told of this. Ask again') },
        changes: [{ put: 'card', row: { role: 'gap', person: 'carla', about: { duration: hour } } }],
        effects: [{ kind: 'card' }],
        audit: [{ action: 'request.submitted', outcome: 'refused', because: 'E-APPR-NONE' }],
      });
    });

    test.each<[string, PolicyVersion, Person[], string[]]>([
      ['the owners of the item', owned([bo, eve]), [bo, carla, eve], ['bo', 'eve']],
      ['the owners of the app, where none of those can be reached', owned([eve]), [carla], ['carla']],
      ['the fulfillers, where no owner is active', owned([dan], [bo]), [dan, bo], ['bo']],
      ['nobody, rather than the requester', owned([ana], [ana]), [ana], []],
    ])('is told to %s', (...[, policy, reachable, names]) => {
      const [refusal, ...cards] = told({ policy, gap: { reachable, told: [] } });
      expect(cards.map((row) => 'person' in row && row.person)).toEqual(names);
      expect(refusal).toMatchObject({
        text: expect.stringContaining(names.length > 0 ? 'told of this' : 'ask your IT team'),
      });
    });

    test('is told again only when 24 hours are over, to each by their own time', () => {
      const policy = owned([bo, eve]);
      const reachable = [bo, eve];
      const late = noon - day * 1_000;
      const once = told({ policy, gap: { reachable, told: [gap('bo', noon - 1), gap('eve', late)] } });
      expect(once).toMatchObject([{ text: expect.stringContaining('are told') }, { person: 'eve' }]);
      const both = [gap('bo', late + 1), gap('eve', noon - 60_000), gap('eve', late)];
      expect(told({ policy, gap: { reachable, told: both } })).toEqual([
        expect.objectContaining({
          text: expect.stringContaining('Bo and Eve were told of this at {at}.'),
          at: noon - 60_000,
        }),
      ]);
    });

    test('at a length that nobody could have is only put right', () => {
      const gapFacts = { gap: { reachable: [carla], told: [] } };
      for (const duration of [Number.NaN, 0, 9 * hour]) {
        const decision = submit({ duration }, { ...alone, ...gapFacts });
        expect([codeOf(decision), decision.changes]).toEqual(['E-REQ-DUR', []]);
      }
    });
  });

  test('never lets a bundle slip past a rule about one of its parts', () => {
    const target: Target = { kind: 'bundle', id: bundleId('oncall') };
    expect(codeOf(submit({ target }))).toBe('E-POL-NONE');
    const refused = {
      ...version,
      policy: {
        ...version.policy,
        rules: [
          rule('no-write', { match: { items: ['db/write'] }, route: { kind: 'refuse', text: 'No.' } }),
          rule('all', {}),
        ],
      },
    };
    expect(codeOf(submit({ target }, { policy: refused }))).toBe('E-POL-REFUSED');
    const named = {
      ...version,
      policy: { ...version.policy, rules: [rule('bundle', { match: { items: ['oncall'] } })] },
    };
    expect(rows(submit({ target }, { policy: named })).filter((row) => 'desired' in row)).toHaveLength(2);
  });

  test('is not approved by the policy while there is doubt, but may still be asked of a person', () => {
    const moment = { ...momentAt(), doubt: { code: 'E-CLOCK' as const, text: 'The clock is behind.' } };
    expect(codeOf(submit({ target: item('db/read') }, {}, moment))).toBe('E-CLOCK');
    expect(codeOf(submit({}, {}, moment))).toBe('accepted');
  });

  test('keeps joiners of emoji, and removes what reorders or hides', () => {
    const decision = submit({ reason: 'needed \u202efor 👩‍💻\u0000 INC-42' });
    expect(rows(decision)).toContainEqual(expect.objectContaining({ reason: 'needed for 👩‍💻 INC-42' }));
  });

  test('is not possible without a policy', () => {
    expect(codeOf(submit({}, { policy: undefined }))).toBe('E-POL-NONE');
  });
});

describe('a ticket and further answers', () => {
  const policy: PolicyVersion = {
    ...version,
    policy: {
      ...version.policy,
      rules: [
        rule('eu-incidents', { match: { condition: 'an incident in the EU' } }),
        rule('all', {
          ticket: { pattern: 'INC-[0-9]+', example: 'INC-1' },
          fields: [{ key: 'region', label: 'Region', required: true }],
        }),
      ],
    },
  };
  const judging = {
    ...momentAt(),
    judge: (_: string, { request }: Scope) => ({
      is:
        request.ticket === 'INC-7' && request.fields['region'] === 'EU'
          ? ('true' as const)
          : ('false' as const),
    }),
  };

  test('conditions see them as they are kept, without the blanks around them', () => {
    const decision = submit({ ticket: ' INC-7 ', fields: { region: ' EU' } }, { policy }, judging);
    expect(rows(decision)[0]).toMatchObject({
      rule: 'eu-incidents',
      ticket: 'INC-7',
      fields: { region: 'EU' },
    });
  });

  test('what the rule wants and does not get is said with the field it belongs to', () => {
    expect(submit({ fields: { region: 'EU' } }, { policy }, judging)).toMatchObject({
      refusal: { code: 'E-REQ-TICKET', field: 'ticket' },
    });
    expect(submit({ ticket: 'INC-8' }, { policy }, judging)).toMatchObject({
      refusal: { code: 'E-REQ-FIELD', field: 'field:region' },
    });
  });
});

test('a rule lets one person have only so many requests waiting; those under other rules and extensions do not count', () => {
  const policy: PolicyVersion = {
    ...version,
    policy: {
      ...version.policy,
      rules: [rule('one', { maxOpen: 1 })],
      settings: { ...version.policy.settings, maxPending: 9 },
    },
  };
  const other = { ...pending, target: item('db/read') };
  expect(codeOf(submit({}, { policy, open: [{ ...other, rule: 'one' }] }))).toBe('E-LIMIT-PENDING');
  expect(codeOf(submit({}, { policy, open: [{ ...other, rule: 'another' }] }))).toBe('accepted');
});

test.each([
  ['in time', hour, undefined, 'accepted'],
  ['too far ahead for the rule', 2 * day, { startWithin: day }, 'E-REQ-START'],
  ['too far ahead for the company', 15 * day, undefined, 'E-REQ-START'],
  ['later, where it begins only at once', hour, { startWithin: 0 }, 'E-REQ-START'],
  ['long past', -hour, undefined, 'E-REQ-START'],
  ['a minute past', -60, undefined, 'accepted'],
])('a start %s', (...[, ahead, more, code]) => {
  const policy: PolicyVersion = {
    ...version,
    policy: { ...version.policy, rules: [rule('all', more ?? {})] },
  };
  const decision = submit({ startAt: noon + ahead * 1_000 }, { policy });
  expect(codeOf(decision)).toBe(code);
  if (code === 'accepted') expect('startAt' in (rows(decision)[0] ?? {})).toBe(ahead > 0);
});
