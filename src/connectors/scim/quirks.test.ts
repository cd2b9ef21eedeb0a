// What real servers do that the RFC does not promise, and what our settings do about it.
import { createServer, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { secret } from '../../domain/secret.ts';
import { type ScimApp, type Seed, startScimApp } from '../../sandbox/scim-app/scim-app.ts';
import type { Connector, Ctx, Subject, Target } from '../connector.ts';
import { recordingCtx } from '../contract.ts';
import { scim } from './scim.ts';

const kim: Subject = { person: 'P-1', email: 'kim@example.com', name: 'Kim Park' };
const writers: Target = { entitlement: 'app:writers', native: { group: 'Writers' } };
const GROUPS: Seed['groups'] = [{ displayName: 'Writers' }];
const seen: string[] = [];
const ctx: Ctx = recordingCtx(seen);
const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
  seen.length = 0;
});

const connect = (url: string, settings: object = {}): Connector =>
  scim.create({ baseUrl: url, tokenEnv: 'APP_TOKEN', ...settings }, { secretOf: () => secret('token') });

async function open(
  seed: Partial<Seed>,
  settings: object = {},
): Promise<{ app: ScimApp; connector: Connector }> {
  const app = await startScimApp({
    token: 'token',
    database: ':memory:',
    seed: { users: [], groups: GROUPS, ...seed },
  });
  closers.push(() => app.stop());
  return { app, connector: connect(app.url, settings) };
}

type Call = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
};

