import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { day, hour, minute } from '../domain/instant.ts';
import type { MessageState } from '../sandbox/page/protocol.ts';
import type { House } from './house.ts';
import { actionsIn, kinds, openHouse, people, textOf } from './house.ts';
import type { OwnPolicy } from './own-policy.ts';
import { ownPolicy } from './own-policy.ts';

const { ana, samir, ines, lucy } = people;
const access = 'C0ACCESS';
const rebuild = 'request payments-db/admin 30m Rebuild the broken index now';
const [firstKind] = kinds;

describe.each(kinds.filter((kind) => kind.mode === firstKind?.mode))(
  'many people are asked in a channel on $dialect',
  (kind) => {
    let files: OwnPolicy;
    let house: House & { close(): Promise<void> };
    beforeEach(async () => {
      files = await ownPolicy();
      await files.edit('access.yml', 'above: 8', 'above: 1');
      await files.edit('access.yml', 'tell: [owner, { channel: C0ACCESS }]', 'after: { 10m: remind }');
    });
    afterEach(async () => {
      await house.close();
      await files.remove();
    });
    const open = async () => {
      house = await openHouse(kind, { policyFile: files.policyFile });
    };

    const seen = (): readonly MessageState[] =>
      house.sandbox.channel(access).filter((message) => !message.ephemeral);
    /** Presses a button of the card in the channel; what only this person reads then. */
    async function press(who: string, action: string): Promise<string> {
      const before = house.sandbox.channel(access).length;
      const card = seen().find((message) => actionsIn(message).includes(action));
      if (card === undefined) throw new Error(`no card with “${action}” in the channel`);
      const place = { kind: 'message', channel: access, ts: card.ts } as const;
      expect(await house.sandbox.as(who).click(place, action)).toMatchObject({ ok: true });
      await house.settle();
      return house.sandbox.channel(access).slice(before).map(textOf).join('\n');
    }

    test('a member approves there; an outsider and the requester are refused; the message shows the outcome', async () => {
      await open();
      await house.ask(ana, rebuild);
      expect(seen()).toHaveLength(1);
      expect(seen()[0]?.text).toMatch(/^Ana Ruiz asks for Payments DB admin\n/);
      expect(seen()[0]?.text).toContain('Who decides: the group security, which is 2 people today.');
      expect(house.reads(samir) + house.reads(ines)).toBe('');
      expect(house.reads(ana)).toMatch(/Waiting for [\s\S]*they are asked in/);
      expect(await house.ask(samir, 'status')).toContain(' asks for ');
      expect(await press(lucy, 'approve')).toContain('E-APPR-NOT');
      expect(await press(ana, 'approve')).toContain('E-SELF');
      expect(await press(ana, 'deny')).toContain('E-SELF');
      expect(house.target.members('Payments DB Admins')).toEqual([]);
      expect(await press(ines, 'approve')).toBe('');
      expect(house.target.members('Payments DB Admins')).toEqual(['ana.ruiz@tidewater.example']);
      expect(seen()).toHaveLength(1);
      expect(seen()[0]?.text).toMatch(/Approved by <@U007>[\s\S]*active since/);
      expect(seen().flatMap(actionsIn)).toEqual([]);
    });

    test('a member says no there, with the reason, in a form that keeps the card', async () => {
      await open();
      await house.ask(ana, rebuild);
      await press(samir, 'deny');
      await house.sandbox.waitFor(() => house.sandbox.as(samir).modals()[0], 'the dialog that asks why');
      await house.sandbox.as(samir).fill('reason', 'The index is rebuilt tonight anyway.');
      await house.sandbox.as(samir).submit();
      await house.settle();
      expect(seen()[0]?.text).toMatch(/Denied by <@U006>[\s\S]*The index is rebuilt tonight anyway\./);
      expect(house.reads(ana)).toContain('The index is rebuilt tonight anyway.');
    });

    test('the buttons on the Home tab of a member work as well', async () => {
      await open();
      await house.sandbox.as(samir).openHome();
      await house.ask(ana, rebuild);
      expect(JSON.stringify(house.sandbox.home(samir))).toContain('Rebuild the broken index now');
      expect(await house.sandbox.as(samir).click({ kind: 'home' }, 'approve')).toMatchObject({ ok: true });
      await house.settle();
      expect(seen()[0]?.text).toContain('Approved by <@U006>');
    });

    test('two members who click at once decide once', async () => {
      await open();
      await house.ask(ana, rebuild);
      const place = { kind: 'message', channel: access, ts: seen()[0]?.ts ?? '' } as const;
      await Promise.all([samir, ines].map((who) => house.sandbox.as(who).click(place, 'approve')));
      await house.settle();
      const entries = await house.hallpass().store.read.auditAfter(0, 1_000);
      expect(entries.filter((one) => one.action === 'request.approved')).toHaveLength(1);
      expect(entries.filter((one) => one.action === 'request.decided_late')).toHaveLength(1);
    });

    test('a reminder is one message under the card, not one for each', async () => {
      await open();
      await house.ask(ana, rebuild);
      await house.pass(11 * minute);
      expect(seen()).toHaveLength(2);
      expect(seen()[1]).toMatchObject({
        threadTs: seen()[0]?.ts,
        text: expect.stringMatching(/^Still waiting for a decision: Payments DB admin\n/),
      });
      expect(house.reads(samir) + house.reads(ines)).toBe('');
      await press(ines, 'approve');
      expect(seen()[1]?.text).toMatch(/^No longer waiting for a decision/);
    });

    test('where the bot is not in the channel each is asked after all, and the outbox and the audit log say why', async () => {
      await files.edit('access.yml', 'above: 1, channel: C0ACCESS', 'above: 1, channel: C0GENERAL');
      await open();
      await house.ask(ana, rebuild);
      expect(house.sandbox.channel('C0GENERAL')).toEqual([]);
      expect(house.reads(ines)).toContain('Rebuild the broken index now');
      const { read } = house.hallpass().store;
      expect((await read.stuckWork(9)).map((one) => one.lastError)).toEqual([
        expect.stringMatching(/^not_in_channel: .*C0GENERAL; invite it there/),
      ]);
      const entries = await read.auditAfter(0, 1_000);
      expect(entries.find((one) => one.action === 'request.asked_directly')?.because).toContain(
        'not_in_channel',
      );
      await house.press(samir, 'approve');
      expect(house.target.members('Payments DB Admins')).toEqual(['ana.ruiz@tidewater.example']);
      expect(house.reads(samir).match(/Rebuild the broken index now/g)).toHaveLength(1);
      // Invited, it shows what became of it, and asks nobody any more.
      house.sandbox.inviteApp('C0GENERAL');
      await house.pass(hour / 4);
      const late = house.sandbox.channel('C0GENERAL');
      expect(late.map((message) => message.text)).toEqual([expect.stringContaining('Approved by <@U006>')]);
      expect(late.flatMap(actionsIn)).toEqual([]);
      expect(await read.stuckWork(9)).toEqual([]);
    });

    test('a channel that is not there stops nothing, and is given up after a week', async () => {
      await files.edit('access.yml', 'above: 1, channel: C0ACCESS', 'above: 1, channel: C0NOWHERE');
      await open();
      await house.ask(ana, rebuild);
      await house.press(ines, 'approve');
      expect(house.target.members('Payments DB Admins')).toEqual(['ana.ruiz@tidewater.example']);
      const { read } = house.hallpass().store;
      expect((await read.stuckWork(9))[0]?.lastError).toMatch(/^channel_not_found/);
      await house.pass(8 * day);
      expect(await read.stuckWork(9)).toEqual([]);
    });
  },
);
