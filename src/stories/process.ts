// The bot as operators run it: a process of its own, against the workspace and the target of a house.
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Local } from '../cli/local.ts';
import { reveal } from '../domain/secret.ts';

const program = fileURLToPath(new URL('../../dist/cli/hallpass.js', import.meta.url));

/** The real program in a process of its own, ready for Slack. */
export async function spawnBot(house: Local): Promise<ChildProcess> {
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
    HOST: '127.0.0.1',
    LOG_LEVEL: 'info',
  };
  const child = spawn(process.execPath, [program, 'start'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
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

/** Ends the process by a signal; resolves to its exit code, null where the signal ended it. */
export async function kill(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
  return child.exitCode;
}
