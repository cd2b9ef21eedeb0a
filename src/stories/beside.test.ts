import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { House } from './house.ts';
import { openHouse, people } from './house.ts';

const program = fileURLToPath(new URL('../../dist/cli/hallpass.js', import.meta.url));
let house: House & { close(): Promise<void> };

beforeAll(async () => {
  house = await openHouse();
  await house.ask(people.ana, 'request payments-db/read 2h Looking into INC-42');
});
afterAll(() => house.close());

function beside(...args: string[]) {
  const env = { PATH: process.env['PATH'] ?? '', DATABASE_URL: house.config.databaseUrl };
  const done = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8', env });
  return { code: done.status, out: done.stdout, err: done.stderr };
}

describe('beside a running bot', () => {
  test('the audit log is verified', () => {
    expect(beside('audit', 'verify')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Intact: \d+ entries/),
    });
    expect(JSON.parse(beside('audit', 'verify', '--json').out)).toMatchObject({ is: 'intact' });
  });

  test('people and grants are listed', () => {
    expect(beside('people', 'list').out).toMatch(/^ana\tAna Ruiz\tEngineering\tbo\tactive$/m);
    const grants = beside('grants', 'list', '--json')
      .out.trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(grants).toContainEqual(
      expect.objectContaining({ person: 'ana', entitlement: 'payments-db/read', state: 'active' }),
    );
    expect(grants).toContainEqual(
      expect.objectContaining({
        person: 'lucy',
        entitlement: 'handbook/reader',
        birthright: 'support-basics',
      }),
    );
  });

  test('a second bot is refused, because two would act on the same grants', () => {
    const env = {
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_APP_TOKEN: 'xapp-1',
      HALLPASS_SECRET_KEY: Buffer.alloc(32).toString('base64'),
      DATABASE_URL: house.config.databaseUrl,
      PATH: process.env['PATH'] ?? '',
    };
    const second = spawnSync(process.execPath, [program, 'start'], { encoding: 'utf8', env });
    expect(second.status).toBe(1);
    expect(second.stderr).toContain('E-DB-LOCK');
  });
});
