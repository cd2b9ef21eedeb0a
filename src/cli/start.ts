import pino from 'pino';
import { processEnvironment, readConfig } from '../config.ts';
import { secret } from '../domain/secret.ts';
import { IntakeRefused } from '../intake.ts';
import type { Hallpass } from '../main.ts';
import { createHallpass } from '../main.ts';
import { plainVariables } from './company-files.ts';
import type { Word } from './word.ts';

export const startWord: Word = {
  name: 'start',
  usage: 'start',
  summary: 'Run the bot.',
  help: 'Reads its settings from the environment; .env.example lists them. Ends cleanly on SIGTERM and SIGINT; reads the policy and the directory again on SIGHUP.',
  async run() {
    const { env, zoneWas } = processEnvironment();
    const read = readConfig(env);
    if (read.is === 'faults') {
      console.error(read.faults.join('\n'));
      return 1;
    }
    const log = pino({
      level: read.config.logLevel,
      redact: { paths: ['*.token', '*.secret', '*.password', '*.authorization'], censor: '[secret]' },
    });
    if (zoneWas !== undefined) log.warn({ zoneWas }, 'TZ was not UTC; it is now');
    const hallpass = await createHallpass({
      config: read.config,
      log,
      now: Date.now,
      random: Math.random,
      secretOf: (name) => (env[name] === undefined ? undefined : secret(env[name])),
      variables: plainVariables(env),
    });
    return serve(hallpass, log);
  },
};

async function serve(hallpass: Hallpass, log: pino.Logger): Promise<number> {
  const told = new Promise<string>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(signal));
  });
  try {
    await hallpass.start();
    process.on('SIGHUP', () => void reload(hallpass, log));
    log.info('ready');
    log.info({ signal: await told }, 'stopping');
    return 0;
  } catch (error) {
    if (!(error instanceof IntakeRefused)) throw error;
    console.error(error.message);
    return 1;
  } finally {
    await hallpass.stop();
  }
}

/** The policy file is read again. What is wrong with it is logged with its place, and nothing new is granted until it is put right. */
async function reload(hallpass: Hallpass, log: pino.Logger): Promise<void> {
  try {
    log.info(await hallpass.applyPolicy('reload'));
  } catch (error) {
    log.error({ error }, 'the policy was not reloaded');
  }
}
