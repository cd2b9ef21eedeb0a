import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { day, hour, minute } from '../domain/instant.ts';
import type { House } from './house.ts';
import { actionsIn, kinds, openHouse, people, textOf } from './house.ts';
import type { OwnPolicy } from './own-policy.ts';
import { ownPolicy } from './own-policy.ts';

const { ana, carla, dee, raj, samir, ines, grace } = people;
const [firstKind] = kinds;

describe.each(kinds.filter((kind) => kind.mode === firstKind?.mode))(
  'approvers who have to be looked up on $dialect',
  (kind) => {
    let house: House & { close(): Promise<void> };
    beforeEach(async () => {
      house = await openHouse(kind);
    });
    afterEach(() => house.close());

    async function explains(what: string): Promise<string> {
      const { ephemeral } = await house.sandbox.as(ana).command(`/access explain ${what}`);
      return ephemeral.map(textOf).join('\n');
    }
    const asks = (who: string) => house.sandbox.dm(who).flatMap(actionsIn).includes('approve');

    describe('user groups of Slack', () => {
      const group = (users: readonly string[]) =>
        house.sandbox.userGroup({ handle: 'security-leads', users });
      const firewall = () => house.ask(ana, 'request network/firewall 1h Open the port for the auditors');

      test('its members are asked; one yes gives it', async () => {
        await firewall();
        expect([asks(samir), asks(ines)]).toEqual([true, true]);
        expect(house.reads(samir)).toContain('You are in the Slack user group @security-leads');
        await house.press(ines, 'approve');
        expect(house.target.members('Firewall Editors')).toEqual(['ana.ruiz@tidewater.example']);
      });

      test('whoever leaves it between the card and the click is refused with a sentence, and nothing is granted', async () => {
        await firewall();
        const card = await house.card(ines, 'approve');
        await group([samir, grace]);
        await house.settle();
        expect([samir, ines, grace].filter(asks)).toEqual([samir, grace]);
        const place = { kind: 'message', channel: card.channel, ts: card.ts } as const;
        await house.sandbox.as(ines).click(place, 'approve', { force: true });
        await house.settle();
        expect(house.reads(ines)).toContain('You are not an approver of this request now');
        expect(house.target.members('Firewall Editors')).toEqual([]);
        await house.press(samir, 'approve');
        expect(house.target.members('Firewall Editors')).toEqual(['ana.ruiz@tidewater.example']);
      });

      test('whoever Slack has in it and the directory does not know is no approver; never the requester', async () => {
        await house.sandbox.people.join({
          id: 'U777',
          name: 'new',
          realName: 'New Face',
          email: 'new@tidewater.example',
        });
        await group(['U777', ana, samir]);
        await house.settle();
        await firewall();
        expect([asks('U777'), asks(ana), asks(samir)]).toEqual([false, false, true]);
        await group(['U777', ana]);
        await house.settle();
        expect(await explains('network/firewall 1h')).toContain('E-APPR-NONE');
      });

      test('an hour after the last answer of Slack it counts as empty; the next answer ends that', async () => {
        await firewall();
        await house.pass(hour);
        expect(await explains('network/firewall 1h')).not.toContain('E-APPR-NONE');
        await house.pass(minute);
        expect(await explains('network/firewall 1h')).toContain('E-APPR-NONE');
        await house.press(samir, 'approve');
        expect(house.reads(samir)).toContain('no longer are');
        expect(house.target.members('Firewall Editors')).toEqual([]);
        const fault = { kind: 'error', error: 'internal_error' } as const;
        house.sandbox.faults([{ method: 'usergroups.users.list', times: 1, fault }]);
        await house.sandbox.userGroup({ handle: 'security-leads', name: 'Leads' });
        await house.settle();
        expect(await explains('network/firewall 1h')).toContain('E-APPR-NONE');
        await house.sandbox.userGroup({ handle: 'security-leads', name: 'Leads of security' });
        await house.settle();
        expect(await explains('network/firewall 1h')).not.toContain('E-APPR-NONE');
      });

      test('a group that Slack no longer has is empty', async () => {
        await house.sandbox.userGroup({ handle: 'security-leads', disabled: true });
        await house.settle();
        expect(await firewall()).toContain('E-APPR-NONE');
      });

      test('only what the policy names is kept', async () => {
        await house.sandbox.userGroup({ handle: 'lunch', users: [ana] });
        await house.settle();
        const known = await house.hallpass().store.read.userGroups();
        expect(known?.groups.map((one) => one.handle)).toEqual(['security-leads']);
        expect(known?.version).toBeGreaterThan(1);
      });
    });

    describe('whoever is on call', () => {
      // The rotation began on 5 January; 23 November 2026 at 13:00 in Stockholm is in its 47th week: the second person's.
      const turn = 7 * day - 4 * hour;
      const restart = () => house.ask(ana, 'request network/restart 30m The gateway in Leeds hangs');

      test('is asked, and decides up to the last minute of the turn', async () => {
        expect(await explains('network/restart 30m')).toContain('whoever is on call for payments');
        await house.pass(turn - minute);
        await restart();
        expect([carla, raj, dee].filter(asks)).toEqual([raj]);
        expect(house.reads(raj)).toContain('You are on call for payments');
        await house.press(raj, 'approve');
        expect(house.target.members('Gateway Operators')).toEqual(['ana.ruiz@tidewater.example']);
      });

      test('is somebody else from the minute at which the turn moves: they are asked, and a click on the old card is refused', async () => {
        await house.pass(turn - minute);
        await restart();
        const card = await house.card(raj, 'approve');
        await house.pass(minute);
        expect([carla, raj, dee].filter(asks)).toEqual([dee]);
        expect(house.reads(raj)).toContain('Nothing more is needed from you now');
        const place = { kind: 'message', channel: card.channel, ts: card.ts } as const;
        await house.sandbox.as(raj).click(place, 'approve', { force: true });
        await house.settle();
        expect(house.reads(raj)).toContain('You are not an approver of this request now');
        expect(house.target.members('Gateway Operators')).toEqual([]);
        await house.press(dee, 'approve');
        expect(house.target.members('Gateway Operators')).toEqual(['ana.ruiz@tidewater.example']);
      });
    });

    test('people whom a condition chooses are asked, as the directory has them now', async () => {
      await house.ask(ana, 'request network/certificates 1h The one of the gateway runs out');
      expect([asks(samir), asks(carla), asks(ines), asks(grace)]).toEqual([true, true, false, false]);
      await house.press(carla, 'approve');
      expect(house.target.members('Certificate Issuers')).toEqual(['ana.ruiz@tidewater.example']);
    });
  },
);

