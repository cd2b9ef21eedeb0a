import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { storeContract } from './contract.ts';
import { openStore } from './open.ts';
import { postgresForTests } from './test-postgres.ts';

describe('on SQLite', () => {
  storeContract(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hallpass-store-'));
    const store = await openStore(`file:${join(folder, 'hallpass.db')}`);
    return {
      store,
      stop: async () => {
        await store.close();
        rmSync(folder, { recursive: true });
      },
    };
  });
});

const database = await postgresForTests();

describe('on PostgreSQL', () => {
  if ('missing' in database) return it.skip(database.missing);
  storeContract(async () => {
    const store = await openStore(database.url);
    return {
      store,
      stop: async () => {
        await store.close();
        await database.stop();
      },
    };
  });
});
