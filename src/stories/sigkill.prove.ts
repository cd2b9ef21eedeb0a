import { afterEach, beforeEach, expect, test } from 'vitest';
import { verifyChain } from '../audit/verify.ts';
import { openForReading } from '../store/open.ts';
import type { House } from './house.ts';
import { letIn, openHouse, people } from './house.ts';
import { kill, spawnBot } from './process.ts';

const { ana, raj } = people;
const cycles = Number(process.env['HALLPASS_PROVE_CYCLES'] ?? 50);

let house: House & { close(): Promise<void> };
beforeEach(async () => {
  house = await openHouse({ mode: 'socket', dialect: 'sqlite' }, { clock: { running: true } });
  await house.stopBot();
});
afterEach(() => house.close());

test(`a bot that is killed at ${cycles} moments loses nothing it acknowledged, grants nothing twice, and leaves nobody in`, {
  timeout: 60 * 60_000,
}, async () => {
  let acknowledged = 0;
  for (let cycle = 0; cycle < cycles; cycle += 1) {
    const bot = await spawnBot(house);
    const asked = [ana, raj].map((who) =>
      house.sandbox.as(who).command(`/access request payments-db/read 15m Cycle number ${cycle}`),
    );
    await new Promise((resolve) => setTimeout(resolve, (cycle * 37) % 600));
    await kill(bot, 'SIGKILL');
    const answers = await Promise.all(asked);
    acknowledged += answers.filter(
      (answer) => answer.ok && JSON.stringify(answer.ephemeral).includes('Asking for'),
    ).length;
    await returnEverything();
  }
  const store = await openForReading(house.config.databaseUrl);
  const entries = await store.read.auditAfter(0, 100_000);
  const count = (action: string) =>
    entries.filter((entry) => entry.action === action && entry.outcome === 'ok').length;
  expect(count('request.submitted')).toBeGreaterThanOrEqual(acknowledged);
  expect(acknowledged).toBeGreaterThan(0);
  const once = entries.filter((entry) => entry.action === 'grant.active').map((entry) => entry.object);
  expect(new Set(once).size).toBe(once.length);
  expect(
    (await store.read.listLiveGrants({ limit: 10 })).filter((one) => one.birthright === undefined),
  ).toEqual([]);
  expect(await verifyChain(store.read.auditAfter)).toMatchObject({ is: 'intact' });
  await store.close();
  expect(letIn(house)).toEqual([]);
});

/** A bot that is left alone: whatever is held is given back by who holds it, until nothing is. */
async function returnEverything(): Promise<void> {
  const bot = await spawnBot(house);
  const store = await openForReading(house.config.databaseUrl);
  await expect
    .poll(
      async () => {
        for (const who of [ana, raj]) {
          await house.sandbox.as(who).openHome();
          if (JSON.stringify(house.sandbox.home(who) ?? '').includes('"return"'))
            await house.sandbox.as(who).click({ kind: 'home' }, 'return');
        }
        const live = await store.read.listLiveGrants({ limit: 10 });
        return live.filter((one) => one.birthright === undefined).length;
      },
      { timeout: 30_000, interval: 200 },
    )
    .toBe(0);
  await store.close();
  expect(await kill(bot, 'SIGTERM')).toBe(0);
}
