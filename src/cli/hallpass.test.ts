import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const program = fileURLToPath(new URL('../../dist/cli/hallpass.js', import.meta.url));
const company = fileURLToPath(new URL('../sandbox/company/access.yml', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'hallpass-cli-'));

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const done = spawnSync(process.execPath, [program, ...args], {
    encoding: 'utf8',
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', ...env },
  });
  return { code: done.status, out: done.stdout, err: done.stderr };
}
const fileWith = (text: string) => {
  const file = join(folder, 'access.yml');
  writeFileSync(file, text);
  return file;
};

describe('the command line', () => {
  test('without a word it tells what there is, and that this was no use of it', () => {
    expect(run([])).toMatchObject({ code: 2, out: expect.stringContaining('audit verify') });
    expect(run(['--help'])).toMatchObject({ code: 0 });
    expect(run(['polish'])).toMatchObject({ code: 2, err: expect.stringContaining('polish') });
    expect(run(['demo', '--help'])).toMatchObject({ code: 0, out: expect.stringContaining('--headless') });
    expect(run(['demo', '--port', 'x'])).toMatchObject({ code: 2 });
  });

  test('policy check passes the demo company’s file, and names what a connector cannot use', () => {
    const env = { DEMO_SCIM_URL: 'http://127.0.0.1:1/scim/v2' };
    expect(run(['policy', 'check', company], env)).toMatchObject({
      code: 0,
      out: expect.stringContaining('in order'),
    });
    expect(run(['policy', 'check', company])).toMatchObject({
      code: 1,
      out: expect.stringContaining('DEMO_SCIM_URL'),
    });
    const bad = fileWith(
      'apps:\n  db:\n    name: DB\n    connector: scim\n    owners: [bo]\n    config: {}\n    entitlements: { read: { name: Read, description: Look., risk: low, target: { group: R } } }\nrules:\n  - { name: all, when: {}, approve: owner, because: So. }\n',
    );
    expect(run(['policy', 'check', bad])).toMatchObject({
      code: 1,
      out: expect.stringContaining('apps.db.config.baseUrl'),
    });
  });

  test('policy check shows the line, the column and the nearest word', () => {
    const bad = fileWith('apps: {}\nrules:\n  - name: all\n    aprove: auto\n    because: So.\n');
    const { code, out } = run(['policy', 'check', bad]);
    expect(code).toBe(1);
    expect(out).toMatch(/access\.yml:4:5 .*aprove.*approve/s);
    expect(JSON.parse(run(['policy', 'check', bad, '--json']).out)).toMatchObject({
      ok: false,
      faults: expect.arrayContaining([expect.objectContaining({ line: 4, column: 5 })]),
    });
  });

  test('start names what is missing and never shows a value', () => {
    const { code, err } = run(['start'], { SLACK_BOT_TOKEN: 'xapp-secret-in-the-wrong-place' });
    expect(code).toBe(1);
    expect(err).toContain('SLACK_BOT_TOKEN');
    expect(err).toContain('HALLPASS_SECRET_KEY');
    expect(err).not.toContain('secret-in-the-wrong-place');
  });

  test('doctor tells what is wrong, part by part, and changes nothing', () => {
    const { code, out } = run(['doctor'], { DATABASE_URL: `file:${join(folder, 'none.db')}` });
    expect(code).toBe(1);
    expect(out).toMatch(/✗ settings: .*SLACK_BOT_TOKEN/);
    expect(out).toMatch(/✗ database: .*none\.db/);
    expect(run(['people'])).toMatchObject({ code: 2 });
  });

  test('audit verify says where there is no database', () => {
    const { code, err } = run(['audit', 'verify'], { DATABASE_URL: `file:${join(folder, 'none.db')}` });
    expect(code).toBe(1);
    expect(err).toContain('none.db');
  });
});
