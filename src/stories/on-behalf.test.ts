// Somebody asks for somebody else: both follow it, neither decides, and every limit is that of the one who gets it.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { House } from './house.ts';
import { actionsIn, kinds, openHouse, people } from './house.ts';

const { ana, bo, carla, samir, lucy } = people;
const [firstKind] = kinds;
const writers = 'Payments DB Writers';
const refundRun = 'payments-db/write 2h Refund run of the month';

describe.each(kinds.filter((kind) => kind.mode === firstKind?.mode))(
  'asking for others on $dialect',
  (kind) => {
    let house: House & { close(): Promise<void> };
    beforeEach(async () => {
      house = await openHouse(kind);
    });
    afterEach(() => house.close());

    const form = (who: string): string => JSON.stringify(house.sandbox.as(who).modals().at(-1)?.blocks ?? []);

    test('a manager asks, both get a card, the owner decides, and the one it was for has it and returns it', async () => {
      expect(await house.ask(bo, `request for @ana ${refundRun}`)).toMatch(/on behalf of Ana Ruiz/);
      expect(house.reads(carla)).toMatch(/Bo Chen asks for Payments DB write for Ana Ruiz/);
      expect(house.reads(carla)).toMatch(/Asked for by: /);
      expect(house.reads(bo)).toContain('You asked for Payments DB write for Ana Ruiz');
      expect(house.reads(ana)).toContain('Bo Chen asked for Payments DB write for you');
      await house.press(carla, 'approve');
      expect(house.target.members(writers)).toEqual(['ana.ruiz@tidewater.example']);
      expect(house.sandbox.dm(bo).flatMap(actionsIn)).not.toContain('return');
      await house.press(ana, 'return');
      expect(house.target.members(writers)).toEqual([]);
      const entries = await house.hallpass().store.read.auditAfter(0, 1_000);
      expect(entries.find((one) => one.action === 'request.submitted')).toMatchObject({
        actor: 'person:bo',
        detail: { for: 'ana' },
      });
    });

    test('who asks does not decide: where only they could, nothing is sent, and it is said what to do', async () => {
      expect(await house.ask(bo, 'request for @ana payments-db/write 1h Refund 8812 is stuck')).toMatch(
        /but you, and whoever asks does not decide[^]*Let Ana Ruiz ask[^]*E-APPR-NONE/,
      );
      expect(house.reads(ana)).toBe('');
      expect(
        await house.ask(samir, 'request for @ines payments-db/admin 30m Rebuild the broken index now'),
      ).toMatch(/E-APPR-NONE/);
    });

    test('the one it is for cancels, and both see that; a denial is told to both', async () => {
      await house.ask(bo, `request for @ana ${refundRun}`);
      await house.press(ana, 'cancel');
      expect(house.reads(bo)).toMatch(/Cancelled/);
      expect(house.sandbox.dm(carla).flatMap(actionsIn)).not.toContain('approve');
      await house.ask(bo, `request for @ana ${refundRun}`);
      await house.press(carla, 'deny');
      await house.sandbox.waitFor(() => house.sandbox.as(carla).modals()[0], 'the dialog that asks why');
      await house.sandbox.as(carla).fill('reason', 'The run was last week.');
      await house.sandbox.as(carla).submit();
      await house.settle();
      for (const who of [ana, bo])
        expect(house.reads(who)).toContain('Denied: Payments DB write for Ana Ruiz');
    });

    test('it counts as a request of the one who gets it: they cannot ask for the same again, nor can anybody for them', async () => {
      await house.ask(ana, `request ${refundRun}`);
      expect(await house.ask(bo, `request for @ana ${refundRun}`)).toMatch(
        /Ana Ruiz would be told: “You asked for Payments DB write already[^]*E-REQ-PENDING/,
      );
    });

    test('of two who ask for the same person at once, one is too late', async () => {
      await Promise.all([
        house.sandbox.as(ana).command(`/access request ${refundRun}`),
        house.sandbox.as(bo).command(`/access request for @ana ${refundRun}`),
      ]);
      await house.settle();
      const entries = await house.hallpass().store.read.auditAfter(0, 1_000);
      expect(entries.filter((one) => one.action === 'request.submitted')).toHaveLength(1);
    });

    test('nobody asks for people they have nothing to do with, and nothing is sent', async () => {
      expect(await house.ask(ana, `request for @bo ${refundRun}`)).toMatch(/E-BEHALF/);
      expect(await house.ask(ana, 'request for @carla payments-db/read 2h Look at last night')).toMatch(
        /E-BEHALF/,
      );
      expect(house.reads(carla)).toBe('');
    });

    test('the form asks whom it is for, of those who may; a choice there changes who decides', async () => {
      await house.sandbox.as(ana).command('/access request');
      expect(form(ana)).not.toContain('For whom?');
      await house.sandbox.as(bo).command('/access request payments-db/write 2h Refund run of the month');
      await house.sandbox.as(bo).closeModal();
      await house.sandbox.as(bo).command('/access request deploy/production');
      expect(form(bo)).toContain('For whom?');
      await house.sandbox.as(bo).fill('person', lucy);
      await house.settle();
      expect(form(bo)).toContain('You cannot ask for that for Lucy Park');
      await house.sandbox.as(bo).fill('person', ana);
      await house.settle();
      const answer = await house.sandbox
        .as(bo)
        .suggest({ kind: 'modal', view: house.sandbox.as(bo).modals().at(-1)?.id ?? '' }, 'item', 'write');
      const groups: { options: { value: string }[] }[] = JSON.parse(JSON.stringify(answer.optionGroups));
      await house.sandbox.as(bo).fill('item', JSON.parse(JSON.stringify(groups[0]?.options[0])));
      await house.settle();
      await house.sandbox.as(bo).fill('duration', '7200');
      await house.settle();
      expect(form(bo)).toContain('Carla Okafor (owner) will be asked');
      await house.sandbox.as(bo).fill('reason', 'Refund run of the month');
      expect(await house.sandbox.as(bo).submit()).toMatchObject({ ok: true });
      await house.settle();
      expect(house.reads(ana)).toContain('Bo Chen asked for Payments DB write for you');
    });
  },
);