describe('a policy that changes while a request waits', () => {
  let house: House & { close(): Promise<void> };
  let files: OwnPolicy;
  beforeEach(async () => {
    files = await ownPolicy();
    house = await openHouse(undefined, { policyFile: files.policyFile });
  });
  afterEach(async () => {
    await house.close();
    await files.remove();
  });
  const asks = (who: string) => house.sandbox.dm(who).flatMap(actionsIn).includes('approve');
  async function late(who: string): Promise<void> {
    const card = await house.card(who, 'approve');
    const place = { kind: 'message', channel: card.channel, ts: card.ts } as const;
    await house.hallpass().applyPolicy('test');
    await house.sandbox.as(who).click(place, 'approve', { force: true });
    await house.settle();
  }

  test('the stages stay those of then, and whoever is on call by the schedule of now decides', async () => {
    await house.ask(ana, 'request network/restart 30m The gateway in Leeds hangs');
    await files.edit('access.yml', 'rotation: [carla, raj, dee]', 'rotation: [carla, dee]');
    await files.edit('access.yml', 'approve: { on_call: payments }', 'approve: manager');
    await late(raj);
    expect(house.reads(raj)).toContain('now, so nothing was done');
    expect(house.target.members('Gateway Operators')).toEqual([]);
    await house.press(carla, 'approve');
    expect(house.target.members('Gateway Operators')).toEqual(['ana.ruiz@tidewater.example']);
  });

  test('whoever the condition no longer chooses by the directory of now is refused', async () => {
    await house.ask(ana, 'request network/certificates 1h The one of the gateway runs out');
    expect(asks(carla)).toBe(true);
    await files.edit('people.csv', 'Head of Payments', 'Adviser');
    await late(carla);
    expect(house.reads(carla)).toContain('You were an approver when this was sent, but no longer are');
    expect(house.target.members('Certificate Issuers')).toEqual([]);
  });

  test('a user group that a new policy names is asked about at once', async () => {
    await house.sandbox.userGroup({ handle: 'heads', users: [grace] });
    await files.edit('access.yml', 'approve: { on_call: payments }', 'approve: { user_group: heads }');
    await house.hallpass().applyPolicy('test');
    await house.settle();
    await house.ask(ana, 'request network/restart 30m The gateway in Leeds hangs');
    await house.press(grace, 'approve');
    expect(house.target.members('Gateway Operators')).toEqual(['ana.ruiz@tidewater.example']);
  });

  test('a condition of a rule knows in which schedules the person is on call', async () => {
    const rule = `when: { items: [network/restart], if: '"payments" in context.on_call' }
    approve: auto
    because: Whoever carries the pager may restart it at once.
  - name: gateway-by-on-call
    when:`;
    await files.edit('access.yml', /gateway-by-on-call\n +when:/, `gateway-for-on-call\n    ${rule}`);
    await house.hallpass().applyPolicy('test');
    await house.ask(raj, 'request network/restart 30m The gateway in Leeds hangs');
    expect(house.target.members('Gateway Operators')).toEqual(['raj.patel@tidewater.example']);
    await house.ask(dee, 'request network/restart 30m The gateway in Leeds hangs');
    expect(house.target.members('Gateway Operators')).toHaveLength(1);
    expect(asks(raj)).toBe(true);
  });
});

