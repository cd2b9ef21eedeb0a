import { verifyChain } from '../audit/verify.ts';
import { processEnvironment, readConfig } from '../config.ts';
import { brakeSentence } from '../domain/birthright.ts';
import { checkChannels, checkSources } from '../intake.ts';
import { createJudge } from '../policy/condition/judge.ts';
import { userGroupDoubt } from '../readiness.ts';
import { surveyBirthrights } from '../scheduler/survey.ts';
import { openForReading } from '../store/open.ts';
import type { Store } from '../store/store.ts';
import type { Word } from './word.ts';

type Finding = { readonly what: string; readonly ok: boolean; readonly text: string };

export const doctorWord: Word = {
  name: 'doctor',
  usage: 'doctor [--json]',
  summary:
    'Look at the settings, the policy, Slack and its channels, the database and the work in it, and say what is wrong.',
  help: 'Changes nothing and may be run beside a bot. Exit code 1: something is wrong.',
  async run(args) {
    const findings = await examine();
    for (const { what, ok, text } of findings)
      console.log(
        args.includes('--json') ? JSON.stringify({ what, ok, text }) : `${ok ? '✓' : '✗'} ${what}: ${text}`,
      );
    return findings.every((one) => one.ok) ? 0 : 1;
  },
};

async function examine(): Promise<readonly Finding[]> {
  const { env } = processEnvironment();
  const read = readConfig(env);
  const settings: Finding = {
    what: 'settings',
    ok: read.is === 'config',
    text: read.is === 'config' ? 'complete' : read.faults.join(' '),
  };
  const database = await look('database', async () => {
    const store = await openForReading(env['DATABASE_URL'] ?? 'file:./data/hallpass.db');
    return { store, text: `policy version ${(await store.read.currentPolicy())?.number ?? 'none'}` };
  });
  const fromStore = database.store === undefined ? [] : await examineStore(database.store);
  await database.store?.close();
  if (read.is === 'faults') return [settings, database.finding, ...fromStore];
  const variables = Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  const policy = await look('policy and directory', async () => ({
    text: await checkSources({ config: read.config, variables }),
  }));
  const channels = await look('channels', async () => {
    const troubles = await checkChannels({ config: read.config, variables });
    if (troubles.length > 0) throw new Error(troubles.join('; '));
    return { text: 'Hallpass can write in every channel of the policy' };
  });
  return [settings, policy.finding, channels.finding, database.finding, ...fromStore];
}

async function examineStore({ read }: Pick<Store, 'read'>): Promise<readonly Finding[]> {
  const chain = await verifyChain(read.auditAfter);
  const stuck = await read.stuckWork(20);
  const { braked } = await surveyBirthrights(read, createJudge());
  return [
    ...(await userGroupFindings(read)),
    {
      what: 'audit log',
      ok: chain.is === 'intact',
      text: chain.is === 'intact' ? `${chain.entries} entries, unbroken` : chain.text,
    },
    {
      what: 'birthrights',
      ok: braked.length === 0,
      text: braked.length === 0 ? 'nothing is held back by the brake' : braked.map(brakeSentence).join(' '),
    },
    {
      what: 'work',
      ok: stuck.length === 0,
      text:
        stuck.length === 0
          ? 'nothing failed'
          : stuck
              .map((one) => `${one.kind} ${one.key} failed ${one.attempts} times: ${one.lastError ?? ''}`)
              .join('; '),
    },
  ];
}

/** Nothing where the policy names no user group of Slack. */
async function userGroupFindings(read: Store['read']): Promise<readonly Finding[]> {
  const what = 'user groups';
  const doubt = await userGroupDoubt(read, Date.now());
  if (doubt !== undefined) return [{ what, ok: false, text: doubt }];
  const groups = (await read.userGroups())?.groups ?? [];
  const told = [];
  for (const { handle, group } of groups) {
    const people = await read.peopleInUserGroup(handle);
    told.push({
      ok: people.length > 0,
      text: group === undefined ? `Slack has no @${handle}` : `@${handle}: ${people.length} known people`,
    });
  }
  return told.length === 0
    ? []
    : [{ what, ok: told.every((one) => one.ok), text: told.map((one) => one.text).join('; ') }];
}

async function look(
  what: string,
  at: () => Promise<{ readonly text: string; readonly store?: Pick<Store, 'read' | 'close'> }>,
): Promise<{ readonly finding: Finding; readonly store?: Pick<Store, 'read' | 'close'> }> {
  try {
    const { text, store } = await at();
    return { finding: { what, ok: true, text }, ...(store === undefined ? {} : { store }) };
  } catch (error) {
    return { finding: { what, ok: false, text: error instanceof Error ? error.message : String(error) } };
  }
}
