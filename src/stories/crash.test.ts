import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { verifyChain } from '../audit/verify.ts';
import { reveal } from '../domain/secret.ts';
import { openForReading } from '../store/open.ts';
import type { House } from './house.ts';
import { actionsIn, openHouse, people } from './house.ts';

const { ana, bo } = people;
const mail = 'ana.ruiz@tidewater.example';
const program = fileURLToPath(new URL('../../dist/cli/hallpass.js', import.meta.url));

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

/** The real program in a process of its own, ready for Slack. */
async function startProcess(): Promise<ChildProcess> {
  const { config } = house;
  if (config.slack.kind !== 'socket') throw new Error('This story is told in Socket Mode.');
  const env = {
    PATH: process.env['PATH'] ?? '',
    SLACK_BOT_TOKEN: reveal(config.botToken),
    SLACK_APP_TOKEN: reveal(config.slack.appToken),
    SLACK_API_URL: config.slackApiUrl,
    DATABASE_URL: config.databaseUrl,
    HALLPASS_CONFIG: config.policyFile,
    HALLPASS_SECRET_KEY: Buffer.from(config.secretKey).toString('base64'),
    DEMO_SCIM_URL: house.target.url,
    DEMO_SCIM_TOKEN: house.targetToken,
    PORT: '0',
    LOG_LEVEL: 'info',
  };
  const child = spawn(process.execPath, [program, 'start'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let output = '';
  await new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('"msg":"ready"')) resolve();
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) => reject(new Error(`The bot ended with ${code}: ${output.slice(-1_000)}`)));
  });
  return child;
}

async function kill(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
  return child.exitCode;
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
    const entries = await store.read.auditAfter(0, 1_000);
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
