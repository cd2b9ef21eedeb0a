import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ScimApp, startScimApp } from './scim-app.ts';

const TOKEN = 'demo-token';
const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const seed = {
  users: [
    { userName: 'Kim@Example.com', displayName: 'Kim Park' },
    { userName: 'lee@example.com', displayName: 'Lee', externalId: 'P-2' },
    { userName: 'off@example.com', active: false },
  ],
  groups: [
    { displayName: 'Payments "DB" \\ Wríters (EU)', members: ['lee@example.com'] },
    { displayName: 'Empty' },
  ],
};

let app: ScimApp;
beforeEach(async () => {
  app = await startScimApp({ token: TOKEN, database: ':memory:', seed });
});
afterEach(() => app.stop());

async function call(path: string, init: { method?: string; body?: unknown; token?: string } = {}) {
  const response = await fetch(app.url + path, {
    method: init.method ?? 'GET',
    headers: {
      authorization: `Bearer ${init.token ?? TOKEN}`,
      'content-type': 'application/scim+json',
    },
    ...(init.body === undefined ? {} : { body: JSON.stringify(init.body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
}

const list = async (path: string, filter: string) =>
  (await call(`${path}?filter=${encodeURIComponent(filter)}`)).body.Resources;
const idOf = async (userName: string) => (await list('/Users', `userName eq "${userName}"`))[0].id;
const groupId = async (name: string) =>
  (await list('/Groups', `displayName eq ${JSON.stringify(name)}`))[0].id;
const patch = (id: string, op: unknown) =>
  call(`/Groups/${id}`, { method: 'PATCH', body: { schemas: [PATCH_OP], Operations: [op] } });

describe('the demo app over SCIM', () => {
  it('refuses a wrong token with the SCIM error envelope', async () => {
    const { status, headers, body } = await call('/Users', { token: 'wrong' });
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toBe('Bearer');
    expect(body).toMatchObject({
      status: '401',
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    });
  });

  it('says what it supports', async () => {
    const { body } = await call('/ServiceProviderConfig');
    expect(body).toMatchObject({
      patch: { supported: true },
      filter: { supported: true, maxResults: 100 },
    });
    expect((await call('/ResourceTypes')).body.totalResults).toBe(2);
    expect((await call('/Schemas')).status).toBe(200);
  });

  it('finds users whatever the case of the name, by external id and by e-mail address', async () => {
    expect(await list('/Users', 'userName eq "KIM@EXAMPLE.COM"')).toHaveLength(1);
    expect(await list('/Users', 'externalId eq "P-2"')).toHaveLength(1);
    expect(await list('/Users', 'externalId eq "p-2"')).toHaveLength(0);
    expect(await list('/Users', 'emails.value eq "lee@example.com"')).toHaveLength(1);
    expect(await list('/Users', 'emails[type eq "work" and value sw "kim"]')).toHaveLength(1);
    expect(await list('/Users', 'active eq false')).toHaveLength(1);
    expect(await list('/Users', 'userName eq "nobody"')).toEqual([]);
    expect(await list('/Users', 'name.familyName eq "Park"')).toEqual([]);
  });

  it('finds a group whose name has quotes, a backslash and brackets in it', async () => {
    const found = await list('/Groups', 'displayName eq "payments \\"DB\\" \\\\ wríters (eu)"');
    expect(found).toHaveLength(1);
    expect(found[0].members).toMatchObject([{ display: 'lee@example.com' }]);
  });

  it('answers 400 to a filter it cannot read, 404 to an id it does not know', async () => {
    expect((await call('/Users?filter=userName%20eq')).status).toBe(400);
    expect((await call('/Users/nobody')).body).toMatchObject({ status: '404' });
    expect((await call('/Users/nobody', { method: 'DELETE' })).status).toBe(404);
  });

  it('adds a member once however often it is asked, and removes it', async () => {
    const [group, kim] = [await groupId('Empty'), await idOf('kim@example.com')];
    const add = { op: 'add', path: 'members', value: [{ value: kim }] };
    expect((await patch(group, add)).status).toBe(200);
    expect((await patch(group, add)).status).toBe(204);
    expect(app.members('Empty')).toEqual(['Kim@Example.com']);
    expect((await call(`/Users/${kim}`)).body.groups).toMatchObject([{ value: group, display: 'Empty' }]);
    expect(await list('/Groups', `id eq "${group}" and members.value eq "${kim}"`)).toHaveLength(1);
    await patch(group, { op: 'remove', path: `members[value eq "${kim}"]` });
    expect(app.members('Empty')).toEqual([]);
    expect(await list('/Groups', `id eq "${group}" and members.value eq "${kim}"`)).toHaveLength(0);
  });

  it('refuses a member it does not know', async () => {
    const answer = await patch(await groupId('Empty'), {
      op: 'add',
      path: 'members',
      value: [{ value: 'ghost' }],
    });
    expect(answer.body).toMatchObject({ status: '400', scimType: 'invalidValue' });
  });

  it('loses no member when many are added at once', async () => {
    const group = await groupId('Empty');
    const users = await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        call('/Users', { method: 'POST', body: { schemas: [USER], userName: `u${n}@example.com` } }),
      ),
    );
    expect(users.map((user) => user.status)).toEqual(users.map(() => 201));
    await Promise.all(
      users.map((user) => patch(group, { op: 'add', path: 'members', value: [{ value: user.body.id }] })),
    );
    expect(app.members('Empty')).toHaveLength(30);
  });

  it('creates, replaces and deletes a user, keeps names unique and never tells a password', async () => {
    const body = { schemas: [USER], userName: 'new@example.com', password: 'hush', active: true };
    const made = await call('/Users', { method: 'POST', body });
    expect(made.status).toBe(201);
    expect(JSON.stringify(made.body)).not.toContain('hush');
    const again = await call('/Users', {
      method: 'POST',
      body: { ...body, userName: 'NEW@example.com' },
    });
    expect(again.body).toMatchObject({ status: '409', scimType: 'uniqueness' });
    const path = `/Users/${made.body.id}`;
    const put = await call(path, { method: 'PUT', body: { ...body, active: false } });
    expect(put.body).toMatchObject({ active: false, id: made.body.id });
    expect((await call(path, { method: 'DELETE' })).status).toBe(204);
    expect((await call(path)).status).toBe(404);
  });

  it('pages, caps the count, and has nothing past the end', async () => {
    const first = (await call('/Users?startIndex=1&count=2')).body;
    const second = (await call('/Users?startIndex=3&count=2')).body;
    expect([...first.Resources, ...second.Resources]).toHaveLength(3);
    expect(second).toMatchObject({ startIndex: 3, totalResults: 3 });
    const past = (await call('/Users?startIndex=4&count=2')).body;
    expect(past).toMatchObject({ totalResults: 3, Resources: [] });
    expect((await call('/Users?count=100000')).body.itemsPerPage).toBe(100);
  });

  it('keeps a log of requests without the token', async () => {
    await call('/Users?count=1');
    expect(app.requests().at(-1)).toMatchObject({ method: 'GET', path: '/Users?count=1' });
    expect(JSON.stringify(app.requests())).not.toContain(TOKEN);
  });
});

describe('its faults', () => {
  it('answers a status, a web page, or nothing at all, as often as it was told', async () => {
    app.faults.next('status', 2, 429);
    expect((await call('/Users')).headers.get('retry-after')).toBe('7');
    expect((await call('/Users')).status).toBe(429);
    app.faults.next('html');
    const page = await fetch(`${app.url}/Users`);
    expect(page.headers.get('content-type')).toContain('text/html');
    app.faults.next('reset');
    await expect(call('/Users')).rejects.toThrow();
    expect((await call('/Users')).status).toBe(200);
  });

  it('loses the answer to a write that it did carry out', async () => {
    const [group, kim] = [await groupId('Empty'), await idOf('kim@example.com')];
    app.faults.next('lost_response');
    await call('/Users');
    await expect(patch(group, { op: 'add', path: 'members', value: [{ value: kim }] })).rejects.toThrow();
    expect(app.members('Empty')).toEqual(['Kim@Example.com']);
  });

  it('goes down and comes up again at the same address', async () => {
    app.faults.down();
    await expect(call('/Users')).rejects.toThrow();
    app.faults.up();
    expect((await call('/Users')).status).toBe(200);
  });
});

describe('its database', () => {
  it('is its own for each app, even two in one process', async () => {
    const other = await startScimApp({
      token: 'other',
      database: ':memory:',
      seed: { users: [], groups: [] },
    });
    expect(other.table()).toEqual([]);
    expect((await call('/Groups')).body.totalResults).toBe(2);
    expect((await fetch(`${other.url}/Users`, { headers: { authorization: 'Bearer other' } })).status).toBe(
      200,
    );
    expect(
      (await fetch(`${other.url}/Users`, { headers: { authorization: `Bearer ${TOKEN}` } })).status,
    ).toBe(401);
    await other.stop();
  });

  it('outlives a restart, and the seed does not undo what happened since', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'scim-app-'));
    const options = { token: TOKEN, database: join(folder, 'app.db'), seed };
    await app.stop();
    app = await startScimApp(options);
    const group = await groupId('Payments "DB" \\ Wríters (EU)');
    await patch(group, { op: 'remove', path: 'members' });
    await app.stop();
    app = await startScimApp(options);
    expect(app.table()).toEqual(
      expect.arrayContaining([{ group: 'Payments "DB" \\ Wríters (EU)', members: [] }]),
    );
    rmSync(folder, { recursive: true });
  });
});
