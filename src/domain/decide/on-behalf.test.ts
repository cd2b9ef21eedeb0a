import { describe, expect, test } from 'vitest';
import type { Scope } from '../condition.ts';
import { entitlementId } from '../ids.ts';
import { hour } from '../instant.ts';
import type { Person } from '../person.ts';
import type { PolicyVersion, Settings } from '../policy.ts';
import type { Request } from '../request.ts';
import { cancelRequest } from './cancel-request.ts';
import { approve } from './decide-request.ts';
import {
  ana,
  bo,
  card,
  carla,
  dan,
  directory,
  eve,
  momentAt,
  pending,
  rule,
  slack,
  version,
} from './given.ts';
import { submitRequest } from './submit-request.ts';

/** The policy of the tables, with other settings. */
const policyWith = (onBehalf: Settings['onBehalf'], rules = version.policy.rules): PolicyVersion => ({
  ...version,
  policy: { ...version.policy, rules, settings: { ...version.policy.settings, onBehalf } },
});

function ask(
  asker: Person,
  subject: Person,
  of: { item?: string; policy?: PolicyVersion; moment?: ReturnType<typeof momentAt> } = {},
) {
  const { item = 'db/read', policy = policyWith(['manager']), moment = momentAt() } = of;
  const facts = {
    ...slack(asker),
    policy,
    directory,
    subject,
    open: [],
    held: [],
    gap: { reachable: [], told: [] },
  };
  return submitRequest(
    {
      kind: 'submit_request',
      actor: facts.actor,
      target: { kind: 'entitlement', id: entitlementId(item) },
      duration: hour,
      reason: 'INC-42 is burning',
      subject: subject.id,
    },
    facts,
    moment,
  );
}
const codeOf = (decision: ReturnType<typeof ask>) =>
  decision.is === 'refused' ? decision.refusal.code : decision.is;

describe('who may ask for whom', () => {
  test.each<[string, Person, Person, Settings['onBehalf'], string, string]>([
    ['a manager for who reports to them', bo, ana, ['manager'], 'db/read', 'accepted'],
    ['not a manager, where only owners may', bo, ana, ['owner'], 'db/read', 'E-BEHALF'],
    ['an owner for anybody', carla, ana, ['owner'], 'db/read', 'accepted'],
    ['not an owner, where only managers may', carla, ana, ['manager'], 'db/read', 'E-BEHALF'],
    ['nobody, where nobody may', bo, ana, [], 'db/read', 'E-BEHALF'],
    ['nobody for their manager', ana, bo, ['manager', 'owner'], 'db/read', 'E-BEHALF'],
    ['nobody for who has left', bo, { ...dan, manager: bo.id }, ['manager'], 'db/read', 'E-BEHALF'],
    ['what the asker may not know of is not there', bo, ana, ['manager'], 'db/secret', 'E-CAT-NONE'],
    ['nor is what the other may not know of', carla, ana, ['owner'], 'db/secret', 'E-CAT-NONE'],
    ['oneself, like anybody', ana, ana, [], 'db/read', 'accepted'],
  ])('%s', (...[, asker, subject, onBehalf, item, code]) => {
    expect(codeOf(ask(asker, subject, { item, policy: policyWith(onBehalf) }))).toBe(code);
  });

  test('the request is of the one who gets it and names who asked; both get a card', () => {
    const decision = ask(bo, ana, {
      policy: policyWith(
        ['manager'],
        [
          rule('rest', {
            route: { kind: 'ask', stages: [{ ...pending.way.stages[0]!, approvers: [{ by: 'owner' }] }] },
          }),
        ],
      ),
    });
    expect(decision.is === 'accepted' && decision.changes.map((one) => one.row)).toMatchObject([
      { requester: 'ana', submittedBy: 'bo', asked: [{ person: 'carla' }] },
      { role: 'requester', person: 'ana' },
      { role: 'requester', person: 'bo' },
      { role: 'approver', person: 'carla' },
    ]);
  });

  test('the manager who asks is not the manager who decides', () => {
    expect(ask(bo, ana, { item: 'db/write' })).toMatchObject({
      refusal: { code: 'E-APPR-NONE', text: expect.stringContaining('Let Ana ask') },
    });
  });

  test('conditions tell the two apart', () => {
    const seen: Scope[] = [];
    const judge = (_: string, scope: Scope) => {
      seen.push(scope);
      return { is: 'true' as const };
    };
    const rules = [rule('all', { match: { condition: 'x' } })];
    ask(bo, ana, { policy: policyWith(['manager'], rules), moment: { ...momentAt(), judge } });
    expect(seen[0]).toMatchObject({ person: { id: 'ana' }, requester: { id: 'bo' } });
  });
});

describe('afterwards', () => {
  const request: Request = { ...pending, submittedBy: bo.id, asked: [{ person: eve.id, why: 'w' }] };
  const stages = [
    {
      ...pending.way.stages[0]!,
      approvers: [{ by: 'group' as const, group: 'security' }, { by: 'manager' as const }],
    },
  ];
  const asked: Request = { ...request, way: { ...request.way, stages } };
  const press = (who: Person) =>
    approve(
      {
        kind: 'approve',
        actor: slack(who).actor,
        reason: '',
        press: { card: card(who).id, revision: 1, place: { channel: `D-${who.id}`, ts: '1.1' } },
      },
      {
        ...slack(who),
        card: card(who),
        request: asked,
        requester: ana,
        asker: bo,
        frozen: version,
        current: version,
        directory,
        votes: [],
        held: [],
        cards: [],
        extended: undefined,
        endedBy: undefined,
      },
      momentAt(),
    );

  test('neither of the two decides, whatever card they press', () => {
    expect(press(bo)).toMatchObject({
      refusal: { code: 'E-SELF', text: expect.stringContaining('You asked for this') },
    });
    expect(press(ana)).toMatchObject({ refusal: { code: 'E-SELF' } });
    expect(press(eve).is).toBe('accepted');
  });

  test('either of the two may take it back, and nobody else', () => {
    const cancel = (who: Person) =>
      cancelRequest(
        { kind: 'cancel_request', actor: slack(who).actor, request: request.id },
        { ...slack(who), request },
        momentAt(),
      );
    for (const who of [ana, bo])
      expect(cancel(who)).toMatchObject({
        is: 'accepted',
        changes: [{ row: { state: 'cancelled', end: { by: who.id } } }],
      });
    expect(cancel(eve)).toMatchObject({ refusal: { code: 'E-NOT-YOURS' } });
  });
});
