import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { verifyChain } from '../audit/verify.ts';
import { personId } from '../domain/ids.ts';
import { hour, minute } from '../domain/instant.ts';
import type { House } from './house.ts';
import { actionsIn, askedEntries, kinds, openHouse, people } from './house.ts';

const { ana, bo, ines, carla } = people;
const writers = 'Payments DB Writers';
const mail = 'ana.ruiz@tidewater.example';

describe.each(kinds)('the life of a request over $mode on $dialect', (kind) => {
  let house: House & { close(): Promise<void> };
  beforeEach(async () => {
    house = await openHouse(kind);
  });
  afterEach(() => house.close());

  test('asked by command, approved with one click, seen in the target, warned of, gone on time, and all of it written down', async () => {
    await house.ask(ana, 'request payments-db/write 1h Refund 8812 is stuck');
    expect(house.target.members(writers)).toEqual([]);
    expect(house.reads(bo)).toContain('Refund 8812 is stuck');

    await house.press(bo, 'approve');
    expect(house.target.members(writers)).toEqual([mail]);
    expect(house.reads(ana)).toMatch(/approved/i);
    expect(house.sandbox.dm(bo).flatMap(actionsIn)).not.toContain('approve');

    await house.pass(48 * minute);
    expect(house.sandbox.dm(ana).flatMap(actionsIn)).toContain('return');
    expect(house.target.members(writers)).toEqual([mail]);

    await house.pass(12 * minute);
    expect(house.target.members(writers)).toEqual([]);
    expect(house.sandbox.dm(ana).flatMap(actionsIn)).not.toContain('return');

    const verified = await verifyChain(house.hallpass().store.read.auditAfter);
    expect(verified).toMatchObject({ is: 'intact' });
    const entries = await askedEntries(house.hallpass().store);
    const life = entries
      .map((entry) => entry.action)
      .filter((action) => action.startsWith('request.') || action.startsWith('grant.'));
    expect(life).toEqual([
      'request.submitted',
      'request.approved',
      'grant.provisioning',
      'grant.active',
      'grant.warned',
      'grant.expired',
      'grant.revoked',
    ]);
  });

  test('denied with a reason that the requester reads; nothing is granted', async () => {
    await house.ask(ana, 'request payments-db/write 1h Refund 8812 is stuck');
    await house.press(bo, 'deny');
    await house.sandbox.waitFor(() => house.sandbox.as(bo).modals()[0], 'the dialog that asks why');
    await house.sandbox.as(bo).fill('reason', 'The books are closed until Friday.');
    expect(await house.sandbox.as(bo).submit()).toMatchObject({ ok: true });
    await house.settle();
    expect(house.reads(ana)).toContain('The books are closed until Friday.');
    expect(house.target.members(writers)).toEqual([]);
    expect(house.sandbox.dm(bo).flatMap(actionsIn)).not.toContain('approve');
  });

  test('given back early with one click', async () => {
    await house.ask(ana, 'request payments-db/read 2h Looking into INC-42');
    expect(house.target.members('Payments DB Readers')).toEqual([mail]);
    await house.sandbox.as(ana).openHome();
    await house.settle();
    expect(await house.sandbox.as(ana).click({ kind: 'home' }, 'return')).toMatchObject({ ok: true });
    await house.settle();
    expect(house.target.members('Payments DB Readers')).toEqual([]);
  });

  test('expires when nobody decides, and every copy of the card loses its buttons', async () => {
    await house.ask(ana, 'request payments-db/write 1h Refund 8812 is stuck');
    await house.pass(24 * hour);
    expect(house.sandbox.dm(bo).flatMap(actionsIn)).not.toContain('approve');
    expect(house.reads(ana)).toMatch(/nobody decided/i);
  });

  test('for an app without an interface: a person is asked to give and to take, and their word counts', async () => {
    await house.ask(ana, 'request badge-office/server-room 2h Replace the failed disk in rack 4');
    await house.press(ines, 'approve');
    expect(house.reads(ana)).not.toMatch(/you have .*server room key/i);
    await house.press(ines, 'done');
    const grants = await house.hallpass().store.read.liveGrantsOf(personId('ana'));
    expect(grants).toMatchObject([{ state: 'active', observed: 'present' }]);
    await house.pass(2 * hour);
    expect(await house.hallpass().store.read.liveGrantsOf(personId('ana'))).toMatchObject([
      { state: 'revoking' },
    ]);
    await house.press(ines, 'done');
    expect(await house.hallpass().store.read.liveGrantsOf(personId('ana'))).toEqual([]);
    expect(house.reads(carla)).toBe('');
  });
});
