import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { callOffice } from './call.ts';
import { serveOffice } from './serve.ts';
import { socketPathOf } from './socket-path.ts';
import type { Office } from './words.ts';

let folder: string;
let database: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'hallpass-window-')));
  database = join(folder, 'hallpass.db');
  writeFileSync(database, '');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const echo = (word: string) => async (question: object) =>
  ({ exit: 0, text: `${word} ${JSON.stringify(question).length}`, value: question }) as const;
const office: Office = {
  apply: echo('apply'),
  plan: echo('plan'),
  proposals: echo('proposals'),
  replay: async () => {
    throw new Error('broken inside');
  },
};
const post = (socketPath: string, path: string, body: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const sending = request({ socketPath, path, method: 'POST', agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sending.once('error', reject);
    sending.end(body);
  });
const faults: unknown[] = [];
const serve = (path: string) => serveOffice(office, path, (error) => faults.push(error));

describe('the window of the policy office', () => {
  test('is a socket beside the database that nobody else may open, and goes with the process', async () => {
    const path = socketPathOf(database);
    expect(path).toBe(`${database}.control.sock`);
    const close = await serve(path);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(await callOffice(path, 'proposals', {})).toEqual({ exit: 0, text: 'proposals 2', value: {} });
    const text = `# ${'“so” '.repeat(190_000)}`;
    expect(await callOffice(path, 'plan', { text, file: 'a.yml' })).toMatchObject({
      value: { text, file: 'a.yml' },
    });
    await close();
    expect(existsSync(path)).toBe(false);
    expect(await callOffice(path, 'proposals', {})).toBeUndefined();
  });

  test('takes the place of what an earlier process left behind, and of nothing else', async () => {
    const path = socketPathOf(database);
    const dead = createServer();
    await new Promise<void>((resolve) => dead.listen(`${path}.old`, resolve));
    // A socket whose process ended without a word stays in its folder.
    renameSync(`${path}.old`, path);
    await new Promise<void>((resolve) => dead.close(() => resolve()));
    expect(await callOffice(path, 'proposals', {})).toBeUndefined();
    await (await serve(path))();
    writeFileSync(path, 'mine');
    await expect(serve(path)).rejects.toThrow('is in the way');
  });

  test('answers no other words, and says so when it fails inside', async () => {
    const path = socketPathOf(database);
    const close = await serve(path);
    expect(await post(path, '/grants/list', '{}')).toBe(404);
    expect(await post(path, '/policy/proposals', '{ "more": 1 }')).toBe(500);
    expect(await post(path, '/policy/proposals', 'no JSON')).toBe(500);
    await expect(callOffice(path, 'replay', { since: 1, text: '', file: '' })).rejects.toThrow('500');
    expect(faults).toHaveLength(3);
    await close();
  });

  test('lies in a folder of this user where the path beside the database is too long for a socket', async () => {
    const deep = join(folder, 'd'.repeat(60), 'e'.repeat(60));
    mkdirSync(deep, { recursive: true });
    const far = join(deep, 'hallpass.db');
    writeFileSync(far, '');
    const path = socketPathOf(far);
    expect(Buffer.byteLength(path)).toBeLessThanOrEqual(103);
    expect(statSync(join(path, '..')).mode & 0o777).toBe(0o700);
    expect(socketPathOf(far)).toBe(path);
    const close = await serve(path);
    expect(await callOffice(path, 'proposals', {})).toMatchObject({ exit: 0 });
    await close();
  });
});
