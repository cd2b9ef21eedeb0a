import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const program = fileURLToPath(new URL('../../dist/cli/hallpass.js', import.meta.url));
const here = (name: string) => fileURLToPath(new URL(`../sandbox/company/${name}`, import.meta.url));
const company = here('access.yml');
const folder = mkdtempSync(join(tmpdir(), 'hallpass-policy-'));
copyFileSync(here('people.csv'), join(folder, 'people.csv'));

function run(...args: readonly string[]) {
  const done = spawnSync(process.execPath, [program, 'policy', ...args], {
    encoding: 'utf8',
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '' },
  });
  return { code: done.status, out: done.stdout, err: done.stderr };
}
function fileWith(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

describe('hallpass policy', () => {
  test('tells what it can do, and what each word needs', () => {
    expect(run()).toMatchObject({ code: 2, err: expect.stringContaining('policy explain') });
    for (const word of ['check', 'explain', 'test', 'plan', 'apply', 'proposals', 'replay'])
      expect(run(word, '--help')).toMatchObject({
        code: 0,
        out: expect.stringContaining(`hallpass policy ${word}`),
      });
    expect(run('explain', '--person', 'ana')).toMatchObject({
      code: 2,
      err: expect.stringContaining('--item'),
    });
    expect(run('explain', '--wer', 'ana')).toMatchObject({ code: 2, err: expect.stringContaining('--wer') });
    expect(run('plan', company)).toMatchObject({ code: 2, err: expect.stringContaining('--from') });
    expect(run('test', 'a', 'b', 'c')).toMatchObject({ code: 2 });
    expect(run('replay', company)).toMatchObject({ code: 2, err: expect.stringContaining('--since') });
    expect(run('apply', company)).toMatchObject({ code: 1, err: expect.stringContaining('no database') });
  });

  test('explain says which rule, who decides and until when', () => {
    const asked = ['explain', company, '--person', 'ana', '--item', 'warehouse/analyst', '--duration', '2d'];
    const { code, out } = run(...asked, '--at', '2026-11-23T12:00Z');
    expect(code).toBe(0);
    expect(out).toMatch(/Rule +warehouse-over-a-day/);
    expect(out).toMatch(/Stage 1 +the owner.*\n +Dee Novak \(dee\): “You own/);
    expect(out).toMatch(/Stage 2 +the group security; 1 of these 2 must agree, and must say why/);
    expect(out).toContain('2026-11-25 12:00 UTC');
    expect(JSON.parse(run(...asked, '--json').out)).toMatchObject({
      is: 'ask',
      rule: 'warehouse-over-a-day',
      stages: [{ asked: [{ person: 'dee' }] }, { asked: [{ person: 'samir' }, { person: 'ines' }] }],
    });
  });

  test('explain says who is on leave, what conflicts and why it is refused', () => {
    const away = readFileSync(here('people.csv'), 'utf8').replace(/^(ines.*?),active/m, '$1,leave');
    fileWith('away.csv', away);
    const file = fileWith(
      'away.yml',
      readFileSync(company, 'utf8').replace('file: people.csv', 'file: away.csv'),
    );
    const admin = run(
      'explain',
      file,
      '--person',
      'ana',
      '--item',
      'payments-db/admin',
      '--holds',
      'deploy/production',
    );
    expect(admin.out).toContain('Inês Carvalho (ines) is left out: on leave.');
    expect(admin.out).toMatch(/Conflict +ship or administer: .*An exception/);
    expect(run('explain', company, '--person', 'kit', '--item', 'payments-db/admin').out).toMatch(
      /Refused \(E-POL-REFUSED\): Contractors never/,
    );
  });

  test('explain knows the nearest name', () => {
    const ask = (person: string, item: string, ...more: readonly string[]) =>
      run('explain', company, '--person', person, '--item', item, ...more);
    expect(ask('anna', 'payments-db/read')).toMatchObject({
      code: 1,
      err: expect.stringContaining('“ana”?'),
    });
    expect(ask('ana', 'payment-db/read')).toMatchObject({
      code: 1,
      err: expect.stringContaining('“payments-db/read”?'),
    });
    expect(ask('ana', 'crm/export', '--holds', 'crm/agnet')).toMatchObject({
      code: 1,
      err: expect.stringContaining('“crm/agent”?'),
    });
    expect(ask('ana', 'crm/agent', '--duration', 'long')).toMatchObject({ code: 2 });
    expect(ask('ana', 'crm/agent', '--at', 'noon')).toMatchObject({ code: 2 });
    expect(run('explain', 'none.yml', '--person', 'a', '--item', 'b')).toMatchObject({ code: 1 });
  });

  test('the demo company’s policy says what its cases expect', () => {
    expect(run('test', company)).toMatchObject({ code: 0, out: expect.stringMatching(/All \d+ cases hold/) });
  });

  test('test shows what is said instead, and where the case stands', () => {
    const wrong = readFileSync(here('access.tests.yml'), 'utf8').replace(
      'asked: [bo], stages: 1 }',
      'asked: [tom], stages: 1 }',
    );
    const cases = fileWith('wrong.tests.yml', wrong);
    const { code, out } = run('test', company, cases);
    expect(code).toBe(1);
    expect(out).toMatch(
      /✗ reading for longer than four hours.*wrong\.tests\.yml:\d+\)\n +asked: expected tom, got bo/,
    );
    expect(JSON.parse(run('test', company, cases, '--json').out)).toMatchObject({ ok: false, failed: 1 });
    expect(run('test', company, fileWith('odd.yml', '- { nam: x }'))).toMatchObject({
      code: 1,
      err: expect.stringMatching(/odd\.yml:1:5 .*nam.*name/),
    });
    expect(run('test', company, 'none.yml')).toMatchObject({
      code: 1,
      err: expect.stringContaining('none.yml'),
    });
  });

  test('plan marks what loosens, first', () => {
    const text = readFileSync(company, 'utf8').replace(
      'approve: manager\n    because: A correction',
      'approve: auto\n    because: A correction',
    );
    const file = fileWith('access.yml', text.replace('owners: [dee]', 'owners: [bo]'));
    const { code, out } = run('plan', file, '--from', company);
    expect(code).toBe(0);
    expect(out).toMatch(/! loosens: asked before, granted at once now: 6 \(6 people, 1 item\)/);
    expect(out).toContain('Ana Ruiz (ana), payments-db/write for 1 h: asks Bo Chen → granted at once');
    expect(out.indexOf('! loosens')).toBeLessThan(out.indexOf('~ changes'));
    expect(JSON.parse(run('plan', file, '--from', company, '--json').out)).toMatchObject({ loosens: true });
    expect(run('plan', company, '--from', company).out).toContain('Nothing changes');
    expect(run('plan', company, '--from', 'none.yml')).toMatchObject({ code: 1 });
  });

  test('explain, plan, test and check know what comes with a role', () => {
    const asked = ['explain', company, '--person', 'lucy', '--item', 'handbook/reader'];
    expect(run(...asked).out).toMatch(/By role +given without asking by the rule “support-basics”/);
    expect(JSON.parse(run(...asked, '--json').out)).toMatchObject({ birthright: { rule: 'support-basics' } });
    const text = readFileSync(company, 'utf8').replace('give: [handbook/reader]', 'give: [crm/agent]');
    const file = fileWith('roles.yml', text);
    const { out } = run('plan', file, '--from', company);
    expect(out).toMatch(
      /! loosens: given without asking, rule “support-basics”: 2 \(2 people\)\n +Tom Becker \(tom\), crm\/agent/,
    );
    expect(out).toMatch(
      /- tightens: no longer given without asking, and taken away, rule “support-basics”: 2/,
    );
    expect(JSON.parse(run('plan', file, '--from', company, '--json').out)).toMatchObject({
      loosens: true,
      birthrights: { groups: [{ change: 'given', shown: [{ person: 'tom' }, { person: 'lucy' }] }, {}] },
    });
    const wrong = fileWith('none.tests.yml', roleCase('support-lead'));
    expect(run('test', company, wrong).out).toContain(
      'birthright: expected support-lead, got support-basics',
    );
    expect(run('test', company, fileWith('odd.tests.yml', roleCase('support-leed'))).err).toContain(
      '“support-lead”?',
    );
    const nobody = fileWith(
      'nobody.yml',
      text.replace('endsWith("Lead")', 'endsWith("Boss")').replaceAll('${DEMO_SCIM_URL}', 'http://127.0.0.1'),
    );
    expect(run('check', nobody).out).toMatch(
      /warning E-POL-RULE: nobody in the people directory.*“support-lead”/,
    );
  });
});

const roleCase = (rule: string): string =>
  `- { name: n, person: lucy, item: handbook/reader, duration: 8h, expect: { is: ask, birthright: ${rule} } }`;
