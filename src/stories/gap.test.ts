import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readDirectory } from '../directory/sync.ts';
import { personId } from '../domain/ids.ts';
import { day, hour } from '../domain/instant.ts';
import type { House, Kind } from './house.ts';
import { actionsIn, kinds, openHouse, people } from './house.ts';
import type { OwnPolicy } from './own-policy.ts';
import { ownPolicy } from './own-policy.ts';

const { ana, bo, carla, samir, ines } = people;

describe.each<Kind>(kinds.filter(({ mode }) => mode === 'socket'))(
  'a request that nobody can decide about, on $dialect',
  ({ dialect }) => {
    let house: House & { close(): Promise<void> };
    let files: OwnPolicy;
    beforeEach(async () => {
      files = await ownPolicy();
      // Carla owns Payments DB, so nobody but herself could decide; the policy names Inês for what is done by hand.
      await files.edit('access.yml', /\nsettings:/, '\nsettings:\n  fulfillers: [ines]');
      house = await openHouse({ mode: 'socket', dialect }, { policyFile: files.policyFile });
    });
    afterEach(async () => {
      await house.close();
      await files.remove();
    });

    const gapCards = (who: string) =>
      house.sandbox
        .dm(who)
        .filter((message) => !message.ephemeral && /^(Nobody can decide|Settled)/.test(message.text));
    const reload = async () => {
      const read = await readDirectory(files.policyFile.replace('access.yml', 'people.csv'), 'T0TIDEWATER');
      if (read.is === 'faults') throw new Error(read.faults[0]?.message);
      const actor = { kind: 'system', name: 'directory' } as const;
      await house.hallpass().engine.handle({ kind: 'sync_people', actor, entries: read.entries });
      await house.settle();
    };
    const askLong = () => house.ask(carla, 'request payments-db/write 4h Correct the books by hand');

    test('is refused at once, and whoever can name an approver is told in a DM, which is said', async () => {
      const said = await askLong();
      expect(said).toMatch(/finds no active approver other than yourself[\s\S]*E-APPR-NONE/);
      expect(said).toContain('Inês Carvalho is told of this. Ask again when somebody can decide.');
      const [card, ...more] = gapCards(ines);
      expect(more).toEqual([]);
      expect(card?.text).toMatch(
        /^Nobody can decide about Payments DB write\nWho asked: <@U003>\nWhat: .*\nHow long: 4 h\nWhy: still nobody can decide, because the rule “high-risk-by-owner” finds no active approver other than <@U003>\. The request was refused \(E-APPR-NONE\)\.\nWhat to do next: name an approver in the policy/,
      );
      expect(card === undefined ? [] : actionsIn(card)).toEqual([]);
      expect([gapCards(carla), gapCards(bo), gapCards(samir)]).toEqual([[], [], []]);
      expect(await house.hallpass().store.read.openRequestsOf(personId('carla'))).toEqual([]);
    });

    test('asked again and again, at whatever length, is told once in 24 hours', async () => {
      await askLong();
      for (const length of ['4h', '4h', '5h', '8h'])
        expect(
          await house.ask(carla, `request payments-db/write ${length} Correct the books by hand`),
        ).toContain('Inês Carvalho was told of this ');
      await house.sandbox.redeliver(1);
      await house.settle();
      expect(gapCards(ines)).toHaveLength(1);
      await house.pass(day - 1);
      await askLong();
      expect(gapCards(ines)).toHaveLength(1);
      await house.pass(1);
      expect(await askLong()).toContain('is told of this');
      expect(gapCards(ines)).toHaveLength(2);
    });

    test('asked many times at once is told once', async () => {
      await Promise.all(Array.from({ length: 6 }, askLong));
      expect(gapCards(ines)).toHaveLength(1);
    });

    test('is settled on the same card once a new policy names somebody, and open again once it no longer does', async () => {
      await askLong();
      const [before] = gapCards(ines);
      const rule = (approve: string) => `risk: [high]\n    approve: ${approve}\n`;
      await files.edit('access.yml', rule('owner'), rule('{ person: samir }'));
      await house.hallpass().applyPolicy('test');
      await house.settle();
      expect(gapCards(ines)).toMatchObject([
        { ts: before?.ts, text: expect.stringMatching(/^Settled: Payments DB write for Carla Okafor\n/) },
      ]);
      expect(gapCards(ines)[0]?.text).toContain('Settled: <@U006> would decide now. <@U003> can ask again.');
      await files.edit('access.yml', rule('{ person: samir }'), rule('{ group: auditors }'));
      await house.hallpass().applyPolicy('test');
      await house.settle();
      expect(gapCards(ines)[0]?.text).toContain('the rule “high-risk-by-owner” finds no active approver');
    });

    test('goes to the owner of the item where there is another; a change of the directory settles it', async () => {
      await files.edit('people.csv', 'U001,bo,', 'U001,,');
      await reload();
      expect(await house.ask(ana, 'request payments-db/write 1h Refund 8812 is stuck')).toContain(
        'Carla Okafor is told of this',
      );
      expect(gapCards(ines)).toEqual([]);
      expect(gapCards(carla)[0]?.text).toContain('Why you: You own Payments DB write.');
      await files.edit('people.csv', 'U001,,', 'U001,grace,');
      await reload();
      expect(gapCards(carla)).toHaveLength(1);
      expect(gapCards(carla)[0]?.text).toContain('Settled: <@U005> would decide now.');
      await files.edit('people.csv', /Lisbon,active,2023-03-06/, 'Lisbon,terminated,2023-03-06');
      await reload();
      expect(gapCards(carla)[0]?.text).toContain('<@U001> is no longer active in the people directory.');
    });

    test('about what the catalogue no longer has is settled too', async () => {
      await askLong();
      await files.edit('access.yml', /\n {6}write:\n[\s\S]*?group: Payments DB Writers/, '');
      await files.edit('access.yml', ' payments-db/write, deploy', ' deploy');
      await files.edit('access.yml', 'items: [payments-db/write]', 'items: [payments-db/read]');
      await house.hallpass().applyPolicy('test');
      await house.settle();
      expect(gapCards(ines)[0]?.text).toContain('can no longer ask for it: it is not in the catalogue.');
    });

    test('told while Slack is away, the card comes later, once', async () => {
      house.sandbox.faults([
        { method: 'chat.postMessage', times: 2, fault: { kind: 'status', status: 503 } },
      ]);
      await askLong();
      for (let round = 0; round < 4; round += 1) await house.pass(hour);
      expect(gapCards(ines)).toHaveLength(1);
    });
  },
);
