import type { z } from 'zod';
import type { Ctx, Refused } from '../connector.ts';
import { type Page, type Problem, type Read, readPage, type ScimClient } from './client.ts';

/** One thing, none, or a reason why neither can be said. */
export type Lookup<T> =
  | { readonly is: 'found'; readonly value: T }
  | { readonly is: 'absent'; readonly message: string }
  | Problem;

export type Search<T> = {
  readonly path: '/Users' | '/Groups';
  readonly item: z.ZodType<T>;
  readonly filter: string;
  readonly attributes: string;
  /** Says again what the filter says: a server that ignores filters must not have us take the first one it shows. */
  matches(found: T): boolean;
  /** In words, for messages. */
  readonly wanted: string;
};

const MOST_PAGES = 10;

/** The one entry that fits. Two that fit are refused, and nothing is changed: picking one would be a guess. */
export async function searchOne<T extends { readonly id: string }>(
  client: ScimClient,
  ctx: Ctx,
  search: Search<T>,
): Promise<Lookup<T>> {
  const found = new Map<string, T>();
  const { path, item, filter, attributes } = search;
  let startIndex: number | undefined = 1;
  for (let page = 0; startIndex !== undefined; page += 1) {
    if (page === MOST_PAGES)
      return refused(`${path} does not heed filters, so ${search.wanted} cannot be found in it`);
    const read: Read<Page<T>> = await readPage(client, ctx, {
      path,
      item,
      startIndex,
      params: { filter, attributes },
    });
    if (read.is !== 'read') return read;
    for (const entry of read.value.items) if (search.matches(entry)) found.set(entry.id, entry);
    startIndex = read.value.next;
  }
  const [first, ...others] = found.values();
  if (first === undefined) return { is: 'absent', message: `The app has no ${search.wanted}` };
  if (others.length === 0) return { is: 'found', value: first };
  const many = `The app has more than one ${search.wanted} (${found.size}), so it is not clear which is meant.`;
  return refused(`${many} Nothing was changed.`);
}

/** SCIM names and addresses are equal whatever their case (RFC 7643 §4.1.1, caseExact false). */
export function sameText(one: string | null | undefined, other: string): boolean {
  return one !== null && one !== undefined && one.toLowerCase() === other.toLowerCase();
}

function refused(message: string): Refused {
  return { is: 'refused', code: 'invalid', message };
}
