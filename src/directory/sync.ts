import type { ReadPeople } from './csv.ts';
import { readPeople } from './csv.ts';
import { readTextFile } from './text-file.ts';

/**
 * The people in a CSV file, for a `sync_people` command. `team` is the Slack team of ids that name none. A file that is missing,
 * unreadable, not UTF-8 or faulty is refused with reasons; nothing is thrown for it.
 */
export async function readDirectory(file: string, team: string): Promise<ReadPeople> {
  const read = await readTextFile(file);
  return read.is === 'faults' ? read : readPeople(read.text, team);
}
