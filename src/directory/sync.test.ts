import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readDirectory } from './sync.ts';

const text = `id,email,name,slack_user_id,manager,department,title,location,status,start_date,end_date
ines,ines@x.example,Inês,U1,,D,T,L,active,,
`;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'people-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function written(contents: string | Uint8Array): Promise<string> {
  const file = join(folder, 'people.csv');
  await writeFile(file, contents);
  return file;
}

it('reads the people of a file, in the team it is told', async () => {
  expect(await readDirectory(await written(text), 'T7')).toMatchObject({
    is: 'people',
    entries: [{ person: { name: 'Inês' }, slack: ['T7:U1'] }],
  });
});

it.each([
  ['Latin 1', Buffer.from(text, 'latin1')],
  ['UTF-16', Buffer.from(`\ufeff${text}`, 'utf16le')],
])('refuses a file in %s by name', async (_, contents) => {
  expect(await readDirectory(await written(contents), 'T7')).toMatchObject({
    is: 'faults',
    total: 1,
    faults: [
      {
        code: 'E-IMP',
        message: 'the file is not UTF-8 text',
        hint: 'save it as “CSV UTF-8”',
      },
    ],
  });
});

it('refuses what is not there, and what is no file', async () => {
  expect(await readDirectory(join(folder, 'none.csv'), 'T7')).toMatchObject({
    faults: [{ message: 'the file cannot be read (ENOENT)' }],
  });
  expect(await readDirectory(folder, 'T7')).toMatchObject({
    faults: [{ message: 'this is a folder or a device, not a file' }],
  });
});