describe.each(kinds.filter((kind) => kind.mode === firstKind?.mode))(
  'who is only told, and who reviews, on $dialect',
  (kind) => {
    let house: House & { close(): Promise<void> };
    let files: OwnPolicy;
    beforeEach(async () => {
      files = await ownPolicy();
    });
    afterEach(async () => {
      await house.close();
      await files.remove();
    });
    const begin = async () => {
      house = await openHouse(kind, { policyFile: files.policyFile });
    };
    const turn = 7 * day - 4 * hour;
    const may = (who: string) => house.sandbox.dm(who).flatMap(actionsIn);

    test('a stage tells whoever is on call, in a user group, or chosen by a condition', async () => {
      const heads = `{ people: 'approver.title == "Head of Payments"' }`;
      const tell = `tell: [{ on_call: payments }, { user_group: security-leads }, ${heads}]`;
      await files.edit(
        'access.yml',
        'approve: { on_call: payments }',
        `stages: [{ ask: { person: grace }, ${tell} }]`,
      );
      await begin();
      await house.ask(ana, 'request network/restart 30m The gateway in Leeds hangs');
      for (const who of [raj, samir, ines, carla])
        expect(house.reads(who)).toContain('You are only told of this; others decide.');
      expect([raj, samir, ines, carla].flatMap(may)).toEqual([]);
      expect(house.reads(dee)).toBe('');
      await house.press(grace, 'approve');
      for (const who of [raj, carla]) expect(house.reads(who)).toMatch(/Approved[\s\S]*active since/);
    });

    const broken = '[{"ok":true},[]]';
    async function breakGlass() {
      const said = await house.ask(
        ana,
        'break-glass payments-db/admin 30m INC-42: refunds fail for everybody since 14:10',
      );
      const as = house.sandbox.as(ana);
      if (as.modals().length === 0) return said;
      await as.fill('sure', ['sure']);
      const sent = await as.submit();
      await house.settle();
      return JSON.stringify([sent, as.modals()]);
    }

    test('an emergency is told to whoever is on call, who ends it; the review is with whoever is on call then', async () => {
      await files.edit(
        'access.yml',
        /tell: \[owner, \{ on_call[^\n]*\n +review: \{ group: security \}/,
        'tell: { on_call: payments }\n      review: { on_call: payments }',
      );
      await begin();
      await house.pass(turn - 10 * minute);
      expect(await breakGlass()).toBe(broken);
      expect(house.target.members('Payments DB Admins')).toEqual(['ana.ruiz@tidewater.example']);
      expect([carla, raj, dee, samir].filter((who) => may(who).includes('end_now'))).toEqual([raj]);
      await house.pass(10 * minute);
      await house.press(raj, 'end_now');
      expect(house.target.members('Payments DB Admins')).toEqual([]);
      expect([carla, raj, dee, samir].filter((who) => may(who).includes('justified'))).toEqual([dee]);
      expect(await breakGlass()).toMatch(/Dee[\s\S]*E-BG-DEBT/);
    });

    test('glass stays shut while the user group that reviews it is empty, and a condition finds reviewers afresh', async () => {
      await files.edit(
        'access.yml',
        'review: { group: security }',
        `review: [{ user_group: auditors }, { people: 'approver.title == "Auditor"' }]`,
      );
      await begin();
      expect(await breakGlass()).toContain('E-BG-REVIEW');
      await house.sandbox.userGroup({ handle: 'auditors', users: [grace] });
      await house.settle();
      expect(await breakGlass()).toBe(broken);
      await house.pass(31 * minute);
      expect([carla, grace, samir].filter((who) => may(who).includes('justified'))).toEqual([grace]);
    });
  },
);
