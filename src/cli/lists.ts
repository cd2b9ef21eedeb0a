import { processEnvironment } from '../config.ts';
import { openForReading } from '../store/open.ts';
import type { Read } from '../store/store.ts';
import type { Word } from './word.ts';

type Row = Readonly<Record<string, string>>;
type List = {
  readonly name: string;
  readonly summary: string;
  readonly page: (
    read: Read,
    after: string | undefined,
  ) => Promise<readonly (Row & { readonly id: string })[]>;
};

const perPage = 500;
const pageAfter = (after: string | undefined) => ({
  limit: perPage,
  ...(after === undefined ? {} : { after }),
});

/** `hallpass people list` and `hallpass grants list`: what the store holds, also while the bot runs. */
export const peopleWord = listWord({
  name: 'people',
  summary: 'Everybody in the directory.',
  page: async (read, after) =>
    (await read.listPeople(pageAfter(after))).map((person) => ({
      id: person.id,
      name: person.name,
      department: person.department,
      manager: person.manager ?? '',
      status: person.status,
    })),
});

export const grantsWord = listWord({
  name: 'grants',
  summary: 'Every grant that may still exist in a target.',
  page: async (read, after) =>
    (await read.listLiveGrants(pageAfter(after))).map((grant) => ({
      id: grant.id,
      person: grant.person,
      entitlement: grant.entitlement,
      state: grant.state,
      until: new Date(grant.expiresAt).toISOString(),
      birthright: grant.birthright ?? '',
      trouble: grant.lastFailure?.message ?? '',
    })),
});

function listWord(list: List): Word {
  return {
    name: list.name,
    usage: `${list.name} list [--json]`,
    summary: list.summary,
    help: 'Reads DATABASE_URL (default file:./data/hallpass.db). --json prints one object a line.',
    async run([what, ...rest]) {
      if (what !== 'list') {
        console.error(`hallpass ${list.name} list [--json]`);
        return 2;
      }
      const { env } = processEnvironment();
      const store = await openForReading(env['DATABASE_URL'] ?? 'file:./data/hallpass.db');
      try {
        await print(list, store.read, rest.includes('--json'));
        return 0;
      } finally {
        await store.close();
      }
    },
  };
}

async function print(list: List, read: Read, json: boolean): Promise<void> {
  let after: string | undefined;
  for (;;) {
    const rows = await list.page(read, after);
    for (const row of rows) console.log(json ? JSON.stringify(row) : Object.values(row).join('\t'));
    after = rows.at(-1)?.id;
    if (rows.length < perPage) return;
  }
}
