// What every store must do, whatever it is made of. The last test asserts that no method was left out.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cardId, entitlementId, grantId, personId, requestId, settingsId, taskId } from '../domain/ids.ts';
import type { OwnerSettings } from '../domain/owner-settings.ts';
import type { Usage } from '../domain/usage.ts';
import type { Store, Write } from './store.ts';
import { assignmentContract } from './test-assignments.ts';
import { cardContract } from './test-cards.ts';
import { delegationContract } from './test-delegations.ts';
import { glassContract } from './test-glass.ts';
import { laterContract } from './test-later.ts';
import { claim, finish, outboxContract } from './test-outbox.ts';
import { proposalContract } from './test-proposals.ts';
import { account, grant, noon, person, policyVersion, request, sealed, task } from './test-rows.ts';
import { userGroupContract } from './test-user-groups.ts';
import { voteContract } from './test-votes.ts';
import { watched } from './test-watched.ts';

export type Opened = { readonly store: Store; readonly stop: () => Promise<void> };

/** The suite over one store, which starts empty. Each test uses people of its own. */
export function storeContract(open: () => Promise<Opened>): void {
  let opened: Opened;
  let store: Store;
  const called = { read: new Set<string>(), write: new Set<string>() };
  const methods = { read: new Set<string>(), write: new Set<string>() };
  beforeAll(async () => {
    opened = await open();
    store = watched(opened.store, called, methods);
  });
  afterAll(() => opened?.stop());

  const put = (...changes: Parameters<Write['put']>[0][]): Promise<boolean> =>
    store.write(async (tx) => {
      for (const change of changes) if (!(await tx.put(change))) return false;
      return true;
    });

  describe('people and accounts', () => {
    it('come back as they were put, optional fields absent rather than null', async () => {
      const plain = person('plain');
      const full = person('full', {
        manager: personId('plain'),
        startDate: '2026-01-31',
        endDate: '2027-12-01',
        groups: ['On call', 'fi’nance'],
        attributes: { 'Cost Center': '12;drop table people', team: '' },
      });
      expect(await put({ put: 'person', row: plain }, { put: 'person', row: full })).toBe(true);
      expect(await store.read.person(plain.id)).toStrictEqual(plain);
      expect(await store.read.person(full.id)).toStrictEqual(full);
      for (const one of [plain, full]) expect(await store.read.manages(one.id)).toBe(one === plain);
      expect(await store.read.person(personId('nobody'))).toBeUndefined();
    });

    it('are found by many ids at once, each once', async () => {
      const many = Array.from({ length: 40 }, (_, at) => person(`many${String(at).padStart(2, '0')}`));
      await put(...many.map((row) => ({ put: 'person' as const, row })));
      const ids = many.map((one) => one.id);
      const found = await store.read.people([...ids, ...ids, personId('nobody')]);
      expect(found.map((one) => one.id).sort()).toEqual(ids);
      expect(await store.read.people([])).toEqual([]);
    });

    it('are in the groups of their newest version only', async () => {
      const before = person('mover', { groups: ['old team', 'both'] });
      await put({ put: 'person', row: before });
      await put({ put: 'person', row: { ...before, version: 2, groups: ['both', 'new team', 'new team'] } });
      expect(await store.read.peopleInGroup('old team')).toEqual([]);
      expect((await store.read.peopleInGroup('both')).map((one) => one.version)).toEqual([2]);
      expect((await store.read.peopleInGroup('new team')).map((one) => one.id)).toEqual(['mover']);
    });

    it('are found by department and title, both of them, in id order', async () => {
      const role = { department: 'Role’s', title: 'Keeper' };
      for (const id of ['ro_b', 'ro_a', 'ro_c']) await put({ put: 'person', row: person(id, role) });
      await put(
        { put: 'person', row: person('ro_d', { ...role, title: 'Other' }) },
        { put: 'person', row: person('ro_e', { ...role, department: 'Other' }) },
      );
      const found = async (limit: number) =>
        (await store.read.peopleOfRole(role, limit)).map((one) => one.id);
      expect(await found(9)).toEqual(['ro_a', 'ro_b', 'ro_c']);
      expect(await found(2)).toEqual(['ro_a', 'ro_b']);
    });

    it('page by key in byte order, each row once', async () => {
      for (const id of ['pg_b', 'pg_B', 'pg_a', 'pg_é', 'pg_-', 'pg_1'])
        await put({ put: 'person', row: person(id) });
      const seen: string[] = [];
      let after: string | undefined = 'pg_';
      while (after !== undefined) {
        const page: readonly { id: string }[] = await store.read.listPeople({ after, limit: 2 });
        seen.push(...page.map((one) => one.id).filter((id) => id.startsWith('pg_')));
        after = page.at(-1)?.id;
      }
      expect(seen).toEqual(['pg_-', 'pg_1', 'pg_B', 'pg_a', 'pg_b', 'pg_é']);
      expect((await store.read.listPeople({ limit: 3 })).length).toBe(3);
    });

    it('can be held: whoever wants the same person waits for the end of the transaction, and then reads what it did', async () => {
      await put({ put: 'person', row: person('held') }, { put: 'person', row: person('free') });
      const count = (id: string) =>
        store.write(async (tx) => {
          await tx.alone(personId(id));
          await tx.recordJobRun(id, ((await tx.jobRun(id)) ?? 0) + 1);
        });
      await Promise.all(Array.from({ length: 12 }, (_, at) => count(at < 6 ? 'held' : 'free')));
      expect([await store.read.jobRun('held'), await store.read.jobRun('free')]).toEqual([6, 6]);
      expect(await store.read.person(personId('held'))).toStrictEqual(person('held'));
    });

    it('have accounts, each native name of a system once', async () => {
      const mine = account('acc_1');
      const other = account('acc_2', { system: 'github', native: 'T1:acc_1' });
      expect(await put({ put: 'account', row: mine }, { put: 'account', row: other })).toBe(true);
      expect(await put({ put: 'account', row: account('acc_3', { native: mine.native }) })).toBe(false);
      expect(await store.read.account('slack', mine.native)).toStrictEqual(mine);
      expect(await store.read.accountsOf(personId('ana'), 'slack')).toStrictEqual([mine]);
      expect(await put({ put: 'account', row: { ...mine, version: 2, person: personId('bo') } })).toBe(true);
      expect(await store.read.accountsOf(personId('ana'), 'slack')).toEqual([]);
    });
  });

  userGroupContract({ read: () => store.read, put });

  describe('policy versions', () => {
    it('are current by number, and an older one stays readable', async () => {
      const [first, second] = [
        policyVersion(1, ['db/read', 'db/write']),
        policyVersion(2, ['db/read', 'db/new']),
      ];
      expect(await store.read.currentPolicy()).toBeUndefined();
      expect(await put({ put: 'policy_version', row: first })).toBe(true);
      expect(await store.read.currentPolicy()).toStrictEqual(first);
      expect(await put({ put: 'policy_version', row: second })).toBe(true);
      expect(await put({ put: 'policy_version', row: { ...second, hash: 'other' } })).toBe(false);
      expect(await store.read.currentPolicy()).toStrictEqual(second);
      expect(await store.read.policyVersion(first.id)).toStrictEqual(first);
    });

    it('carry what owners chose, each version with what was chosen by then, the same object each time', async () => {
      const filed = await store.read.policyAsFiled();
      expect(await store.read.ownerSettings()).toEqual([]);
      const chosen = (number: number, more: Partial<OwnerSettings>): OwnerSettings => ({
        id: settingsId(`set_${number}`),
        number,
        entitlement: entitlementId('db/read'),
        version: number,
        setBy: personId('ana'),
        setAt: noon,
        ...more,
      });
      const [first, second] = [
        chosen(1, { max: 30, approvers: [personId('bo')] }),
        chosen(2, { risk: 'high' }),
      ];
      expect(await put({ put: 'owner_settings', row: first })).toBe(true);
      const then = await store.read.currentPolicy();
      expect(
        await put({ put: 'owner_settings', row: { ...second, id: settingsId('set_x'), number: 1 } }),
      ).toBe(false);
      expect(await put({ put: 'owner_settings', row: second })).toBe(true);
      const other = chosen(3, { entitlement: entitlementId('db/write'), version: 1, description: 'New.' });
      expect(await put({ put: 'owner_settings', row: other })).toBe(true);
      expect(await store.read.ownerSettings()).toStrictEqual([second, other]);
      const now = await store.read.currentPolicy();
      expect(await store.read.currentPolicy()).toBe(now);
      expect(now?.id).not.toBe(then?.id);
      expect(await store.read.policyAsFiled()).toStrictEqual(filed);
      expect(now).toMatchObject({ number: filed?.number, hash: filed?.hash });
      for (const version of [then, now])
        expect(version && (await store.read.policyVersion(version.id))).toBe(version);
    });

    it('keep ten more apart than stay parsed', async () => {
      for (let number = 3; number < 13; number += 1)
        await put({ put: 'policy_version', row: policyVersion(number, [`db/${number}`]) });
      for (let number = 3; number < 13; number += 1) {
        const row = policyVersion(number, [`db/${number}`]);
        expect(await store.read.policyVersion(row.id)).toStrictEqual(row);
      }
    });
  });

  describe('requests and votes', () => {
    const who = { requester: personId('rita') };
    it('come back as they were put, in every state', async () => {
      const pending = request('req_1', who);
      const asks = request('req_2', {
        ...who,
        createdAt: noon + 1,
        target: { kind: 'entitlement', id: entitlementId('db/read') },
        ...({ state: 'needs_info', question: 'Why?', askedBy: personId('bo'), askedAt: noon } as object),
      });
      const over = request('req_3', {
        ...who,
        createdAt: noon + 2,
        ...({ state: 'denied', end: { by: personId('bo'), at: noon, why: 'No.' } } as object),
      });
      for (const row of [pending, asks, over]) {
        expect(await put({ put: 'request', row })).toBe(true);
        expect(await store.read.request(row.id)).toStrictEqual(row);
      }
      expect(await store.read.openRequestsOf(personId('rita'))).toStrictEqual([asks, pending]);
      expect(await store.read.recentRequestsOf(personId('rita'), 2)).toStrictEqual([over, asks]);
      expect(await store.read.openRequests({ limit: 2 })).toStrictEqual([pending, asks]);
      expect(await store.read.openRequests({ after: pending.id, limit: 9 })).toStrictEqual([asks]);
      expect(await store.read.listRequests({ after: pending.id, limit: 9 })).toStrictEqual([asks, over]);
    });

    it('wait for whom they ask as long as they are open, oldest first', async () => {
      const asked = ['dee', 'dee', 'eve'].map((id) => ({ person: personId(id), why: 'w' }));
      const young = request('req_w2', { ...who, asked, createdAt: noon + 5 });
      const old = request('req_w1', { ...who, asked, createdAt: noon + 4 });
      await put({ put: 'request', row: young }, { put: 'request', row: old });
      expect((await store.read.waitingFor(personId('dee'), 9)).map((one) => one.id)).toEqual([
        'req_w1',
        'req_w2',
      ]);
      expect((await store.read.waitingFor(personId('eve'), 1)).map((one) => one.id)).toEqual(['req_w1']);
      const end = { by: personId('dee'), at: noon, why: 'Yes.' };
      await put(
        {
          put: 'request',
          row: request('req_w1', { ...old, version: 2, ...({ state: 'approved', end } as object) }),
        },
        { put: 'request', row: { ...young, version: 2, asked: [{ person: personId('fay'), why: 'x' }] } },
      );
      expect(await store.read.waitingFor(personId('dee'), 9)).toEqual([]);
      expect((await store.read.waitingFor(personId('fay'), 9)).map((one) => one.version)).toEqual([2]);
    });
  });

  describe('grants', () => {
    const end = { why: 'expired', by: 'clock', since: noon } as const;
    const of = { person: personId('gus'), request: requestId('req_g') };
    it('come back as they were put, in every state', async () => {
      const rows = [
        grant('gr_a', { ...of, adopted: true, startsAt: noon + 1 }),
        grant('gr_b', { ...of, expiresAt: noon + 9, ...({ state: 'active', activeAt: noon } as object) }),
        grant('gr_c', {
          ...of,
          ...({ state: 'revoke_stuck', desired: 'absent', end, activeAt: noon } as object),
          lastFailure: { class: 'retryable', message: 'x'.repeat(200_000), at: noon },
        }),
        grant('gr_d', {
          ...of,
          ...({ state: 'revoked', desired: 'absent', end, endedAt: noon + 7 } as object),
        }),
      ];
      for (const row of rows) expect(await put({ put: 'grant', row })).toBe(true);
      for (const row of rows) expect(await store.read.grant(row.id)).toStrictEqual(row);
      expect(await store.read.grantsOfRequest(requestId('req_g'))).toStrictEqual(rows);
    });

    it('that may exist are listed by person, by entitlement and by page', async () => {
      const ids = (rows: readonly { id: string }[]) => rows.map((row) => row.id);
      expect(ids(await store.read.liveGrantsOf(personId('gus')))).toEqual(['gr_b', 'gr_a', 'gr_c']);
      expect(await store.read.heldBy(personId('gus'))).toEqual([entitlementId('db/read')]);
      expect(await store.read.heldBy(personId('nobody'))).toEqual([]);
      expect(ids(await store.read.liveGrantsOn(personId('gus'), entitlementId('db/read')))).toHaveLength(3);
      expect(await store.read.liveGrantsOn(personId('gus'), entitlementId('db/write'))).toEqual([]);
      expect(ids(await store.read.listLiveGrants({ limit: 2 }))).toEqual(['gr_a', 'gr_b']);
      expect(ids(await store.read.listLiveGrants({ after: 'gr_b', limit: 2 }))).toEqual(['gr_c']);
    });

    it('and requests are due by the clock, soonest first, and nextDue says when', async () => {
      const due = (at: number) => ({ ...of, person: personId('hal'), expiresAt: at });
      await put(
        { put: 'grant', row: grant('gr_due2', due(noon - 10)) },
        { put: 'grant', row: grant('gr_due1', due(noon - 20)) },
        {
          put: 'grant',
          row: grant('gr_gone', { ...due(noon - 30), ...({ state: 'not_started', end } as object) }),
        },
        { put: 'grant', row: grant('gr_off', { ...due(noon - 40), desired: 'absent' }) },
      );
      const expiring = await store.read.grantsToExpire(noon - 5, 9);
      expect(expiring.map((one) => one.id)).toEqual(['gr_due1', 'gr_due2']);
      expect((await store.read.grantsToExpire(noon - 10, 1)).map((one) => one.id)).toEqual(['gr_due1']);
      expect(await store.read.grantsToExpire(noon - 21, 9)).toEqual([]);
      expect(await store.read.nextDue()).toBe(noon - 20);
      const warned = {
        ...due(noon + 60),
        warnAt: noon - 50,
        ...({ state: 'active', activeAt: noon } as object),
      };
      await put({ put: 'grant', row: grant('gr_warn', warned) });
      expect((await store.read.grantsToWarn(noon, 9)).map((one) => one.id)).toEqual(['gr_warn']);
      expect(await store.read.grantsToWarn(noon - 51, 9)).toEqual([]);
      expect(await store.read.nextDue()).toBe(noon - 50);
      await put({
        put: 'request',
        row: request('req_due', { requester: personId('hal'), deadlineAt: noon - 60 }),
      });
      expect((await store.read.requestsToExpire(noon, 9)).map((one) => one.id)).toEqual(['req_due']);
      expect(await store.read.requestsToExpire(noon - 61, 9)).toEqual([]);
      expect(await store.read.nextDue()).toBe(noon - 60);
    });
  });

  it('keeps tasks on the lists of those who are to do them until they are closed', async () => {
    const mine = task('task_1');
    const next = task('task_2', { createdAt: noon + 1, fulfillers: [personId('bo')] });
    await put({ put: 'task', row: mine }, { put: 'task', row: next });
    expect(await store.read.task(mine.id)).toStrictEqual(mine);
    expect(await store.read.openTasksOf(grantId('gr_1'))).toStrictEqual([mine, next]);
    expect(await store.read.openTasksFor(personId('bo'), 9)).toStrictEqual([mine, next]);
    expect(await store.read.openTasksFor(personId('cy'), 9)).toStrictEqual([mine]);
    const done = task('task_1', {
      ...mine,
      version: 2,
      ...({ state: 'done', by: personId('bo'), at: noon, note: 'Did it.' } as object),
    });
    await put({ put: 'task', row: done });
    expect(await store.read.task(taskId('task_1'))).toStrictEqual(done);
    expect(await store.read.openTasksFor(personId('bo'), 9)).toStrictEqual([next]);
    expect(await store.read.openTasksOf(grantId('gr_1'))).toStrictEqual([next]);
  });

  it('knows when something was last used; an older report never replaces a newer one', async () => {
    const usage = (who: string, used: string, lastUsed: number): Usage => ({
      person: personId(who),
      used,
      lastUsed,
      reportedAt: noon + 1,
      source: 'file:db',
    });
    const rows = [
      usage('us_b', 'db/write', noon),
      usage('us_b', 'db/read', 0),
      usage('us_a', 'db/read', noon),
    ];
    for (const row of rows) expect(await put({ put: 'usage', row })).toBe(true);
    await put({ put: 'usage', row: usage('us_b', 'db/write', noon - 1) });
    expect(await store.read.usagesOf(personId('us_b'))).toStrictEqual([rows[1], rows[0]]);
    const newer = { ...usage('us_b', 'db/read', noon + 5), source: 'file:other' };
    await put({ put: 'usage', row: newer });
    expect(await store.read.usagesOf(personId('us_b'))).toStrictEqual([newer, rows[0]]);
    expect(await store.read.peopleWithUsage({ after: 'us_', limit: 1 })).toEqual(['us_a']);
    expect(await store.read.peopleWithUsage({ after: 'us_a', limit: 9 })).toEqual(['us_b']);
  });

  describe('transactions', () => {
    it('let exactly one of two changes to the same version through', async () => {
      const row = person('torn');
      await put({ put: 'person', row });
      const change = (name: string) => put({ put: 'person', row: { ...row, version: 2, name } });
      const won = await Promise.all([change('a'), change('b'), put({ put: 'person', row })]);
      expect(won.filter(Boolean)).toHaveLength(1);
      expect(await put({ put: 'person', row: { ...row, version: 9 } })).toBe(false);
    });

    it('take 64 at once, and undo a failing one alone and wholly', async () => {
      const writing = Array.from({ length: 64 }, (_, at) =>
        store.write(async (tx) => {
          await tx.put({ put: 'person', row: person(`burst${at}`, { groups: ['burst'] }) });
          await tx.enqueue([{ kind: 'card', card: cardId(`burst${at}`) }], noon);
          expect(await tx.person(personId(`burst${at}`))).toBeDefined();
          if (at % 8 === 3) throw new Error(`not ${at}`);
          return at;
        }),
      );
      const settled = await Promise.allSettled(writing);
      expect(settled.filter((one) => one.status === 'rejected')).toHaveLength(8);
      expect(settled[3]).toMatchObject({ reason: { message: 'not 3' } });
      const kept = await store.read.peopleInGroup('burst');
      expect(kept).toHaveLength(56);
      expect(kept.map((one) => one.id)).not.toContain('burst3');
      const claims = await claim(store, { limit: 100 });
      expect(claims).toHaveLength(56);
      await finish(store, claims);
    });

    it('show nothing to readers before the commit', async () => {
      await store.write(async (tx) => {
        await tx.put({ put: 'person', row: person('half') });
        expect(await store.read.person(personId('half'))).toBeUndefined();
      });
      expect(await store.read.person(personId('half'))).toBeDefined();
    });
  });

  describe('the audit log', () => {
    it('is a chain without gaps, whoever writes at once, and comes back as it was written', async () => {
      expect(await store.read.auditHead()).toBeUndefined();
      await Promise.all(
        Array.from({ length: 20 }, () =>
          store.write(async (tx) => tx.appendAudit(sealed(await tx.auditHead()))),
        ),
      );
      const all = await store.read.auditAfter(0, 100);
      expect(all.map((entry) => entry.seq)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
      expect(JSON.stringify(all[0]?.detail)).toBe(JSON.stringify(sealed(undefined).detail));
      expect(all[4]).toStrictEqual(sealed({ seq: 4, hash: 'hash 4' }));
      expect(await store.read.auditHead()).toStrictEqual({ seq: 20, hash: 'hash 20' });
      expect((await store.read.auditAfter(18, 1)).map((entry) => entry.seq)).toEqual([19]);
    });

    it('refuses an entry that does not follow the last', async () => {
      const forked = store.write((tx) => tx.appendAudit(sealed({ seq: 7, hash: 'hash 7' })));
      await expect(forked).rejects.toMatchObject({ code: 'E-STORE-CONFLICT' });
      expect((await store.read.auditHead())?.seq).toBe(20);
    });
  });

  describe('the inbox', () => {
    const row = { source: 'slack', key: 'Ev 1', receivedAt: noon };
    it('takes a delivery once, and remembers the outcome', async () => {
      expect(await store.write((tx) => tx.receive(row))).toBe(true);
      expect(await store.write((tx) => tx.receive(row))).toBe(false);
      expect(await store.write((tx) => tx.handledDelivery('slack', 'Ev 1'))).toBeUndefined();
      const handled = { source: 'slack', key: 'Ev 1', outcome: '{"is":"accepted"}', at: noon + 5 };
      await store.write((tx) => tx.markHandled(handled));
      await store.write((tx) => tx.markHandled({ ...handled, key: 'Ev 2' }));
      expect(await store.write((tx) => tx.handledDelivery('slack', 'Ev 1'))).toBe('{"is":"accepted"}');
      expect(await store.write((tx) => tx.receive({ ...row, key: 'Ev 2' }))).toBe(false);
    });

    it('forgets what is old, and nothing else', async () => {
      await store.write((tx) => tx.receive({ ...row, key: 'Ev 3', receivedAt: noon + 9 }));
      expect(await store.write((tx) => tx.forgetDeliveries(noon + 1))).toBe(1);
      expect(await store.write((tx) => tx.forgetDeliveries(noon + 1))).toBe(0);
      expect(await store.write((tx) => tx.receive({ ...row, key: 'Ev 1' }))).toBe(true);
      expect(await store.write((tx) => tx.receive({ ...row, key: 'Ev 3' }))).toBe(false);
    });
  });

  it('remembers when a job ran', async () => {
    expect(await store.read.jobRun('sync')).toBeUndefined();
    await store.write((tx) => tx.recordJobRun('sync', noon));
    await store.write((tx) => tx.recordJobRun('sync', noon + 1));
    expect(await store.read.jobRun('sync')).toBe(noon + 1);
  });

  laterContract(() => store);

  voteContract(() => store);

  proposalContract(() => store);
  delegationContract(() => store);

  cardContract(() => store);

  glassContract(() => store);
  assignmentContract(() => store);
  outboxContract(() => store);

  it('was asked everything it can do', () => {
    expect([...called.read].sort()).toEqual([...methods.read].sort());
    expect([...new Set([...called.read, ...called.write])].sort()).toEqual([...methods.write].sort());
    expect(called.write).toContain('auditHead');
  });
}
