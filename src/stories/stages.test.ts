import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hour, minute } from '../domain/instant.ts';
import type { House } from './house.ts';
import { actionsIn, kinds, openHouse, people } from './house.ts';

const { ana, bo, carla, dee, ines, samir, tom, lucy } = people;
const [firstKind] = kinds;

describe.each(kinds.filter((kind) => kind.mode === firstKind?.mode))(
  'the way of a request on $dialect',
  (kind) => {
    let house: House & { close(): Promise<void> };
    beforeEach(async () => {
      house = await openHouse(kind);
    });
    afterEach(() => house.close());

    /** Presses Approve and writes the reason that the stage wants. */
    async function approveBecause(who: string, reason: string): Promise<void> {
      await house.press(who, 'approve');
      await house.sandbox.waitFor(
        () => house.sandbox.as(who).modals()[0],
        'the dialog that asks why it is right',
      );
      await house.sandbox.as(who).fill('reason', reason);
      expect(await house.sandbox.as(who).submit()).toMatchObject({ ok: true });
      await house.settle();
    }

    test('two stages: the owner first, then security with a reason; nothing is granted in between', async () => {
      await house.ask(ana, 'request warehouse/analyst 2 days Quarter report for the auditors');
      expect(house.reads(samir)).toBe('');
      await house.press(dee, 'approve');
      expect(house.target.members('Warehouse Analysts')).toEqual([]);
      expect(house.reads(ana)).toMatch(/Stage 1 of 2, the owner: \s*agreed by/);
      expect(house.sandbox.dm(dee).flatMap(actionsIn)).not.toContain('approve');
      expect(house.reads(samir)).toContain('Quarter report for the auditors');
      await approveBecause(samir, 'The auditors are in the house this week.');
      expect(house.target.members('Warehouse Analysts')).toEqual(['ana.ruiz@tidewater.example']);
      const entries = await house.hallpass().store.read.auditAfter(0, 1_000);
      expect(entries.map((one) => one.action).filter((one) => one.startsWith('request.'))).toEqual([
        'request.submitted',
        'request.stage_passed',
        'request.approved',
      ]);
      expect(entries.find((one) => one.action === 'request.approved')?.detail).toMatchObject({
        reason: 'The auditors are in the house this week.',
      });
    });

    test('a condition on the length decides which way it is: the same thing for a shift takes one yes', async () => {
      await house.ask(ana, 'request warehouse/analyst 8h Quarter report for the auditors');
      await house.press(dee, 'approve');
      expect(house.target.members('Warehouse Analysts')).toEqual(['ana.ruiz@tidewater.example']);
    });

    test('one no ends it, in whatever stage', async () => {
      await house.ask(ana, 'request warehouse/analyst 2 days Quarter report for the auditors');
      await house.press(dee, 'approve');
      await house.press(ines, 'deny');
      await house.sandbox.waitFor(() => house.sandbox.as(ines).modals()[0], 'the dialog that asks why');
      await house.sandbox.as(ines).fill('reason', 'The report needs no names.');
      await house.sandbox.as(ines).submit();
      await house.settle();
      expect(house.reads(ana)).toContain('The report needs no names.');
      expect(house.target.members('Warehouse Analysts')).toEqual([]);
      expect(house.sandbox.dm(samir).flatMap(actionsIn)).not.toContain('approve');
    });

    test('what builds on another right is only for people who hold that; whoever is asked is reminded, then more people are', async () => {
      expect(
        await house.ask(lucy, 'request crm/export 1h The regulator wants the thread of case 77'),
      ).toMatch(/only for people who hold CRM support agent.*E-REQ-NEEDS/s);
      await house.ask(lucy, 'request crm/agent 8h Early shift until four');
      await house.press(tom, 'approve');
      await house.ask(lucy, 'request crm/export 1h The regulator wants the thread of case 77');
      await house.pass(31 * minute);
      expect(house.reads(tom)).toContain('Still waiting for you: CRM export');
      expect(house.reads(samir)).toBe('');
      await house.pass(90 * minute);
      expect(house.reads(samir)).toContain('The regulator wants the thread of case 77');
      await house.press(samir, 'approve');
      expect(house.target.members('CRM Exporters')).toEqual(['lucy.park@tidewater.example']);
      expect(house.reads(tom)).toContain('No longer waiting for you: CRM export');
    });

    test('separation of duties: an exception has its own stage, is named on the card, and cannot last longer than it may', async () => {
      await house.ask(ana, 'request deploy/production 2h Ship the fix for INC-42');
      await house.press(bo, 'approve');
      await house.ask(ana, 'request payments-db/admin 30m Rebuild the broken index now');
      expect(house.reads(samir)).toContain('an exception from “ship or administer” is asked for');
      await house.press(samir, 'approve');
      expect(house.target.members('Payments DB Admins')).toEqual([]);
      await approveBecause(ines, 'The index blocks the fix; both are needed tonight.');
      expect(house.target.members('Payments DB Admins')).toEqual(['ana.ruiz@tidewater.example']);
    });

    test('who asks for what they have is told until when, and offered to extend it once that can be asked for', async () => {
      await house.ask(ana, 'request payments-db/write 2h Refund run of the month');
      await house.press(carla, 'approve');
      const early = await house.ask(ana, 'request payments-db/write 2h Refund run of the month');
      expect(early).toContain('E-REQ-HELD');
      expect(house.sandbox.dm(ana).flatMap(actionsIn)).not.toContain('extend');
      await house.pass(61 * minute);
      await house.ask(ana, 'request payments-db/write 2h Refund run of the month');
      const offer = await house.card(ana, 'extend');
      expect(
        await house.sandbox
          .as(ana)
          .click({ kind: 'message', channel: offer.channel, ts: offer.ts }, 'extend'),
      ).toMatchObject({ ok: true });
      await house.sandbox.waitFor(
        () => house.sandbox.as(ana).modals()[0],
        'the dialog that asks for how much longer',
      );
    });

    test('longer: asked for from the warning, decided anew, and the end moves without a gap', async () => {
      const writers = 'Payments DB Writers';
      await house.ask(ana, 'request payments-db/write 2h Refund run of the month');
      await house.press(carla, 'approve');
      await house.pass(97 * minute);
      await house.press(ana, 'extend');
      await house.sandbox.waitFor(
        () => house.sandbox.as(ana).modals()[0],
        'the dialog that asks for how much longer',
      );
      expect(await house.sandbox.as(ana).fill('duration', String(hour))).toMatchObject({ ok: true });
      await house.sandbox.as(ana).fill('reason', 'The run is at 60 percent and goes on until three');
      expect(await house.sandbox.as(ana).submit()).toMatchObject({ ok: true });
      await house.settle();
      expect(house.reads(carla)).toContain('asks to keep Payments DB write longer');
      expect(house.sandbox.dm(ana).flatMap(actionsIn)).not.toContain('extend');
      await house.press(carla, 'approve');
      await house.pass(30 * minute);
      expect(house.target.members(writers)).toEqual(['ana.ruiz@tidewater.example']);
      await house.pass(50 * minute);
      expect(house.target.members(writers)).toEqual(['ana.ruiz@tidewater.example']);
      await house.pass(hour);
      expect(house.target.members(writers)).toEqual([]);
    });
  },
);
