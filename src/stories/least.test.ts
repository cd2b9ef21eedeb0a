import { afterEach, beforeEach, expect, test } from 'vitest';
import type { House } from './house.ts';
import { openHouse, people } from './house.ts';
import { ownPolicy } from './own-policy.ts';

const { ana, carla } = people;
let house: House & { close(): Promise<void> };
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

test('from permissions to the smallest thing that gives them, and one click to the filled-in form', async () => {
  const answer = await house.ask(ana, 'need payments.correct, service.rollback');
  expect(answer).toContain('Payments on call: 5 permissions, 3 of them extra');
  expect(answer).not.toContain('Payments DB admin');
  const card = house.sandbox.dm(ana).findLast((message) => JSON.stringify(message).includes('request_again'));
  if (card === undefined) throw new Error('the answer has no button');
  const clicked = await house.sandbox
    .as(ana)
    .click({ kind: 'message', channel: card.channel, ts: card.ts }, 'request_again');
  expect(clicked).toMatchObject({ ok: true });
  const modal = await house.sandbox.waitFor(() => house.sandbox.as(ana).modals()[0], 'the form');
  expect(JSON.stringify(modal)).toContain('Payments on call');
});

test('what is held needs no asking, and what nothing gives is said by name', async () => {
  await house.ask(ana, 'request payments-db/read 2h Looking into INC-42');
  expect(await house.ask(ana, 'need payments.view')).toContain(
    'You hold the permission that this needs already',
  );
  expect(await house.ask(ana, 'need rockets.launch')).toMatch(
    /nothing you can ask for gives rockets\.launch/i,
  );
});

test('what is hidden from somebody answers like what does not exist', async () => {
  const says = (what: string) => `Nothing you can ask for gives ${what}.`;
  expect(await house.ask(people.lucy, 'need payments-oncall')).toContain(says('payments-oncall'));
  expect(await house.ask(people.lucy, 'need payments-onsite')).toContain(says('payments-onsite'));
});

test('the form says when less would do: a bundle of which a part is held already', async () => {
  await house.ask(ana, 'request payments-db/write 2h Refund run of the month');
  await house.press(carla, 'approve');
  await house.ask(ana, 'request payments-oncall');
  const modal = await house.sandbox.waitFor(() => house.sandbox.as(ana).modals()[0], 'the form');
  expect(JSON.stringify(modal)).toMatch(
    /You chose Payments on call; Production rollback does it with \d+ fewer permissions/,
  );
});

test('whoever decides reads it too, as long as they may know of what would do', async () => {
  await house.ask(ana, 'request payments-db/write 2h Refund run of the month');
  await house.press(carla, 'approve');
  await house.ask(ana, 'request payments-oncall 1h On call this week for payments');
  const asked = house.sandbox.dm(carla).findLast((one) => one.text.includes('Payments on call'));
  expect(asked?.text).toMatch(
    /Less would do: Production rollback would give what Ana Ruiz does not hold yet; Payments on call gives \d+ permissions more\./,
  );
});

test('whoever decides reads nothing of what they may not know of, only of the next that would do', async () => {
  const files = await ownPolicy();
  await files.edit(
    'access.yml',
    'aliases: [rollback]',
    'aliases: [rollback]\n        visible_to: { department: [Engineering] }',
  );
  const own = await openHouse(undefined, { policyFile: files.policyFile });
  try {
    await own.ask(ana, 'request payments-db/write 2h Refund run of the month');
    await own.press(carla, 'approve');
    await own.ask(ana, 'request payments-oncall 1h On call this week for payments');
    expect(own.reads(carla)).toContain('Production deploy would give what Ana Ruiz does not hold yet');
    expect(own.reads(carla)).not.toContain('Production rollback');
  } finally {
    await own.close();
    await files.remove();
  }
});

test('/access explain tells the rule, the stages and the people, and asks nobody', async () => {
  const answer = await house.ask(ana, 'explain warehouse/analyst 2 days');
  expect(answer).toContain('warehouse-over-a-day');
  expect(answer).toMatch(/Stage 1: \s*the owner/);
  expect(answer).toMatch(/Stage 2: \s*the group security/);
  expect(house.reads(people.dee)).toBe('');
  expect(await house.ask(ana, 'explain payments-db/read 1h')).toContain('approved at once');
});
