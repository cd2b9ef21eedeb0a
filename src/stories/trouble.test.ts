import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { personId } from '../domain/ids.ts';
import { hour, minute } from '../domain/instant.ts';
import type { House } from './house.ts';
import { actionsIn, askedEntries, openHouse, people } from './house.ts';

const { ana, bo } = people;
const writers = 'Payments DB Writers';
const mail = 'ana.ruiz@tidewater.example';
const question = 'request payments-db/write 1h Refund 8812 is stuck';

let house: House & { close(): Promise<void> };
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

describe('when Slack has trouble', () => {
  test.each([
    ['answers 429', { kind: 'ratelimited', retryAfterSeconds: 7 }],
    ['answers 503', { kind: 'status', status: 503 }],
    ['resets the connection', { kind: 'reset' }],
  ] as const)('and %s to a post, the card comes later, once', async (_, fault) => {
    house.sandbox.faults([{ method: 'chat.postMessage', times: 3, fault }]);
    await house.ask(ana, question);
    for (let round = 0; round < 6; round += 1) await house.pass(20);
    expect(house.sandbox.dm(bo).filter((message) => actionsIn(message).includes('approve'))).toHaveLength(1);
    expect(house.sandbox.dm(ana).filter((message) => !message.ephemeral)).toHaveLength(1);
  });

  test('and the answer to a post is lost, a card may come twice, but the decision counts once and neither copy keeps its buttons once it was clicked', async () => {
    house.sandbox.faults([{ method: 'chat.postMessage', times: 2, fault: { kind: 'lost_response' } }]);
    await house.ask(ana, question);
    for (let round = 0; round < 4; round += 1) await house.pass(20);
    const copies = house.sandbox.dm(bo).filter((message) => actionsIn(message).includes('approve'));
    expect(copies.length).toBeGreaterThanOrEqual(1);
    for (const copy of copies)
      await house.sandbox.as(bo).click({ kind: 'message', channel: copy.channel, ts: copy.ts }, 'approve');
    await house.settle();
    expect(house.target.members(writers)).toEqual([mail]);
    expect(house.sandbox.dm(bo).flatMap(actionsIn)).not.toContain('approve');
    const entries = await askedEntries(house.hallpass().store);
    expect(entries.filter((entry) => entry.action === 'grant.active')).toHaveLength(1);
  });

  test('and no update gets through, access still ends on time', async () => {
    await house.ask(ana, question);
    await house.press(bo, 'approve');
    house.sandbox.faults([
      { method: 'chat.update', times: 1_000, fault: { kind: 'status', status: 500 } },
      { method: 'chat.postMessage', times: 1_000, fault: { kind: 'status', status: 500 } },
    ]);
    await house.pass(hour);
    expect(house.target.members(writers)).toEqual([]);
  });

  test('and drops the socket in the middle, what was asked is neither lost nor doubled', async () => {
    house.sandbox.sockets.drop();
    await house.sandbox.waitFor(() => house.sandbox.sockets.count() === 0, 'the socket to be gone');
    await house.sandbox.waitFor(() => house.sandbox.sockets.count() > 0, 'the bot to connect again', 15_000);
    await house.ask(ana, question);
    await house.press(bo, 'approve');
    expect(house.target.members(writers)).toEqual([mail]);
  });
});

test('when Slack is away as the bot starts, what must end ends all the same, and the bot serves once Slack is back', async () => {
  await house.ask(ana, 'request payments-db/read 1h Looking into INC-42');
  await house.stopBot();
  await house.sandbox.advance(hour);
  house.sandbox.faults([{ method: 'auth.test', times: 2, fault: { kind: 'status', status: 503 } }]);
  const started = house.startBot();
  started.catch(() => undefined);
  await expect.poll(() => house.target.members('Payments DB Readers'), { timeout: 10_000 }).toEqual([]);
  await started;
  await house.ask(ana, question);
  expect(house.sandbox.dm(bo).flatMap(actionsIn)).toContain('approve');
});

describe('when the target has trouble', () => {
  test('and is down for a while, the requester sees that it is tried again, and then has the access for the whole hour', async () => {
    await house.ask(ana, question);
    house.target.faults.down();
    await house.press(bo, 'approve');
    await house.pass(10 * minute);
    expect(house.target.members(writers)).toEqual([]);
    expect(house.reads(ana)).toMatch(/again/i);
    expect(house.reads(ana)).not.toMatch(/you have payments db write/i);
    house.target.faults.up();
    await house.pass(15 * minute);
    expect(house.target.members(writers)).toEqual([mail]);
    await house.pass(59 * minute);
    expect(house.target.members(writers)).toEqual([mail]);
    await house.pass(minute);
    expect(house.target.members(writers)).toEqual([]);
  });

  test('and loses the answer after it did what was asked, the access is seen and not given twice', async () => {
    await house.ask(ana, question);
    house.target.faults.next('lost_response', 1);
    await house.press(bo, 'approve');
    for (let round = 0; round < 4; round += 1) await house.pass(10);
    const entries = await askedEntries(house.hallpass().store);
    expect(entries.filter((entry) => entry.action === 'grant.active')).toHaveLength(1);
    expect(house.target.members(writers)).toEqual([mail]);
  });

  test('and cannot take the access away, it is tried for ever, a human is asked to look, and the card does not say it is gone', async () => {
    await house.ask(ana, question);
    await house.press(bo, 'approve');
    house.target.faults.down();
    await house.pass(hour);
    for (let round = 0; round < 10; round += 1) await house.pass(16 * minute);
    expect(await house.hallpass().store.read.liveGrantsOf(personId('ana'))).toMatchObject([
      { state: 'revoke_stuck', desired: 'absent' },
    ]);
    expect(house.sandbox.dm(people.carla).flatMap(actionsIn)).toContain('done');
    house.target.faults.up();
    await house.pass(16 * minute);
    expect(house.target.members(writers)).toEqual([]);
    expect(await house.hallpass().store.read.liveGrantsOf(personId('ana'))).toEqual([]);
  });
});
