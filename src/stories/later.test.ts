// Access that begins later: nothing goes to the target before, and everything is looked at again when the start has come.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { day, hour, minute } from '../domain/instant.ts';
import type { House } from './house.ts';
import { actionsIn, kinds, openHouse, people } from './house.ts';

const { ana, bo, carla } = people;
const [firstKind] = kinds;
const readers = 'Payments DB Readers';
const writers = 'Payments DB Writers';
const anaIsIn = ['ana.ruiz@tidewater.example'];

describe.each(kinds.filter((kind) => kind.mode === firstKind?.mode))('a later start on $dialect', (kind) => {
  let house: House & { close(): Promise<void> };
  beforeEach(async () => {
    house = await openHouse(kind);
  });
  afterEach(() => house.close());

  /** The directory says something else about somebody. */
  async function changePerson(id: string, change: object): Promise<void> {
    const entry = house.people.find((one) => one.person.id === id);
    if (entry === undefined) throw new Error(`nobody is ${id}`);
    await house.hallpass().engine.handle({
      kind: 'sync_people',
      actor: { kind: 'system', name: 'test' },
      entries: [{ ...entry, person: { ...entry.person, ...change } }],
    });
    await house.settle();
  }

  test('begins when it was asked to, lasts from then, and ends by itself', async () => {
    const said = await house.ask(
      ana,
      'request payments-db/read 2h from tomorrow 9:00 Look at the payments of the night',
    );
    expect(said).toMatch(/Asking for \s*Payments DB read\s* for 2 h\s* from/);
    expect(house.reads(ana)).toMatch(/Payments DB read\s*: approved; starts/);
    expect(await house.ask(ana, 'status')).toMatch(/Payments DB read\s*: approved; starts/);
    await house.pass(20 * hour);
    expect(house.target.members(readers)).toEqual([]);
    await house.pass(hour);
    expect(house.target.members(readers)).toEqual(anaIsIn);
    expect(house.reads(ana)).toContain('You have Payments DB read');
    await house.pass(119 * minute);
    expect(house.target.members(readers)).toEqual(anaIsIn);
    await house.pass(2 * minute);
    expect(house.target.members(readers)).toEqual([]);
  });

  test('who decides sees the time; before its start it is cancelled with one click', async () => {
    await house.ask(ana, 'request payments-db/write 2h from Tuesday at 9am Refund run of the month');
    expect(house.reads(carla)).toMatch(/How long: \s*2 h, from \s*until/);
    await house.press(carla, 'approve');
    expect(house.reads(carla)).toMatch(/Payments DB write\s*: approved; starts/);
    await house.press(ana, 'return');
    expect(house.reads(ana)).toContain('cancelled before it started');
    await house.pass(22 * hour);
    expect(house.target.members(writers)).toEqual([]);
  });

  test('who leaves between approval and start gets nothing, and they and who asked for them are told', async () => {
    await house.ask(bo, 'request for @ana payments-db/write 2h from tomorrow 9:00 Refund run of the month');
    await house.press(carla, 'approve');
    await changePerson('ana', { status: 'terminated' });
    await house.pass(22 * hour);
    expect(house.target.members(writers)).toEqual([]);
    expect(house.reads(bo)).toMatch(/could not be granted to Ana Ruiz[^]*no longer active/);
    expect(house.reads(ana)).toMatch(/could not be granted[^]*no longer active/);
    expect(house.reads(carla)).toMatch(/not granted\. Ana Ruiz is no longer active/);
  });

  test('what the rule no longer allows, or came to conflict with, does not start', async () => {
    await house.ask(ana, 'request payments-db/read 2h from tomorrow 9:00 Look at the payments of the night');
    await changePerson('ana', { department: 'Support' });
    await house.pass(22 * hour);
    expect(house.target.members(readers)).toEqual([]);
    expect(house.reads(ana)).toMatch(/no longer fits the rule “low-risk-for-builders”/);
  });

  test('two that exclude each other and start at the same moment: one starts, the other says why not', async () => {
    await house.ask(ana, 'request deploy/production 2h from tomorrow 9:00 Ship the fix for INC-42');
    await house.press(bo, 'approve');
    await house.ask(ana, 'request payments-db/admin 30m from tomorrow 9:00 Rebuild the broken index now');
    await house.press(people.samir, 'approve');
    await house.pass(21 * hour);
    const both = [
      house.target.members('Production Deployers'),
      house.target.members('Payments DB Admins'),
    ].flat();
    expect(both).toEqual(anaIsIn);
    expect(house.reads(ana)).toMatch(/may not be held together with it: “ship or administer”/);
  });

  test('a start that was missed comes late and ends when it was to end; one whose end is past does not come', async () => {
    await house.ask(ana, 'request payments-db/read 2h from tomorrow 9:00 Look at the payments of the night');
    await house.stopBot();
    await house.pass(22 * hour).catch(() => undefined);
    await house.startBot();
    await house.settle();
    expect(house.target.members(readers)).toEqual(anaIsIn);
    await house.pass(61 * minute);
    expect(house.target.members(readers)).toEqual([]);
    await house.ask(ana, 'request payments-db/read 2h from tomorrow 9:00 Look at the payments of the night');
    await house.stopBot();
    await house.pass(3 * day).catch(() => undefined);
    await house.startBot();
    await house.settle();
    expect(house.target.members(readers)).toEqual([]);
    expect(house.reads(ana)).toContain('Its time was over before it could begin.');
  });

  test('access of today ends and leaves the target while that of tomorrow waits', async () => {
    await house.ask(ana, 'request payments-db/read 2h Look at the payments of the night');
    await house.ask(ana, 'request payments-db/read 2h from tomorrow 9:00 Look at the payments of the night');
    expect(house.target.members(readers)).toEqual(anaIsIn);
    await house.pass(121 * minute);
    expect(house.target.members(readers)).toEqual([]);
    await house.pass(19 * hour);
    expect(house.target.members(readers)).toEqual(anaIsIn);
  });

  test('too far ahead, in the past, or in a time that one has it anyway: said under the field, or in a sentence', async () => {
    const person = house.sandbox.as(ana);
    await person.command('/access request payments-db/read 2h from 2026-12-24 9:00 Look at the payments');
    expect(JSON.stringify(person.modals().at(-1)?.blocks)).toMatch(
      /too far ahead: it can be at most 14 days/,
    );
    await person.fill('start', Math.floor(house.now() / 1_000) - 3_600);
    await house.settle();
    expect((await person.submit()).errors).toEqual({
      start: expect.stringMatching(/lies in the past.*E-REQ-START/),
    });
    await person.fill('start', Math.floor(house.now() / 1_000) + 3_600);
    await house.settle();
    expect(await person.submit()).toMatchObject({ ok: true });
    await house.settle();
    expect(await house.ask(ana, 'request payments-db/read 1h from today 14:00 Look at the payments')).toMatch(
      /You will have Payments DB read in that time[^]*E-REQ-HELD/,
    );
    await house.sandbox.as(ana).openHome();
    await house.settle();
    expect(house.sandbox.dm(ana).flatMap(actionsIn)).toContain('return');
  });
});