/** A server that answers by `answer`; a number is a bare status. */
async function stub(answer: (call: Call) => unknown): Promise<{ url: string; calls: Call[] }> {
  const calls: Call[] = [];
  const server: Server = createServer((req, res) => {
    let body = '';
    req.on('data', (chunk) => (body += String(chunk)));
    req.on('end', () => {
      const { pathname: path, searchParams: query } = new URL(req.url ?? '/', 'http://stub');
      const call = {
        method: req.method ?? '',
        path,
        query,
        body: body === '' ? undefined : JSON.parse(body),
      };
      calls.push(call);
      const result = answer(call);
      if (typeof result === 'number') res.writeHead(result).end();
      else res.end(JSON.stringify(result));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => new Promise((resolve) => (server.close(resolve), server.closeAllConnections())));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { url: `http://127.0.0.1:${address.port}`, calls };
}

const list = (...Resources: object[]) => ({ totalResults: Resources.length, startIndex: 1, Resources });

describe('people', () => {
  it('are found by external id before name, by name before e-mail address', async () => {
    const { app, connector } = await open({
      users: [
        { userName: 'kp', externalId: 'P-1', email: 'other@example.com' },
        { userName: 'kim@example.com', externalId: 'P-7' },
      ],
    });
    expect(await connector.grant(ctx, kim, writers)).toMatchObject({ is: 'done' });
    expect(app.members('Writers')).toEqual(['kp']);
    const byName = connect(app.url, { matchBy: ['userName'] });
    expect(await byName.grant(ctx, kim, writers)).toMatchObject({ is: 'done' });
    expect(app.members('Writers')).toEqual(['kim@example.com', 'kp']);
  });

  it('are found by the login they have there, or by their e-mail address in any case', async () => {
    const { app, connector } = await open({ users: [{ userName: 'kpark', email: 'KIM@Example.com' }] });
    expect(await connector.grant(ctx, { ...kim, login: 'KPARK' }, writers)).toMatchObject({ is: 'done' });
    expect(await connector.revoke(ctx, kim, writers)).toMatchObject({ is: 'done' });
    expect(app.members('Writers')).toEqual([]);
  });

  it('who are two are nobody: nothing is changed', async () => {
    const { app, connector } = await open({
      users: ['a', 'b'].map((userName) => ({ userName, email: kim.email })),
    });
    const outcome = await connector.grant(ctx, kim, writers);
    expect(outcome).toMatchObject({ is: 'refused', code: 'invalid' });
    expect(JSON.stringify(outcome)).toContain('more than one account with the e-mail address');
    expect(await connector.has(ctx, kim, writers)).toBe('unknown');
    expect(app.requests().every(({ method }) => method === 'GET')).toBe(true);
  });

  it('whose account is switched off get nothing, but lose what they have', async () => {
    const { connector, app } = await open({
      users: [{ userName: kim.email, active: false }],
      groups: [{ displayName: 'Writers', members: [kim.email] }],
    });
    expect(await connector.grant(ctx, kim, writers)).toMatchObject({ is: 'refused', code: 'policy' });
    expect(await connector.revoke(ctx, kim, writers)).toMatchObject({ is: 'done' });
    expect(app.members('Writers')).toEqual([]);
  });

  it('without an account get one if the settings say so, and only one', async () => {
    const { app, connector } = await open({}, { createUsers: true });
    expect(await connector.grant(ctx, kim, writers)).toMatchObject({ is: 'done' });
    expect(await connector.grant(ctx, { ...kim, email: 'new@example.com' }, writers)).toMatchObject({
      is: 'already',
    });
    expect(app.members('Writers')).toEqual(['kim@example.com']);
    const posts = app.requests().filter(({ method }) => method === 'POST');
    expect(posts).toHaveLength(1);
  });

  it('are not created for a group that is not there', async () => {
    const { app, connector } = await open({ groups: [] }, { createUsers: true });
    expect(await connector.grant(ctx, kim, writers)).toMatchObject({ is: 'refused', code: 'not_found' });
    expect(app.requests().filter(({ method }) => method === 'POST')).toEqual([]);
  });

  it('whose creation got no answer are in doubt, and found the next time', async () => {
    const { app, connector } = await open({}, { createUsers: true });
    app.faults.next('lost_response');
    expect(await connector.grant(ctx, kim, writers)).toMatchObject({ is: 'unknown' });
    expect(await connector.grant(ctx, kim, writers)).toMatchObject({ is: 'done' });
  });

  it('the app claims to know but does not show need an administrator', async () => {
    const { app, connector } = await open(
      { users: [{ userName: kim.email }] },
      { createUsers: true, matchBy: ['externalId'] },
    );
    const outcome = await connector.grant(ctx, kim, writers);
    expect(outcome).toMatchObject({ is: 'refused', code: 'invalid' });
    expect(JSON.stringify(outcome)).toContain('An administrator has to link it');
    expect(app.members('Writers')).toEqual([]);
  });

  it('the server shows although nobody asked for them are not taken for the one we want', async () => {
    const crowd = Array.from({ length: 3 }, (_, n) => ({
      id: n + 1,
      userName: `u${n}`,
      externalId: `X-${n}`,
    }));
    const { url } = await stub(({ path }) =>
      path === '/Users' ? list(...crowd) : list({ id: 'g', displayName: 'writers' }),
    );
    expect(await connect(url).grant(ctx, kim, writers)).toMatchObject({ is: 'refused', code: 'not_found' });
  });

  it('may have a number for an id and a word for their state', async () => {
    const { url } = await stub(({ path }) =>
      path === '/Users'
        ? list({ id: 7, userName: kim.email, active: 'False' })
        : list({ id: 1, displayName: 'Writers' }),
    );
    const outcome = await connect(url).grant(ctx, kim, writers);
    expect(outcome).toMatchObject({ is: 'refused', code: 'policy' });
    expect(JSON.stringify(outcome)).toContain('The account 7 is switched off');
  });
});

describe('groups', () => {
  it('can be named by id', async () => {
    const { app, connector } = await open({ users: [{ userName: kim.email }] });
    const page = await connect(app.url).listAssignments(ctx);
    expect(page).toEqual({ is: 'page', items: [] });
    await connector.grant(ctx, kim, writers);
    const rows = await connector.listAssignments(ctx);
    const groupId = rows.is === 'page' ? (rows.items[0]?.native['groupId'] ?? '') : '';
    const byId = { entitlement: 'app:writers', native: { groupId } };
    expect(await connector.has(ctx, kim, byId)).toBe('present');
    expect(await connector.revoke(ctx, kim, byId)).toMatchObject({ is: 'done' });
    const gone = { entitlement: 'app:writers', native: { groupId: 'gone/../..' } };
    expect(await connector.grant(ctx, kim, gone)).toMatchObject({ is: 'refused', code: 'not_found' });
    expect(app.requests().at(-1)?.path).toMatch(/^\/Groups\/gone%2F\.\.%2F\.\.\?/);
  });

  it('of the same name are too many: nothing is changed', async () => {
    const { url, calls } = await stub(() =>
      list({ id: 'a', displayName: 'Writers' }, { id: 'b', displayName: 'writers' }),
    );
    expect(await connect(url).revoke(ctx, kim, writers)).toMatchObject({ is: 'refused', code: 'invalid' });
    expect(calls.every(({ method }) => method === 'GET')).toBe(true);
  });

  it.each([{}, { groupId: '..' }, { group: '' }, { group: 'Writers', groupId: 'g' }])(
    '%j names none',
    async (native) => {
      const { url, calls } = await stub(() => 500);
      expect(await connect(url).grant(ctx, kim, { entitlement: 'x', native: { ...native } })).toMatchObject({
        is: 'refused',
        code: 'invalid',
      });
      expect(calls).toEqual([]);
    },
  );

  it('lose a member by value where the settings say so', async () => {
    const { app, connector } = await open(
      {
        users: [{ userName: kim.email }, { userName: 'lee' }],
        groups: [{ displayName: 'Writers', members: [kim.email, 'lee'] }],
      },
      { removeMembersBy: 'value' },
    );
    expect(await connector.revoke(ctx, kim, writers)).toMatchObject({ is: 'done' });
    expect(app.members('Writers')).toEqual(['lee']);
  });

  it('that changed while we looked count as changed', async () => {
    let looks = 0;
    const { url } = await stub(({ method, path }) => {
      if (path === '/Users') return list({ id: 'u', userName: kim.email });
      if (path === '/Groups') return list({ id: 'g', displayName: 'Writers' });
      if (method === 'PATCH') return 409;
      looks += 1;
      return { id: 'g', members: looks > 1 ? [{ value: 'u' }] : [] };
    });
    expect(await connect(url).grant(ctx, kim, writers)).toMatchObject({ is: 'already' });
  });

  it.each([500, 404, 401])('whose members cannot be read (%i) are not written to', async (status) => {
    const { url, calls } = await stub(({ path }) => {
      if (path === '/Users') return list({ id: 'u', userName: kim.email });
      return path === '/Groups' ? list({ id: 'g', displayName: 'Writers' }) : status;
    });
    const connector = connect(url);
    expect(await connector.has(ctx, kim, writers)).toBe('unknown');
    for (const change of [connector.grant, connector.revoke])
      expect(['failed', 'refused']).toContain((await change(ctx, kim, writers)).is);
    expect(calls.every(({ method }) => method === 'GET')).toBe(true);
  });

  it('that still object after a second look are told as they are', async () => {
    const { url } = await stub(({ method, path }) => {
      if (path === '/Users') return list({ id: 'u', userName: kim.email });
      if (path === '/Groups') return list({ id: 'g', displayName: 'Writers' });
      return method === 'PATCH' ? 400 : { id: 'g', members: null };
    });
    expect(await connect(url).grant(ctx, kim, writers)).toMatchObject({ is: 'refused', code: 'invalid' });
  });
});

describe('lists', () => {
  it('that go in circles end in a failure, not in a loop', async () => {
    const { url, calls } = await stub(() => ({
      totalResults: 500,
      startIndex: 1,
      Resources: [{ id: 'g', displayName: 'x' }],
    }));
    const connector = connect(url);
    const first = await connector.listAssignments(ctx);
    expect(first).toMatchObject({ is: 'page', next: '2' });
    expect(await connector.listAssignments(ctx, '2')).toMatchObject({ is: 'failed', code: 'retryable' });
    expect(await connector.grant(ctx, kim, writers)).toMatchObject({ is: 'failed', code: 'retryable' });
    expect(calls.length).toBeLessThan(10);
  });

  it('that never end because filters are ignored are given up', async () => {
    const { url, calls } = await stub(({ query }) => ({
      totalResults: 1_000_000,
      startIndex: Number(query.get('startIndex')),
      Resources: [{ id: `g${query.get('startIndex')}`, displayName: 'x' }],
    }));
    const outcome = await connect(url).grant(ctx, kim, writers);
    expect(outcome).toMatchObject({ is: 'refused', code: 'invalid' });
    expect(JSON.stringify(outcome)).toContain('does not heed filters');
    expect(calls.length).toBe(10);
  });

  it('take only cursors they gave out, and leave out groups within groups', async () => {
    const members = [
      { value: 'u', display: 'Kim', type: 'User' },
      { value: 'g2', type: 'Group' },
      { value: 'v' },
    ];
    const { url } = await stub(() => list({ id: 'g', displayName: 'W', members }));
    const connector = connect(url);
    expect(await connector.listAssignments(ctx, '0&x')).toMatchObject({ is: 'refused' });
    expect(await connector.listAssignments(ctx)).toEqual({
      is: 'page',
      items: [
        { account: 'u', accountName: 'Kim', native: { groupId: 'g', group: 'W' } },
        { account: 'v', native: { groupId: 'g', group: 'W' } },
      ],
    });
  });

  it('that are no lists are not read as empty', async () => {
    for (const answer of [
      {},
      [],
      { Resources: [] },
      { totalResults: 1, Resources: [{ userName: 'no id' }] },
    ]) {
      const { url } = await stub(() => answer);
      expect(await connect(url).grant(ctx, kim, writers)).toMatchObject({ is: 'failed', code: 'retryable' });
      expect(await connect(url).has(ctx, kim, writers)).toBe('unknown');
    }
  });
});

describe('the check', () => {
  it('counts the users of a server that works', async () => {
    const { connector } = await open({ users: [{ userName: 'a' }] });
    expect(await connector.check(ctx)).toMatchObject({
      ok: true,
      warnings: [],
      identity: expect.stringContaining('with 1 users'),
    });
  });

  it('warns of a token that would cross a network unencrypted', async () => {
    const { app } = await open({});
    const beyond = connect(app.url.replace('127.0.0.1', '0.0.0.0'));
    expect(await beyond.check(ctx)).toMatchObject({
      ok: true,
      warnings: [expect.stringContaining('unencrypted')],
    });
  });

  it('says that the token is refused, or not set at all', async () => {
    const { app } = await open({});
    const wrong = scim.create(
      { baseUrl: app.url, tokenEnv: 'APP_TOKEN' },
      { secretOf: () => secret('wrong') },
    );
    expect(await wrong.check(ctx)).toMatchObject({
      ok: false,
      identity: expect.stringContaining('renew it'),
    });
    const unset = scim.create({ baseUrl: app.url, tokenEnv: 'APP_TOKEN' }, { secretOf: () => undefined });
    expect(await unset.check(ctx)).toMatchObject({
      ok: false,
      identity: expect.stringContaining('APP_TOKEN'),
    });
    expect(await unset.grant(ctx, kim, writers)).toMatchObject({ is: 'failed', code: 'auth' });
  });

  it('says that a server cannot do what we need', async () => {
    const { url } = await stub(({ path }) =>
      path === '/ServiceProviderConfig' ? { patch: { supported: false } } : list({ id: 'x' }),
    );
    expect(await connect(url).check(ctx)).toMatchObject({
      ok: false,
      identity: expect.stringContaining('PATCH'),
    });
    const { url: deaf } = await stub(({ path }) =>
      path === '/ServiceProviderConfig' ? 404 : list({ id: 'x' }),
    );
    expect(await connect(deaf).check(ctx)).toMatchObject({ ok: true });
    expect(await connect(deaf, { membershipCheck: 'filter' }).check(ctx)).toMatchObject({
      ok: false,
      identity: expect.stringContaining('ignores filters'),
    });
  });
});
