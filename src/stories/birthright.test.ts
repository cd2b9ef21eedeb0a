import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { personId } from '../domain/ids.ts';
import { day, hour } from '../domain/instant.ts';
import type { House, Kind } from './house.ts';
import { kinds, openHouse, people } from './house.ts';
import type { OwnPolicy } from './own-policy.ts';
import { ownPolicy } from './own-policy.ts';

const { ana, tom, lucy } = people;
const readers = 'Handbook Readers';
const mail = {
  ana: 'ana.ruiz@tidewater.example',
  lucy: 'lucy.park@tidewater.example',
  tom: 'tom.becker@tidewater.example',
};

const lucyWith = (status: string) =>
  `lucy,lucy.park@tidewater.example,Lucy Park,U009,tom,Support,Support Agent,Leeds,${status},2026-11-24,,,employee,Europe/London\n`;
const payments = `  - name: payments-basics
    to: { department: [Payments] }
    if: person.title.endsWith("Agent")
    give: [deploy/rollback]
    because: Agents undo what they broke.
`;
const apart = `  - name: look or answer
    between: [[handbook/reader], [payments-db/read]]
    because: Whoever looks at payments does not answer customers.
`;

describe.each<Kind>(kinds.filter(({ mode }) => mode === 'socket'))(
  'what comes with a role, on $dialect',
  ({ dialect }) => {
    let house: House & { close(): Promise<void> };
    let files: OwnPolicy;
    const open = async () => {
      house = await openHouse({ mode: 'socket', dialect }, { policyFile: files.policyFile });
      await house.settle();
    };
    beforeEach(async () => {
      files = await ownPolicy();
    });
    afterEach(async () => {
      await house.close();
      await files.remove();
    });

    const reload = async () => {
      await house.hallpass().applyPolicy('test');
      await house.settle();
      await house.settle();
    };
    const held = async (id: string) =>
      (await house.hallpass().store.read.heldBy(personId(id))).map(String).sort();
    const cards = (who: string) =>
      house.sandbox.dm(who).filter((one) => one.text.startsWith('Your access changed'));

    const entries = async (action: string) =>
      (await house.hallpass().store.read.auditAfter(0, 10_000)).filter((one) => one.action === action);
    const count = async (action: string) => (await entries(action)).length;
    const grants = (id: string) => house.hallpass().store.read.liveGrantsOf(personId(id));
    const giveBack = async () => {
      await house.sandbox.as(lucy).openHome();
      await house.settle();
      expect(await house.sandbox.as(lucy).click({ kind: 'home' }, 'return')).toMatchObject({ ok: true });
      await house.settle();
      expect(house.target.members(readers)).toEqual([mail.tom]);
    };

    test('is given with the first sync, told once, and shown without a countdown', async () => {
      await open();
      expect(house.target.members(readers).toSorted()).toEqual([mail.lucy, mail.tom]);
      expect(house.target.members('Handbook Editors')).toEqual([mail.tom]);
      expect(cards(tom)).toHaveLength(1);
      expect(cards(tom)[0]?.text).toMatch(
        /Given to you:[\s\S]*Support handbook – by your role \(support-basics\)[\s\S]*Support handbook editor – by your role \(support-lead\)/,
      );
      expect(house.sandbox.dm(lucy)).toHaveLength(1);
      expect(house.reads(ana)).toBe('');
      expect(await house.ask(lucy, 'status')).toContain('by your role (support-basics)');
      await house.sandbox.as(lucy).openHome();
      await house.settle();
      const home = JSON.stringify(house.sandbox.home(lucy));
      expect(home).toContain('by your role (support-basics)');
      expect(home).not.toContain('left, until');
      expect(home).toContain('You have not asked for anything yet');
      expect(await house.ask(lucy, 'explain handbook')).toContain(
        'the rule “support-basics” gives it to you',
      );
      expect(await house.ask(lucy, 'request handbook/reader 8h To answer customers')).toContain(
        'by your role (support-basics)',
      );
    });

    test('is given to somebody new with the sync that brings them, on the day they are active, and only once', async () => {
      await files.edit('people.csv', /\nlucy,.*/, '');
      await open();
      expect(house.target.members(readers)).toEqual([mail.tom]);
      await files.edit('people.csv', /$/, lucyWith('prehire'));
      await reload();
      expect(house.target.members(readers)).toEqual([mail.tom]);
      await files.edit('people.csv', ',prehire,', ',active,');
      await reload();
      expect(house.target.members(readers).toSorted()).toEqual([mail.lucy, mail.tom]);
      await files.edit('people.csv', 'Support Agent', 'Senior Agent');
      await reload();
      await reload();
      expect(cards(lucy)).toHaveLength(1);
      expect(await grants('lucy')).toHaveLength(1);
      expect(await count('birthright.given')).toBe(3);
    });

    test('goes with the old department and comes with the new, in one card; what was asked for stays', async () => {
      await files.edit('access.yml', '\nassign:\n', `\nassign:\n${payments}`);
      await open();
      await house.ask(lucy, 'request payments-db/read 8h Look at the payment of case 7');
      await house.press(tom, 'approve');
      const before = house.sandbox.dm(lucy).length;
      await files.edit('people.csv', 'tom,Support,Support Agent', 'tom,Payments,Payments Agent');
      await reload();
      expect(await held('lucy')).toEqual(['deploy/rollback', 'payments-db/read']);
      expect(house.target.members(readers)).toEqual([mail.tom]);
      expect(house.target.members('Production Rollback')).toContain(mail.lucy);
      expect(house.sandbox.dm(lucy)).toHaveLength(before + 1);
      expect(cards(lucy).at(-1)?.text).toMatch(
        /Given to you:[\s\S]*Production rollback – by your role \(payments-basics\)[\s\S]*Taken away:[\s\S]*Support handbook: ended/,
      );
      const ends = await entries('grant.unassigned');
      expect(ends.map((one) => one.because)).toEqual([
        'The rule “support-basics” does not give it to this person any more.',
      ]);
      await files.edit('people.csv', 'tom,Payments,Payments Agent', 'tom,Support,Support Agent');
      await reload();
      expect(await held('lucy')).toEqual(['handbook/reader', 'payments-db/read']);
    });

    test('that somebody asked for as well stays for them when the rule takes it back', async () => {
      await files.edit('people.csv', 'tom,Support,Support Agent', 'tom,Engineering,Engineer');
      await open();
      await house.ask(lucy, 'request handbook/reader 4h To learn how support works');
      await files.edit('people.csv', 'tom,Engineering,Engineer', 'tom,Support,Support Agent');
      await reload();
      await files.edit('people.csv', 'tom,Support,Support Agent', 'tom,Engineering,Engineer');
      await reload();
      expect(house.target.members(readers).toSorted()).toEqual([mail.lucy, mail.tom]);
      expect(cards(lucy).at(-1)?.text).toContain('you keep it through a request of yours');
      await house.pass(4 * hour);
      expect(house.target.members(readers)).toEqual([mail.tom]);
    });

    test('is taken from who leaves or is away, without a word to them', async () => {
      await open();
      await files.edit('people.csv', /(lucy,.*),active,/, '$1,terminated,');
      await reload();
      expect(house.target.members(readers)).toEqual([mail.tom]);
      expect(house.sandbox.dm(lucy)).toHaveLength(1);
      await files.edit('people.csv', /(tom,.*),active,/, '$1,leave,');
      await reload();
      expect(house.target.members(readers)).toEqual([]);
    });

    test('is given anew after 83 days: the target is left alone, and nobody hears of it', async () => {
      await open();
      const [first] = await grants('lucy');
      const writes = () => house.target.requests().filter((one) => !['GET', 'HEAD'].includes(one.method));
      const before = writes().length;
      await house.pass(82 * day);
      expect(await grants('lucy')).toMatchObject([{ id: first?.id }]);
      await house.pass(day);
      const [second, ...more] = await grants('lucy');
      expect(more).toEqual([]);
      expect(second?.id).not.toBe(first?.id);
      expect(second).toMatchObject({ state: 'active', adopted: false, duration: 90 * day });
      await house.pass(8 * day);
      await house.pass(80 * day);
      expect(house.target.members(readers).toSorted()).toEqual([mail.lucy, mail.tom]);
      expect(writes().slice(before)).toEqual([]);
      expect(house.sandbox.dm(lucy)).toHaveLength(1);
      await files.edit('people.csv', /(lucy,.*),active,/, '$1,terminated,');
      await reload();
      expect(house.target.members(readers)).toEqual([mail.tom]);
    });

    test('is taken back when the policy no longer gives it, and given under another rule without a gap', async () => {
      await open();
      await files.edit('access.yml', 'name: support-basics', 'name: support-first-day');
      await reload();
      expect(await grants('lucy')).toMatchObject([{ birthright: 'support-first-day', state: 'active' }]);
      expect(house.sandbox.dm(lucy)).toHaveLength(1);
      await files.edit('access.yml', 'give: [handbook/reader]', 'give: [crm/agent]');
      await reload();
      expect(house.target.members(readers)).toEqual([]);
      expect(house.target.members('CRM Support Agents').toSorted()).toEqual([mail.lucy, mail.tom]);
      expect(cards(lucy)).toHaveLength(2);
    });

    test('is held back by a separation of duties: the owner is told once, and it comes when nothing stands against it', async () => {
      await files.edit('access.yml', 'separation_of_duties:\n', `separation_of_duties:\n${apart}`);
      await files.edit('people.csv', 'tom,Support,Support Agent', 'tom,Engineering,Engineer');
      await open();
      await house.ask(lucy, 'request payments-db/read 2h Looking into INC-42');
      await files.edit('people.csv', 'tom,Engineering,Engineer', 'tom,Support,Support Agent');
      await reload();
      await reload();
      const told = () => house.sandbox.dm(tom).filter((one) => one.text.includes('Support handbook'));
      expect(await held('lucy')).toEqual(['payments-db/read']);
      const heldBack = house.sandbox
        .dm(tom)
        .filter((one) => one.text.startsWith('Support handbook is held back'));
      expect(heldBack).toHaveLength(1);
      expect(heldBack[0]?.text).toContain('“look or answer” forbids it');
      expect(heldBack[0]?.text).toContain('They hold Payments DB read');
      await house.pass(2 * hour);
      await house.settle();
      expect(await held('lucy')).toEqual(['handbook/reader']);
      expect(house.target.members(readers)).toContain(mail.lucy);
      expect(told().some((one) => one.text.startsWith('Settled: Support handbook for Lucy Park'))).toBe(true);
    });

    test('is not taken from suspiciously many at once, until the policy says that it is meant', async () => {
      await files.edit(
        'access.yml',
        'settings:\n',
        'settings:\n  assign_brake: { people: 1, percent: 50 }\n',
      );
      await open();
      await files.edit('people.csv', 'grace,Support', 'grace,Sales');
      await files.edit('people.csv', 'tom,Support', 'tom,Sales');
      await reload();
      expect(house.target.members(readers).toSorted()).toEqual([mail.lucy, mail.tom]);
      expect(house.target.members('Handbook Editors')).toEqual([]);
      await house.pass(85 * day);
      expect(house.target.members(readers).toSorted()).toEqual([mail.lucy, mail.tom]);
      await files.edit('access.yml', 'people: 1, percent: 50', 'people: 2, percent: 50');
      await reload();
      expect(house.target.members(readers)).toEqual([]);
    });

    test('that was given back is not given again by itself, only when the rule is another or they ask', async () => {
      await open();
      await giveBack();
      await reload();
      await reload();
      expect(house.target.members(readers)).toEqual([mail.tom]);
      expect(await count('birthright.returned')).toBe(1);
      await files.edit('access.yml', 'from the first day', 'from day one');
      await reload();
      expect(house.target.members(readers)).toContain(mail.lucy);
      await giveBack();
      await reload();
      await house.ask(lucy, 'request handbook/reader 8h To read it again after all');
      await house.press(tom, 'approve');
      await reload();
      await house.pass(9 * hour);
      expect(house.target.members(readers)).toContain(mail.lucy);
      expect(await house.ask(lucy, 'status')).toContain('by your role (support-basics)');
    });

    test('survives a stop between the rule and the target, and is given once', async () => {
      await files.edit('people.csv', 'tom,Support,Support Agent', 'tom,Engineering,Engineer');
      await open();
      house.target.faults.down();
      await files.edit('people.csv', 'tom,Engineering,Engineer', 'tom,Support,Support Agent');
      await house.hallpass().applyPolicy('test');
      await house.stopBot();
      await house.startBot();
      await house.settle();
      house.target.faults.up();
      await house.pass(hour);
      expect(house.target.members(readers).toSorted()).toEqual([mail.lucy, mail.tom]);
      expect(await grants('lucy')).toHaveLength(1);
      expect(await count('birthright.given')).toBe(3);
      expect(cards(lucy)).toHaveLength(1);
    });
  },
);
