import type { ChildProcess } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { verifyChain } from '../audit/verify.ts';
import { openForReading } from '../store/open.ts';
import type { House } from './house.ts';
import { actionsIn, askedEntries, openHouse, people } from './house.ts';
import { kill, spawnBot } from './process.ts';

const { ana, bo } = people;
const mail = 'ana.ruiz@tidewater.example';

let house: House & { close(): Promise<void> };
let children: ChildProcess[] = [];

beforeEach(async () => {
  house = await openHouse({ mode: 'socket', dialect: 'sqlite' }, { clock: { running: true } });
  await house.stopBot();
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  children = [];
  await house.close();
});

async function startProcess(): Promise<ChildProcess> {
  const child = await spawnBot(house);
  children.push(child);
  return child;
}

const clickWhenThere = async (user: string, action: string) => {
  const card = await house.card(user, action);
  return house.sandbox.as(user).click({ kind: 'message', channel: card.channel, ts: card.ts }, action);
};

describe('a bot that is killed', () => {
  test('between the approval and the grant gives the access once after it starts again, and takes it away on time', async () => {
    const first = await startProcess();
    await house.sandbox.as(ana).command('/access request payments-db/write 15m Refund 8812 is stuck');
    house.target.faults.down();
    await clickWhenThere(bo, 'approve');
    await house.sandbox.waitFor(
      () => !house.sandbox.dm(bo).flatMap(actionsIn).includes('approve'),
      'the card to show the decision',
    );
    await kill(first, 'SIGKILL');
    expect(house.target.members('Payments DB Writers')).toEqual([]);

    house.target.faults.up();
    const second = await startProcess();
    await expect.poll(() => house.target.members('Payments DB Writers'), { timeout: 15_000 }).toEqual([mail]);
    await expect
      .poll(() => house.sandbox.dm(ana).flatMap(actionsIn), { timeout: 15_000 })
      .toContain('return');
    expect(await kill(second, 'SIGTERM')).toBe(0);

    const store = await openForReading(house.config.databaseUrl);
    const entries = await askedEntries(store);
    expect(entries.filter((entry) => entry.action === 'request.approved')).toHaveLength(1);
    expect(entries.filter((entry) => entry.action === 'grant.active')).toHaveLength(1);
    expect(await verifyChain(store.read.auditAfter)).toMatchObject({ is: 'intact' });
    await store.close();
  });

  test('while access is live shows who clicks that it is away, and does what they want once it is back', async () => {
    const first = await startProcess();
    await house.sandbox.as(ana).command('/access request payments-db/read 15m Looking into INC-42');
    await expect.poll(() => house.target.members('Payments DB Readers'), { timeout: 15_000 }).toEqual([mail]);
    await expect
      .poll(() => house.sandbox.dm(ana).flatMap(actionsIn), { timeout: 15_000 })
      .toContain('return');
    await kill(first, 'SIGKILL');
    await clickWhenThere(ana, 'return');
    expect(house.target.members('Payments DB Readers')).toEqual([mail]);
    await startProcess();
    await clickWhenThere(ana, 'return');
    await expect.poll(() => house.target.members('Payments DB Readers'), { timeout: 15_000 }).toEqual([]);
  });
});
