import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readDirectory } from '../directory/sync.ts';
import { personId } from '../domain/ids.ts';
import { day, hour } from '../domain/instant.ts';
import type { House, Kind } from './house.ts';
import { actionsIn, kinds, openHouse, people, textOf } from './house.ts';
import { ownPolicy } from './own-policy.ts';

const { ana, bo, carla, dee, ines, samir, tom, grace } = people;

describe.each<Kind>(kinds.filter(({ mode }) => mode === 'socket'))(
  'deciding for somebody who is away, on $dialect',
  (kind) => {
    let house: House & { close(): Promise<void> };
    beforeEach(async () => {
      house = await openHouse(kind);
    });
    afterEach(() => house.close());

    const askWrite = (who: string = ana) =>
      house.ask(who, 'request payments-db/write 2h Refund run of the month');
    const members = () => house.target.members('Payments DB Writers');
    const open = (who: string) => house.sandbox.dm(who).filter((one) => actionsIn(one).includes('approve'));
    const actions = async () =>
      (await house.hallpass().store.read.auditAfter(0, 1_000)).map((one) => one.action);

    test('hands over what is open and what comes, says so to both, and the vote is cast in their place', async () => {
      await askWrite();
      expect(open(carla)).toHaveLength(1);
      const said = await house.ask(carla, 'delegate @dee until Friday');
      expect(said).toMatch(/decides for you from [\s\S]* until /);
      expect(open(carla)).toEqual([]);
      expect(house.reads(carla)).toMatch(/Moved: [\s\S]*you handed your deciding over/);
      const [card] = open(dee);
      expect(card?.text).toContain('Carla Okafor is away until Fri 27 Nov and asked you to decide for them.');
      expect(house.reads(dee)).toContain('Dee, you decide for Carla Okafor');
      await house.press(dee, 'approve');
      expect(members()).toEqual(['ana.ruiz@tidewater.example']);
      expect(house.reads(ana)).toMatch(/Approved[\s\S]* in the place of Carla Okafor/);
      const entries = await house.hallpass().store.read.auditAfter(0, 1_000);
      expect(entries.find((one) => one.action === 'request.approved')).toMatchObject({
        actor: 'person:dee',
        because: expect.stringContaining('Carla Okafor is away until Fri 27 Nov and asked you'),
        detail: { standsInFor: 'carla' },
      });
      await house.ask(ines, 'request warehouse/analyst 2h Look for the duplicates');
      expect(open(dee)).toHaveLength(1);
    });

    test('goes back at the end, and whoever is back hears of what still waits', async () => {
      await house.ask(carla, 'delegate @dee for 2h');
      await askWrite();
      expect(open(dee)).toHaveLength(1);
      expect(open(carla)).toEqual([]);
      await house.pass(2 * hour);
      expect(open(dee)).toEqual([]);
      expect(house.reads(dee)).toContain('You no longer decide for Carla Okafor');
      expect(open(carla)).toHaveLength(1);
      await house.press(carla, 'approve');
      expect(members()).toEqual(['ana.ruiz@tidewater.example']);
      expect((await actions()).filter((one) => one.startsWith('delegation.'))).toEqual([
        'delegation.made',
        'delegation.begun',
        'delegation.ended',
      ]);
    });

    test('begins when it was to begin, not before', async () => {
      await askWrite();
      await house.ask(carla, 'delegate @dee from tomorrow until Friday');
      expect(open(carla)).toHaveLength(1);
      await house.pass(13 * hour);
      expect(open(carla)).toEqual([]);
      expect(open(dee)).toHaveLength(1);
    });

    test('declined, it goes back at once, and the other is told in a new message', async () => {
      await house.ask(carla, 'delegate @dee until Friday');
      await askWrite();
      const before = house.sandbox.dm(carla).length;
      await house.press(dee, 'end_delegation');
      expect(house.sandbox.dm(carla).slice(before).map(textOf).join('\n')).toMatch(
        /You decide for yourself again[\s\S]*Declined/,
      );
      expect(open(dee)).toEqual([]);
      expect(open(carla)).toHaveLength(1);
    });

    test('one at a time: a new one takes the place of the one before, and off ends it', async () => {
      await askWrite();
      await house.ask(carla, 'delegate @dee until Friday');
      await house.ask(carla, 'delegate @tom until Thursday');
      expect([open(dee).length, open(tom).length]).toEqual([0, 1]);
      expect(await house.ask(carla, 'delegate')).toMatch(/decides for you/);
      await house.ask(carla, 'delegate off');
      expect([open(tom).length, open(carla).length]).toEqual([0, 1]);
      expect(await house.ask(carla, 'delegate off')).toContain('Nothing is handed over');
    });

    test('an old card of whoever is away decides nothing, and says where it went', async () => {
      await askWrite();
      const card = await house.card(carla, 'approve');
      await house.ask(carla, 'delegate @dee until Friday');
      await house.sandbox
        .as(carla)
        .click({ kind: 'message', channel: card.channel, ts: card.ts }, 'approve', { force: true });
      await house.settle();
      expect(members()).toEqual([]);
    });

    test('never the person concerned: what the other asks for stays with whoever is away', async () => {
      await house.ask(carla, 'delegate @ana until Friday');
      await askWrite();
      expect(open(ana)).toEqual([]);
      expect(open(carla)).toHaveLength(1);
    });

    test('never who asked for somebody else: it stays with whoever is away, also when it is handed over later', async () => {
      const forAna = 'request for @ana payments-db/write 2h Refund run of the month';
      await house.ask(carla, 'delegate @bo until Friday');
      await house.ask(bo, forAna);
      expect([open(bo).length, open(carla).length]).toEqual([0, 1]);
      await house.ask(carla, 'delegate off');
      await house.ask(carla, 'delegate @bo until Friday');
      expect([open(bo).length, open(carla).length]).toEqual([0, 1]);
      await house.press(carla, 'approve');
      expect(members()).toEqual(['ana.ruiz@tidewater.example']);
    });

    test('one step only: who is away too and stands in is asked all the same', async () => {
      await house.ask(carla, 'delegate @dee until Friday');
      await house.ask(dee, 'delegate @tom until Friday');
      await askWrite();
      expect([open(dee).length, open(tom).length]).toEqual([1, 0]);
    });

    test('two stages are two humans: who agreed in the first does not decide the second for somebody else', async () => {
      await house.ask(samir, 'delegate @dee until Friday');
      await house.ask(ana, 'request warehouse/analyst 2 days Quarter report for the auditors');
      await house.press(dee, 'approve');
      expect(house.target.members('Warehouse Analysts')).toEqual([]);
      expect(open(dee)).toEqual([]);
      expect(open(ines)).toHaveLength(1);
    });

    test('whoever left decides for nobody: it stays with whoever is away', async () => {
      await askWrite();
      await house.ask(carla, 'delegate @dee until Friday');
      const files = await ownPolicy();
      await files.edit('people.csv', /Prague,active,2021-01-11/, 'Prague,terminated,2021-01-11');
      const read = await readDirectory(files.policyFile.replace('access.yml', 'people.csv'), 'T0TIDEWATER');
      if (read.is === 'faults') throw new Error(read.faults[0]?.message);
      const actor = { kind: 'system', name: 'directory' } as const;
      await house.hallpass().engine.handle({ kind: 'sync_people', actor, entries: read.entries });
      await house.settle();
      await files.remove();
      expect(open(carla)).toHaveLength(1);
      expect(house.reads(carla)).toContain('You decide for yourself again');
    });

    test.each([
      ['delegate @carla until Friday', /That is you/],
      ['delegate @dee until 2026-11-20', /E-DELEG-TIME/],
      ['delegate @dee for 91 days', /90 days is the most/],
      ['delegate @dee until whenever', /leaves a doubt about when/],
      ['delegate dee until Friday', /Name a colleague with @/],
      ['delegate @noor until Friday', /deactivated/],
      ['delegate @dee', /Say until when/],
    ])('%s is refused in words that help', async (text, words) => {
      expect(await house.ask(carla, text)).toMatch(words);
      expect(await house.hallpass().store.read.delegationsFrom([personId('carla')])).toEqual([]);
    });

    test('a guest cannot be named', async () => {
      await house.sandbox.people.update(dee, { flags: ['guest'] });
      await house.settle();
      expect(await house.ask(carla, 'delegate @dee until Friday')).toContain('Guests cannot decide');
    });
  },
);

