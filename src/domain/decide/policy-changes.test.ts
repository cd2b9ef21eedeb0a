import { describe, expect, test } from 'vitest';
import type { Card } from '../card.ts';
import type { Command } from '../command.ts';
import { cardId, personId, policyVersionId, proposalId } from '../ids.ts';
import { day } from '../instant.ts';
import type { Person } from '../person.ts';
import type { PolicySettings, PolicyVersion } from '../policy.ts';
import type { PolicyProposal, Weighed } from '../proposal.ts';
import { applyPolicy } from './apply-policy.ts';
import { decideProposal } from './decide-proposal.ts';
import { ana, bo, carla, dan, eve, momentAt, noon, slack, version } from './given.ts';
import { proposePolicy } from './propose-policy.ts';

const cli = { actor: { kind: 'system', name: 'cli' }, linked: undefined } as const;
const security: PolicySettings = {
  admins: [{ by: 'group', group: 'security' }],
  fourEyes: true,
  brake: { people: 20, share: 20 },
};
const under = (policy: Partial<PolicySettings>): PolicyVersion => ({
  ...version,
  policy: {
    ...version.policy,
    settings: { ...version.policy.settings, policy: { ...security, ...policy } },
  },
});
const weighed: Weighed = { base: version.id, gains: [], losing: 0, people: 100 };
const known = [ana, bo, carla];

function applied(
  current: PolicyVersion | undefined,
  more: Partial<Extract<Command, { kind: 'apply_policy' }>> = {},
  waiting: readonly PolicyProposal[] = [],
) {
  const author = { by: 'cli', person: ana.id, osUser: 'deploy' };
  const command = {
    kind: 'apply_policy',
    actor: cli.actor,
    policy: version.policy,
    hash: 'new',
    author,
    weighed,
    ...more,
  } as const;
  return applyPolicy(command, { ...cli, current, known, waiting }, momentAt());
}
const codeOf = (decision: ReturnType<typeof applied>) =>
  decision.is === 'refused' ? decision.refusal.code : 'ok';

describe('a policy comes into force', () => {
  test('as the next version, with its author and the user of the operating system on record', () => {
    const decision = applied(under({}));
    expect(decision.changes).toMatchObject([
      { put: 'policy_version', row: { number: 2, hash: 'new', appliedBy: 'ana' } },
    ]);
    expect(decision.audit).toMatchObject([
      { actor: 'person:ana', action: 'policy.applied', detail: { os_user: 'deploy' } },
    ]);
  });

  test('directly where it is the first of all, whoever made it; and not at all where it is the same', () => {
    const { weighed: _, author: __, ...bare } = { weighed, author: undefined };
    expect(applied(undefined, { ...bare, weighed: { ...weighed, losing: 99 } })).toMatchObject({
      is: 'accepted',
    });
    expect(applied({ ...version, hash: 'new' })).toMatchObject({ is: 'accepted', changes: [] });
  });

  test('only if it was weighed against the version in force, and names people who exist', () => {
    expect(codeOf(applied(under({}), { weighed: { ...weighed, base: policyVersionId('pol_0') } }))).toBe(
      'E-POL-CHANGED',
    );
    const owned = { ...version.policy.settings, fulfillers: [personId('zoe')] };
    expect(codeOf(applied(under({}), { policy: { ...version.policy, settings: owned } }))).toBe(
      'E-POL-PARSE',
    );
    const admins = {
      ...owned,
      fulfillers: [],
      policy: { ...security, admins: [{ by: 'person', person: personId('zoe') }] },
    } as const;
    expect(codeOf(applied(under({}), { policy: { ...version.policy, settings: admins } }))).toBe(
      'E-POL-PARSE',
    );
  });

  test('and what waited for a second person against the version before is overtaken', () => {
    const decision = applied(under({ fourEyes: false }), {}, [proposal]);
    expect(decision.changes).toMatchObject([
      { put: 'policy_version' },
      { put: 'policy_proposal', row: { id: proposal.id, version: 2, state: 'superseded' } },
    ]);
  });
});

