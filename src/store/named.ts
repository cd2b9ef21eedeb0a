import type { Called, Named } from '../domain/called.ts';
import type { PersonId } from '../domain/ids.ts';
import type { Read } from './store.ts';

/** A person and the Slack user id of their first account. */
export async function named(read: Read, id: PersonId): Promise<Named | undefined> {
  const person = await read.person(id);
  if (person === undefined) return undefined;
  const [account] = await read.accountsOf(id, 'slack');
  const slack = account?.native.split(':')[1];
  return slack === undefined ? { person } : { person, slack };
}

/** The same as it is written in a list; the bare id where the directory does not have it. */
export async function called(read: Read, id: PersonId): Promise<Called> {
  const who = await named(read, id);
  return {
    name: who?.person.name ?? id,
    ...(who?.slack === undefined ? {} : { slack: who.slack }),
  };
}
