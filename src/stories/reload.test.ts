import { afterEach, beforeEach, expect, test } from 'vitest';
import { hour } from '../domain/instant.ts';
import type { House } from './house.ts';
import { openHouse, people } from './house.ts';
import type { OwnPolicy } from './own-policy.ts';
import { ownPolicy } from './own-policy.ts';

const { ana, bo } = people;
const writers = 'Payments DB Writers';
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

const correction = 'because: A correction';
const broken = () => files.edit('access.yml', 'approve: manager', 'aprove: manager');

test('a policy that is read again counts at once; waiting requests keep the stages they were made with', async () => {
  await house.ask(ana, 'request payments-db/write 1h Refund 8812 is stuck');
  await files.edit(
    'access.yml',
    `approve: manager
    ${correction}`,
    `approve: owner
    ${correction}`,
  );
  expect(await house.hallpass().applyPolicy('test')).toContain('version 2');
  await house.press(bo, 'approve');
  expect(house.target.members(writers)).toEqual(['ana.ruiz@tidewater.example']);
  await house.pass(2 * hour);
  await house.ask(ana, 'request payments-db/write 1h Refund 8813 is stuck');
  expect(house.reads(people.carla)).toContain('Refund 8813 is stuck');
});

test('while the file has a fault nothing new is granted and what is held still ends; put right, it goes on', async () => {
  await house.ask(ana, 'request payments-db/write 1h Refund 8812 is stuck');
  await house.press(bo, 'approve');
  await broken();
  await expect(house.hallpass().applyPolicy('test')).rejects.toThrow(/did you mean “approve”/);
  expect(await house.ask(ana, 'request payments-db/read 2h Looking into INC-42')).toContain('E-POL-INVALID');
  await house.pass(hour);
  expect(house.target.members(writers)).toEqual([]);
  await files.edit('access.yml', 'aprove: manager', 'approve: manager');
  await house.hallpass().applyPolicy('test');
  await house.ask(ana, 'request payments-db/read 2h Looking into INC-42');
  expect(house.target.members('Payments DB Readers')).toEqual(['ana.ruiz@tidewater.example']);
});

test('a start with a faulty file goes on with what is in force, for revocation only', async () => {
  await house.ask(ana, 'request payments-db/write 1h Refund 8812 is stuck');
  await house.press(bo, 'approve');
  await house.stopBot();
  await broken();
  await house.startBot();
  expect(await house.ask(ana, 'request payments-db/read 2h Looking into INC-42')).toContain('E-POL-INVALID');
  await house.pass(hour);
  expect(house.target.members(writers)).toEqual([]);
});