describe('the brake', () => {
  test.each([
    [{ losing: 20, people: 30 }, 'ok', 'as many as the limit'],
    [{ losing: 21, people: 105 }, 'ok', 'more people, and exactly the percentage'],
    [{ losing: 21, people: 104 }, 'E-POL-MASS', 'more of both'],
    [{ losing: 21, people: 104, expected: 21 }, 'ok', 'the very number was said'],
    [{ losing: 21, people: 104, expected: 22 }, 'E-POL-MASS', 'another number was said'],
    [{ losing: 3, people: 104, expected: 2 }, 'E-POL-MASS', 'another number was said, of few'],
  ])('%j: %s, because %s', (counts, code, _) => {
    expect(codeOf(applied(under({ fourEyes: false }), { weighed: { ...weighed, ...counts } }))).toBe(code);
  });
});

describe('four eyes', () => {
  test.each<[boolean, Person['id'] | undefined, readonly string[], string]>([
    [true, ana.id, ['db/read: at once'], 'E-POL-4EYES'],
    [true, ana.id, [], 'ok'],
    [true, undefined, [], 'E-POL-4EYES'],
    [false, ana.id, ['db/read: at once'], 'ok'],
    [false, undefined, [], 'ok'],
  ])('on: %s, author: %s, gains: %j → %s', (fourEyes, person, ...[gains, code]) => {
    const author = { by: 'cli', ...(person === undefined ? {} : { person }) };
    expect(codeOf(applied(under({ fourEyes }), { author, weighed: { ...weighed, gains } }))).toBe(code);
  });
});

const core = {
  id: proposalId('prop_1'),
  version: 1,
  base: version.id,
  hash: 'new',
  author: { by: 'cli', person: ana.id },
  summary: { lines: ['rules: 1 added (x)'], gains: ['db/read: at once'], gaining: [] },
  createdAt: noon,
} as const;
const proposal: PolicyProposal = { ...core, state: 'open' };

describe('a proposal', () => {
  const admins = [ana, eve, { ...carla, groups: ['security'] }, dan];
  const propose = (
    more: {
      person?: Person | undefined;
      same?: readonly PolicyProposal[];
      base?: PolicyVersion['id'];
      admins?: readonly Person[];
    } = {},
  ) => {
    const person = 'person' in more ? more.person : ana;
    return proposePolicy(
      {
        kind: 'propose_policy',
        actor: cli.actor,
        hash: 'new',
        content: { file: 'apps: {}', policy: version.policy },
        author: { by: 'cli', ...(person === undefined ? {} : { person: person.id }) },
        base: more.base ?? version.id,
        summary: core.summary,
      },
      { ...cli, current: under({}), known, admins: more.admins ?? admins, same: more.same ?? [] },
      momentAt(),
    );
  };

  test('is put down and shown to every active admin who did not make it', () => {
    const decision = propose();
    expect(decision).toMatchObject({
      is: 'accepted',
      answer: { text: expect.stringContaining('Eve and Carla were asked') },
    });
    expect(decision.changes).toMatchObject([
      {
        put: 'policy_proposal',
        row: { state: 'open', author: { person: 'ana' } },
        content: { file: 'apps: {}' },
      },
      { put: 'card', row: { role: 'proposal', person: 'eve' } },
      { put: 'card', row: { role: 'proposal', person: 'carla' } },
    ]);
    expect(decision.audit).toMatchObject([{ action: 'policy.proposed', actor: 'person:ana' }]);
  });

  test('is shown once, however often it is made; rejected, only a person can bring it again', () => {
    const rejected: PolicyProposal = {
      ...core,
      author: { by: 'start' },
      state: 'rejected',
      decidedBy: eve.id,
      at: noon,
      reason: 'No.',
    };
    expect(propose({ same: [proposal] })).toMatchObject({ is: 'accepted', changes: [] });
    expect(propose({ person: undefined, same: [rejected] })).toMatchObject({
      is: 'accepted',
      changes: [],
    });
    expect(propose({ same: [rejected] }).changes).toHaveLength(3);
    expect(propose({ same: [{ ...proposal, base: policyVersionId('pol_0') }] }).changes).toHaveLength(3);
  });

  test('is not made where nobody else could look at it, or another version came first', () => {
    expect(propose({ admins: [ana, dan] })).toMatchObject({
      is: 'refused',
      refusal: { code: 'E-POL-4EYES' },
      changes: [],
    });
    expect(propose({ base: policyVersionId('pol_0') })).toMatchObject({ refusal: { code: 'E-POL-CHANGED' } });
  });
});

