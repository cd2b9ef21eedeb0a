import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { day, hour } from '../domain/instant.ts';
import type { House, Kind } from './house.ts';
import { actionsIn, kinds, openHouse, people, textOf } from './house.ts';

const { ana, bo, carla, dee, samir, ines, tom, lucy } = people;

describe.each<Kind>(kinds.filter(({ mode }) => mode === 'socket'))(
  'a yes given in advance, on $dialect',
  (kind) => {
    let house: House & { close(): Promise<void> };
    beforeEach(async () => {
      house = await openHouse(kind);
    });
    afterEach(() => house.close());

    const allow = (who: string, what: string) => house.ask(who, `preapprove ${what}`);
    const refunds = '@ana payments-db/write up to 2h until Friday because she runs the refunds this week';
    const askWrite = (long = '2h') =>
      house.ask(ana, `request payments-db/write ${long} Refund run of the month`);
    const members = () => house.target.members('Payments DB Writers');
    const open = (who: string) => house.sandbox.dm(who).filter((one) => actionsIn(one).includes('approve'));
    const entries = () => house.hallpass().store.read.auditAfter(0, 1_000);

    test('is cast the moment it is asked for, said on every card, and whoever gave it is told', async () => {
      expect(await allow(carla, refunds)).toMatch(/may take Payments DB write without waiting for you/);
      expect(await house.ask(ana, 'explain payments-db/write 2h')).toContain(
        'Carla Okafor allowed you this ahead until Fri 27 Nov',
      );
      expect(await askWrite()).toContain('Carla Okafor allowed you this ahead until Fri 27 Nov');
      expect(members()).toEqual(['ana.ruiz@tidewater.example']);
      expect(house.reads(ana)).toMatch(/had allowed it ahead, until [\s\S]*she runs the refunds this week/);
      const told = house.sandbox.dm(carla).filter((one) => !one.ephemeral);
      expect(told.map(textOf).join('\n')).toMatch(
        /Ana Ruiz took Payments DB write, which you allowed ahead[\s\S]*You allowed it until/,
      );
      expect(told).toHaveLength(1);
      const approved = (await entries()).find((one) => one.action === 'request.approved');
      expect(approved).toMatchObject({
        actor: 'system:pre-approval',
        because: expect.stringContaining('Carla Okafor allowed it ahead until Fri 27 Nov'),
        detail: { reason: 'Pre-approved on Mon 23 Nov: she runs the refunds this week' },
      });
    });

    test('marks the vote, and ends with the same clock as any access', async () => {
      await allow(carla, refunds);
      await askWrite();
      const { read } = house.hallpass().store;
      const asked = (await entries()).find((one) => one.action === 'request.submitted');
      const [request] = await read.recentRequestsOf(
        (await read.listPeople({ limit: 1 }))[0]?.id ?? never(),
        1,
      );
      expect(asked?.object).toBe(`request:${request?.id}`);
      expect(await read.votesOn(request?.id ?? never())).toMatchObject([
        { person: 'carla', verdict: 'approve', preApproval: expect.stringMatching(/^pre_/) },
      ]);
      await house.pass(2 * hour + 60);
      expect(members()).toEqual([]);
    });

    test('does nothing for longer than it says, for another, once it is over or withdrawn', async () => {
      await allow(carla, refunds);
      await askWrite('4h');
      expect(open(carla)).toHaveLength(1);
      await house.ask(dee, 'request payments-db/write 2h Refund run of the month');
      expect(open(carla)).toHaveLength(2);
      await house.press(ana, 'cancel');
      await house.pass(5 * day);
      await askWrite();
      expect(members()).toEqual([]);
      await house.press(ana, 'cancel');
      await allow(carla, refunds);
      await house.press(carla, 'withdraw');
      await askWrite();
      expect(members()).toEqual([]);
    });

    test('is one yes on the way: further stages ask as ever, and a stage that wants a reason has one', async () => {
      await allow(dee, '@ana warehouse/analyst up to 2 days until Friday because the auditors are here');
      await house.ask(ana, 'request warehouse/analyst 2 days Quarter report for the auditors');
      expect(house.target.members('Warehouse Analysts')).toEqual([]);
      expect(house.reads(ana)).toMatch(/Pre-approved on Mon 23 Nov: the auditors are here/);
      expect(open(samir)).toHaveLength(1);
      await house.press(ana, 'cancel');
      await allow(ines, '@ana warehouse/analyst up to 2 days until Friday because the auditors are here');
      await house.ask(ana, 'request warehouse/analyst 2 days Quarter report for the auditors');
      expect(house.target.members('Warehouse Analysts')).toEqual(['ana.ruiz@tidewater.example']);
    });

    test('counts in a stage that begins later, too', async () => {
      await allow(ines, '@ana warehouse/analyst up to 2 days until Friday because the auditors are here');
      await house.ask(ana, 'request warehouse/analyst 2 days Quarter report for the auditors');
      expect(house.target.members('Warehouse Analysts')).toEqual([]);
      await house.press(dee, 'approve');
      expect(house.target.members('Warehouse Analysts')).toEqual(['ana.ruiz@tidewater.example']);
      expect(open(samir)).toEqual([]);
    });

    test('given in one of several who could decide, the others hear nothing of it', async () => {
      await allow(ines, '@ana warehouse/analyst up to 2 days until Friday because the auditors are here');
      await allow(dee, '@ana warehouse/analyst up to 2 days until Friday because the auditors are here');
      await house.ask(ana, 'request warehouse/analyst 2 days Quarter report for the auditors');
      expect(house.target.members('Warehouse Analysts')).toEqual(['ana.ruiz@tidewater.example']);
      expect(house.reads(samir)).toBe('');
    });

    test('for what builds on another right, that right has to be held when it is taken', async () => {
      expect(await allow(tom, '@lucy crm/export up to 1h until Friday because of the regulator')).toMatch(
        /could not ask for CRM export today \(E-REQ-NEEDS\)/,
      );
      await house.ask(lucy, 'request crm/agent 8h Early shift until four');
      await house.press(tom, 'approve');
      await allow(tom, '@lucy crm/export up to 1h until Friday because of the regulator');
      await house.press(lucy, 'return');
      await house.ask(lucy, 'request crm/export 1h The regulator wants the thread of case 77');
      expect(house.target.members('CRM Exporters')).toEqual([]);
    });

    test('does nothing while its giver is away and somebody else decides for them', async () => {
      await allow(carla, refunds);
      await house.ask(carla, 'delegate @dee until Friday');
      await askWrite();
      expect(members()).toEqual([]);
      expect(open(dee)).toHaveLength(1);
    });

    test('counts where a manager asks for her, who reads it as hers; both hear that it is given', async () => {
      await allow(carla, refunds);
      const said = await house.ask(bo, 'request for @ana payments-db/write 2h Refund run of the month');
      expect(said).toContain('Carla Okafor allowed Ana Ruiz this ahead until Fri 27 Nov');
      expect(members()).toEqual(['ana.ruiz@tidewater.example']);
      for (const who of [ana, bo]) expect(house.reads(who)).toMatch(/had allowed it ahead, until /);
      expect(house.reads(carla)).toMatch(/Asked for by: [\s\S]*You allowed it until/);
    });

    test('does nothing where whoever gave it asks for her', async () => {
      await allow(bo, '@ana payments-db/write up to 1h until Friday because she runs the refunds this week');
      expect(await house.ask(bo, 'request for @ana payments-db/write 1h Refund 8812 is stuck')).toContain(
        'E-APPR-NONE',
      );
      expect(members()).toEqual([]);
      await house.ask(ana, 'request payments-db/write 1h Refund 8812 is stuck');
      expect(members()).toEqual(['ana.ruiz@tidewater.example']);
    });

    test('is cast at once for a later start, which is waited for; not for one after its end', async () => {
      await allow(carla, refunds);
      await house.ask(ana, 'request payments-db/write 2h from tomorrow 9:00 Refund run of the month');
      expect(house.reads(ana)).toMatch(/Payments DB write\s*: approved; starts/);
      expect(open(carla)).toEqual([]);
      expect(members()).toEqual([]);
      await house.pass(21 * hour);
      expect(members()).toEqual(['ana.ruiz@tidewater.example']);
      await house.pass(2 * hour);
      expect(members()).toEqual([]);
      await house.ask(ana, 'request payments-db/write 2h from 2026-11-29 9:00 Refund run of the month');
      expect(open(carla)).toHaveLength(1);
    });

    test('twice delivered or asked again at once, one request comes of it', async () => {
      await allow(carla, refunds);
      await Promise.all([askWrite(), askWrite(), askWrite()]);
      await house.sandbox.redeliver(2);
      await house.settle();
      expect((await entries()).filter((one) => one.action === 'request.approved')).toHaveLength(1);
    });

    test.each([
      [
        carla,
        '@ana payments-db/admin up to 30m until Friday because of the migration',
        /critical, so it is looked at/,
      ],
      [carla, '@carla payments-db/write up to 2h until Friday because I need it often', /That is you/],
      [dee, '@ana payments-db/write up to 2h until Friday because she runs refunds', /would not be asked/],
      [bo, '@ana payments-db/read up to 2h until Friday because she reads a lot', /at once by the rule/],
      [carla, '@ana payments-db/write up to 2h for 31 days because she runs refunds', /30 days is the most/],
      [carla, '@ana payments-db/write up to 2h until 2026-11-01 because she runs refunds', /E-AHEAD-TIME/],
      [carla, '@ana payments-db/write up to 12h until Friday because she runs refunds', /E-REQ-DUR/],
      [carla, '@ana payments-db/write up to 2h until Friday', /Say why, after “because”/],
      [carla, '@ana payments-db/write up to 2h until Friday because so', /E-REQ-REASON/],
      [
        carla,
        '@ana payments-db/wirte up to 2h until Friday because she runs refunds',
        /There is no item called/,
      ],
      [carla, '@noor payments-db/write up to 2h until Friday because she runs refunds', /active colleague/],
    ])('%s: %s is refused in words that help', async (who, what, words) => {
      expect(await allow(who, what)).toMatch(words);
      expect(
        (await entries()).filter((one) => one.action === 'pre_approval.made' && one.outcome === 'ok'),
      ).toEqual([]);
    });
  },
);

function never(): never {
  throw new Error('There is no such row.');
}