describe.each<Kind>(kinds.filter(({ mode }) => mode === 'socket'))(
  'a Slack status that says somebody is away, on $dialect',
  (kind) => {
    let house: House & { close(): Promise<void> };
    beforeEach(async () => {
      house = await openHouse(kind);
    });
    afterEach(() => house.close());

    const friday = Date.UTC(2026, 10, 27, 18) / 1_000;
    const palm = { emoji: ':palm_tree:', text: 'On holiday', expiration: friday };
    const questions = (who: string) =>
      house.sandbox.dm(who).filter((one) => actionsIn(one).includes('not_now'));
    const away = async (who: string, status = palm) => {
      await house.sandbox.as(who).setStatus(status);
      await house.settle();
    };

    test('leads to one question a time away, to people who decide, and the answer hands over', async () => {
      await away(ana);
      expect(questions(ana)).toEqual([]);
      await away(carla);
      await away(carla, { ...palm, text: 'Holiday in Crete' });
      await house.sandbox.redeliver(2);
      await house.settle();
      const [card, ...more] = questions(carla);
      expect(more).toEqual([]);
      expect(card?.text).toMatch(/Your status says that you are away until /);
      const place = { kind: 'message', channel: card?.channel ?? '', ts: card?.ts ?? '' } as const;
      await house.sandbox.as(carla).click(place, 'delegate');
      await house.settle();
      expect(house.reads(carla)).toContain('Choose a colleague beside the button first');
      await house.sandbox.as(carla).click(place, 'stand_in', { value: dee });
      await house.sandbox.as(carla).click(place, 'delegate');
      await house.settle();
      expect(questions(carla)).toEqual([]);
      expect(house.reads(carla)).toContain('Handed over while you are away');
      const [made] = await house.hallpass().store.read.delegationsFrom([personId('carla')]);
      expect(made).toMatchObject({ to: 'dee', endsAt: friday * 1_000 });
    });

    test('whoever is asked about something is asked too, though the policy does not name them', async () => {
      await house.ask(grace, 'request payments-db/read 1h Board question about refunds');
      await house.ask(ana, 'request deploy/production 2h Ship the fix for INC-42');
      await away(bo);
      expect(questions(bo)).toHaveLength(1);
    });

    test('“Not now” is an answer for this time; the next absence is asked about again', async () => {
      await away(carla);
      await house.press(carla, 'not_now');
      expect(questions(carla)).toEqual([]);
      await away(carla, { ...palm, emoji: ':airplane:' });
      expect(questions(carla)).toEqual([]);
      await house.pass(5 * day);
      await away(carla, { ...palm, expiration: friday + 20 * day });
      expect(questions(carla)).toHaveLength(1);
    });

    test('handed over by command, the question is answered', async () => {
      await away(carla);
      await house.ask(carla, 'delegate @dee until Friday');
      expect(questions(carla)).toEqual([]);
      expect(house.reads(carla)).toContain('Handed over while you are away');
    });

    test('nobody is asked who has handed over already, or whose status says something else', async () => {
      await house.ask(carla, 'delegate @dee until Friday');
      await away(carla);
      await away(tom, { emoji: ':house:', text: 'Working from home', expiration: 0 });
      expect([questions(carla), questions(tom)]).toEqual([[], []]);
    });
  },
);