describe('an admin decides about a proposal', () => {
  const card: Card = {
    id: cardId('card_1'),
    version: 1,
    role: 'proposal',
    about: { kind: 'proposal', id: core.id },
    person: eve.id,
    createdAt: noon,
  };
  type Given = {
    who?: Person;
    standing?: 'member' | 'deactivated';
    verdict?: 'apply' | 'reject';
    reason?: string;
    proposal?: PolicyProposal;
    current?: PolicyVersion;
    admins?: readonly Person[];
    now?: number;
    doubt?: 'E-CLOCK' | 'E-POL-INVALID';
  };
  const decide = (given: Given = {}) => {
    const who = given.who ?? eve;
    const moment = momentAt(given.now);
    return decideProposal(
      {
        kind: 'decide_proposal',
        actor: slack(who, given.standing).actor,
        press: { card: card.id, revision: 1 },
        verdict: given.verdict ?? 'apply',
        reason: given.reason ?? '',
      },
      {
        ...slack(who, given.standing),
        card: { ...card, person: who.id },
        proposal: given.proposal ?? proposal,
        content: { file: 'apps: {}', policy: version.policy },
        current: given.current ?? under({}),
        known,
        admins: given.admins ?? [ana, eve],
        waiting: [proposal],
        decidedBy: undefined,
      },
      given.doubt === undefined ? moment : { ...moment, doubt: { code: given.doubt, text: '' } },
    );
  };

  test('yes: it is the next version, by its author, and the records name who looked at it', () => {
    const decision = decide();
    expect(decision.changes).toMatchObject([
      { put: 'policy_version', row: { number: 2, hash: 'new', appliedBy: 'ana' } },
      { put: 'policy_proposal', row: { version: 2, state: 'applied', decidedBy: 'eve' } },
    ]);
    expect(decision.audit).toMatchObject([
      { actor: 'person:eve', action: 'policy.applied', because: expect.stringContaining('looked at by eve') },
    ]);
  });

  test('no: with a reason', () => {
    expect(decide({ verdict: 'reject' })).toMatchObject({ refusal: { code: 'E-REQ-REASON' } });
    expect(decide({ verdict: 'reject', reason: 'Not without asking.' }).changes).toMatchObject([
      { row: { state: 'rejected', decidedBy: 'eve', reason: 'Not without asking.' } },
    ]);
  });

  const gone: PolicyProposal = { ...core, state: 'rejected', decidedBy: eve.id, at: noon, reason: 'No.' };
  const unknown = {
    ...core,
    state: 'open',
    author: { by: 'reload' },
    summary: { ...core.summary, gaining: [{ person: eve.id, words: ['db/read: at once'] }] },
  } as const;
  test.each<[string, Given, string]>([
    ['the author', { who: ana }, 'E-SELF'],
    ['somebody who is no admin any more', { admins: [ana] }, 'E-NOT-YOURS'],
    ['an admin who left', { who: dan, admins: [dan, eve] }, 'E-IDENT-LEFT'],
    ['a deactivated account', { standing: 'deactivated' }, 'E-IDENT-LEFT'],
    ['an admin who gains where nobody knows who made it', { proposal: unknown }, 'E-SELF'],
    ['what is decided already', { proposal: gone }, 'E-DECIDED'],
    ['while the clock is in doubt', { doubt: 'E-CLOCK' }, 'E-CLOCK'],
  ])('refused: %s', (_, given, code) => {
    const decision = decide(given);
    expect(decision).toMatchObject({ is: 'refused', refusal: { code }, changes: [] });
  });

  test('another version is in force: the proposal ends, and nothing is applied', () => {
    const later = { ...under({}), id: policyVersionId('pol_2') };
    const decision = decide({ current: later });
    expect(decision).toMatchObject({ refusal: { code: 'E-POL-CHANGED' } });
    expect(decision.changes).toMatchObject([{ put: 'policy_proposal', row: { state: 'superseded' } }]);
  });

  test('another admin who gains nothing may decide where nobody knows who made it; a fault in the file on disk is no hindrance', () => {
    const proposed = {
      ...unknown,
      summary: { ...unknown.summary, gaining: [{ person: ana.id, words: ['x'] }] },
    };
    expect(decide({ proposal: proposed, doubt: 'E-POL-INVALID' })).toMatchObject({ is: 'accepted' });
  });

  test('an old card is replaced by a fresh one', () => {
    const decision = decide({ now: noon + 8 * day * 1_000 });
    expect(decision).toMatchObject({
      refusal: { code: 'E-TOKEN-OLD' },
      changes: [{ put: 'card', row: { role: 'proposal' } }],
    });
  });
});
