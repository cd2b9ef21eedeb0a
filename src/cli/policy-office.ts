// Where policy words that need the store are answered: by the running bot, or, where there is none, by this process on the store itself.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { seal } from '../audit/chain.ts';
import { processEnvironment } from '../config.ts';
import { createDoubt } from '../doubt.ts';
import { createEngine } from '../engine.ts';
import { createFreshId } from '../fresh-id.ts';
import { lastInstant } from '../last-instant.ts';
import { callOffice } from '../office/call.ts';
import { createOffice } from '../office/office.ts';
import { socketPathOf } from '../office/socket-path.ts';
import type { Answer, OfficeWord, Question } from '../office/words.ts';
import { createJudge } from '../policy/condition/judge.ts';
import { re2Whole } from '../policy/condition/re2.ts';
import { loadCase } from '../store/facts.ts';
import { createLook } from '../store/look.ts';
import { openStore, sqliteFileOf } from '../store/open.ts';
import type { Store } from '../store/store.ts';
import { plainVariables } from './company-files.ts';

const databaseUrl = (): string => processEnvironment().env['DATABASE_URL'] ?? 'file:./data/hallpass.db';

/** Is there a store to ask at all? */
export function hasStore(): boolean {
  const file = sqliteFileOf(databaseUrl());
  return file === undefined || existsSync(file);
}

/** Asks the office and prints what it answers; resolves to the exit code. */
export async function askOffice<Word extends OfficeWord>(
  word: Word,
  question: Question<Word>,
  json: boolean,
): Promise<number> {
  const url = databaseUrl();
  const file = sqliteFileOf(url);
  if (file !== undefined && !existsSync(file)) {
    console.error(`There is no database at ${file}. Set DATABASE_URL, or start the bot once.`);
    return 1;
  }
  const answer =
    (file === undefined ? undefined : await callOffice(socketPathOf(file), word, question)) ??
    (await answerHere(url, word, question));
  const print = answer.exit === 0 || json ? console.log : console.error;
  print(json ? JSON.stringify(answer.value) : answer.text);
  return answer.exit;
}

/** The text of a policy file; undefined, and said so, where it cannot be read. */
export async function textOf(file: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) console.error(`${file} cannot be read.`);
  return text;
}

async function answerHere<Word extends OfficeWord>(
  url: string,
  word: Word,
  question: Question<Word>,
): Promise<Answer> {
  const store = await openStore(url);
  try {
    return await (await officeOver(store))[word](question);
  } finally {
    await store.close();
  }
}

async function officeOver(store: Store) {
  const { now } = createDoubt(Date.now, await lastInstant(store));
  const judge = createJudge();
  const newId = createFreshId(now);
  const { env } = processEnvironment();
  const engine = createEngine({
    store,
    look: createLook(store.read, () => ({ now: now(), judge })),
    loadCase,
    seal,
    moment: () => ({ now: now(), newId, judge, matches: re2Whole, doubt: undefined }),
    // Whatever is to be done now is found by the processes that run.
    wake: () => undefined,
  });
  const policyFile = env['HALLPASS_CONFIG'];
  return createOffice({
    read: store.read,
    engine,
    judge,
    now,
    variables: plainVariables(env),
    ...(policyFile === undefined ? {} : { policyFile }),
  });
}
