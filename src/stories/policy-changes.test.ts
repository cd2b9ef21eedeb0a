import { readFile, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hallpass } from './command-line.ts';
import type { House, Kind } from './house.ts';
import { kinds, openHouse, people } from './house.ts';
import type { OwnPolicy } from './own-policy.ts';
import { ownPolicy } from './own-policy.ts';

const { ana, bo, carla, samir, ines, lucy } = people;

describe.each<Kind>(kinds.filter(({ mode }) => mode === 'socket'))(
  'the policy is changed at the command line beside a running bot, on $dialect',
  ({ dialect }) => {
    let house: House & { close(): Promise<void> };
    let files: OwnPolicy;
    beforeEach(async () => {
      files = await ownPolicy();
    });
    const begin = async () => {
      house = await openHouse({ mode: 'socket', dialect }, { policyFile: files.policyFile });
    };
    const fourEyes = async () => {
      await files.edit('access.yml', 'four_eyes: false', 'four_eyes: true');
      await begin();
    };
    afterEach(async () => {
      await house.close();
      await files.remove();
    });

    const run = (...words: readonly string[]) => hallpass(house, 'policy', ...words);
    const version = async () => (await house.hallpass().store.read.currentPolicy())?.number;
    const ownerDecides = () =>
      files.edit(
        'access.yml',
        'approve: manager\n    because: A correction',
        'approve: owner\n    because: A correction',
      );

    const forSamir = () =>
      files.edit(
        'access.yml',
        '  - name: critical-by-security',
        `  - name: samir-at-once
    when: { items: [payments-db/admin], person: { id: [samir] } }
    approve: auto
    because: Samir is on duty.

  - name: critical-by-security`,
      );
    const shown = (who: string) => house.reads(who);
    /** On PostgreSQL the command line writes by the clock of the machine, which the house's must reach first. */
    const catchUp = () => house.pass(Math.max(0, Math.ceil((Date.now() - house.now()) / 1_000)));

    test('apply brings it into force at once, with its author; the same file again changes nothing', async () => {
      await begin();
      await ownerDecides();
      const dry = await run('apply', '--dry-run', '--as', 'ana');
      expect(dry).toMatchObject({ code: 0, out: expect.stringContaining('other people are asked') });
      expect(await version()).toBe(1);
      const applied = await run('apply', '--as', 'Ana.Ruiz@tidewater.example');
      expect(applied.err).toBe('');
      expect(applied.out).toMatch(
        /rules: 1 changed \(short-payment-corrections\)[^]*Policy version 2 is in force/,
      );
      const now = await house.hallpass().store.read.currentPolicy();
      expect(now).toMatchObject({ number: 2, appliedBy: 'ana' });
      const entries = await house.hallpass().store.read.auditAfter(0, 1_000);
      expect(entries.findLast((one) => one.action === 'policy.applied')).toMatchObject({
        actor: 'person:ana',
        detail: { os_user: expect.any(String) },
      });
      await house.ask(ana, 'request payments-db/write 1h Refund 8813 is stuck');
      expect(house.reads(carla)).toContain('Refund 8813 is stuck');
      expect(await run('apply', '--as', 'ana')).toMatchObject({
        code: 0,
        out: expect.stringContaining('already in force'),
      });
    });

    test('a file with a fault changes nothing at all: what is in force goes on giving access', async () => {
      await begin();
      await files.edit('access.yml', 'approve: manager', 'aprove: manager');
      const refused = await run('apply', '--as', 'ana');
      expect(refused).toMatchObject({
        code: 1,
        err: expect.stringMatching(/did you mean “approve”[^]*Nothing was changed/),
      });
      expect(await version()).toBe(1);
      await house.ask(ana, 'request payments-db/read 2h Looking into INC-42');
      expect(house.target.members('Payments DB Readers')).toEqual(['ana.ruiz@tidewater.example']);
      expect(await run('apply', '--as', 'nobody')).toMatchObject({ code: 1 });
      expect(await run('apply', '--expect-people', 'some')).toMatchObject({ code: 2 });
    });

    test('what takes access from many people is refused until the very number is said, and a reload does not slip past that', async () => {
      await files.edit('access.yml', 'brake: { people: 20, share: 20 }', 'brake: { people: 3, share: 20 }');
      await begin();
      await house.ask(lucy, 'request crm/agent 8h The phones need one more');
      await files.edit('access.yml', /- name: manager-decides[^]*?because: .*\n/, '');
      const refused = await run('apply', '--as', 'ana');
      expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('E-POL-MASS') });
      const count = /--expect-people (\d+)/.exec(refused.err)?.[1] ?? '';
      expect(Number(count)).toBeGreaterThan(3);
      await expect(house.hallpass().applyPolicy('reload')).rejects.toThrow(/E-POL-MASS/);
      expect(await house.ask(ana, 'request payments-db/read 2h Looking into INC-42')).not.toContain(
        'E-POL-INVALID',
      );
      expect(await run('apply', '--as', 'ana', '--expect-people', '1')).toMatchObject({ code: 1 });
      expect(await version()).toBe(1);
      expect(await run('apply', '--as', 'ana', '--expect-people', count)).toMatchObject({
        code: 0,
        out: expect.stringMatching(/Lucy Park, crm\/agent: would be refused/),
      });
      expect(await version()).toBe(2);
    });

    test('what takes what comes with a role from many wants the number too', async () => {
      await files.edit('access.yml', 'brake: { people: 20, share: 20 }', 'brake: { people: 1, share: 5 }');
      await begin();
      await files.edit('access.yml', /assign:\n[^]*?\n\n/, '\n');
      const refused = await run('apply', '--as', 'ana');
      expect(refused).toMatchObject({
        code: 1,
        err: expect.stringMatching(/--expect-people 2\..*E-POL-MASS/),
      });
      expect(await run('apply', '--as', 'ana', '--expect-people', '2')).toMatchObject({ code: 0 });
    });

    test('who gains from a change waits for another admin, who applies it', async () => {
      await fourEyes();
      await forSamir();
      const asked = await run('apply', '--as', 'samir');
      expect(asked).toMatchObject({
        code: 1,
        err: expect.stringMatching(/Inês Carvalho was asked in Slack.*E-POL-4EYES/),
      });
      expect(await run('apply', '--as', 'samir')).toMatchObject({
        code: 1,
        err: expect.stringContaining('already'),
      });
      await catchUp();
      expect(shown(samir)).toBe('');
      expect(house.sandbox.dm(ines)).toHaveLength(1);
      expect(shown(ines)).toMatch(
        /Payments DB admin \(payments-db\/admin\).*asked before, granted at once now/,
      );
      expect(await version()).toBe(1);
      await house.press(ines, 'apply_policy');
      expect(await version()).toBe(2);
      expect(shown(ines)).toContain('is in force');
      await house.ask(samir, 'request payments-db/admin 30m Rotating the keys');
      expect(house.target.members('Payments DB Admins')).toHaveLength(1);
      expect((await run('proposals')).out).toMatch(/^prop_\w+ {2}applied by ines/);
    });

    test('who does not gain applies it alone, and what waited is overtaken by it', async () => {
      await fourEyes();
      await forSamir();
      await run('apply', '--as', 'samir');
      await ownerDecides();
      await files.edit('access.yml', /  - name: samir-at-once[^]*?on duty.\n/, '');
      expect(await run('apply', '--as', 'tom')).toMatchObject({ code: 0 });
      await catchUp();
      expect(shown(ines)).toContain('was overtaken');
      expect(JSON.parse((await run('proposals', '--json')).out)).toMatchObject({
        proposals: [{ state: 'superseded', author: { person: 'samir' } }],
      });
    });

    test('where nobody says who changed it, an admin who gains may not apply it; another one rejects it, and no restart asks again', async () => {
      await fourEyes();
      await forSamir();
      await expect(house.hallpass().applyPolicy('reload')).rejects.toThrow(/E-POL-4EYES/);
      await house.settle();
      const card = await house.card(samir, 'apply_policy');
      await house.press(samir, 'apply_policy');
      expect(shown(samir)).toContain('E-SELF');
      expect(await version()).toBe(1);
      expect(card.text).toContain('nobody said who');
      await house.press(ines, 'reject_policy');
      await house.sandbox.waitFor(() => house.sandbox.as(ines).modals()[0], 'the dialog that asks why');
      await house.sandbox.as(ines).fill('reason', 'Nobody gets admin without being asked.');
      expect(await house.sandbox.as(ines).submit()).toMatchObject({ ok: true });
      await house.settle();
      expect(shown(samir)).toContain('Nobody gets admin without being asked.');
      const before = house.sandbox.dm(ines).length;
      await house.stopBot();
      await house.startBot();
      await house.settle();
      expect(await version()).toBe(1);
      expect(house.sandbox.dm(ines)).toHaveLength(before);
      await house.ask(ana, 'request payments-db/read 2h Looking into INC-42');
      expect(house.target.members('Payments DB Readers')).toEqual(['ana.ruiz@tidewater.example']);
    });

    test('two applies at once: one version each, in a row, and none is lost', async () => {
      await begin();
      await ownerDecides();
      const second = files.policyFile.replace('access.yml', 'second.yml');
      await writeFile(
        second,
        (await readFile(files.policyFile, 'utf8')).replace('max_pending: 10', 'max_pending: 9'),
      );
      const both = await Promise.all([run('apply', '--as', 'ana'), run('apply', second, '--as', 'bo')]);
      expect(both.map((one) => one.code)).toEqual([0, 0]);
      expect(await version()).toBe(3);
      const entries = await house.hallpass().store.read.auditAfter(0, 1_000);
      const applied = entries.filter((one) => one.action === 'policy.applied' && one.outcome === 'ok');
      expect(new Set(applied.map((one) => one.actor))).toEqual(
        new Set(['system:start', 'person:ana', 'person:bo']),
      );
    });

    test('plan and replay tell what the change means for what is waited for and what was decided', async () => {
      await begin();
      await house.ask(ana, 'request payments-db/read 4h Looking into INC-42');
      await house.ask(ana, 'request payments-db/write 1h Refund 8813 is stuck');
      await house.press(bo, 'approve');
      await house.ask(ana, 'request warehouse/analyst 8h Quarter report for the auditors');
      await files.edit('access.yml', 'up_to: 4h\n    approve: auto', 'up_to: 2h\n    approve: auto');
      await files.edit('access.yml', 'max: 24h\n        default: 2h', 'max: 3h\n        default: 2h');
      await files.edit('access.yml', /  - name: short-payment-corrections[^]*?deadline: 4h\n/, '');
      const plan = await run('plan');
      expect(plan.err).toBe('');
      expect(plan.out).toMatch(
        /kept until the end that was agreed: 1 \(Ana Ruiz, payments-db\/read, now 3 h at most\)/,
      );
      expect(plan.out).toMatch(
        /rules: 1 removed \(short-payment-corrections\), 1 changed \(low-risk-for-builders\)/,
      );
      const replayed = await run('replay', '--since', '90d');
      expect(replayed.err).toBe('');
      expect(replayed.out).toMatch(/^3 requests put to .*: 1 would go the same way, 2 another/);
      expect(replayed.out).toMatch(
        /payments-db\/read: was approved at once → would be refused \(3 h at most\)/,
      );
      expect(replayed.out).toMatch(
        /payments-db\/write: was approved in 1 stage → would be decided in 1 stage \(carla\)/,
      );
      const list: unknown = JSON.parse((await run('replay', '--since', '90d', '--json')).out);
      expect(list).toMatchObject({
        requests: 3,
        alike: 1,
        gone: 0,
        otherwise: { others: 1, refused_now: 1 },
      });
      expect(await version()).toBe(1);
    });
  },
);
