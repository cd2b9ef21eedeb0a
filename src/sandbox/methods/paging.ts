// Cursor paging of list methods. Source: https://docs.slack.dev/apis/web-api/pagination
import type { Shape } from '../json.ts';
import { textOf } from './method.ts';

export type Page<T> =
  | { readonly items: readonly T[]; readonly response_metadata: { readonly next_cursor: string } }
  | { readonly error: 'invalid_cursor' | 'invalid_limit' };

const MOST = 1000;

/**
 * One page, in the order given; the cursor names the last id of the page before, so it survives insertions.
 * @param args `cursor` and `limit` (1..1000; 100 when absent)
 */
export function pageOf<T>(items: readonly T[], idOf: (item: T) => string, args: Shape): Page<T> {
  const limit = limitOf(args, MOST);
  if (limit === undefined) return { error: 'invalid_limit' };
  const cursor = textOf(args, 'cursor');
  const after = cursor === '' ? -1 : items.findIndex((item) => idOf(item) === decode(cursor));
  if (cursor !== '' && after < 0) return { error: 'invalid_cursor' };
  const page = items.slice(after + 1, after + 1 + limit);
  const last = page.at(-1);
  const more = after + 1 + limit < items.length && last !== undefined;
  return { items: page, response_metadata: { next_cursor: more ? encode(idOf(last)) : '' } };
}

/** The `limit` asked for, 100 when it is absent; undefined when it is no number from 1 to `most`. */
export function limitOf(args: Shape, most: number): number | undefined {
  const asked = textOf(args, 'limit');
  const limit = asked === '' || asked === '0' ? 100 : Number(asked);
  return Number.isInteger(limit) && limit >= 1 && limit <= most ? limit : undefined;
}

function encode(id: string): string {
  return Buffer.from(`after:${id}`).toString('base64');
}

function decode(cursor: string): string {
  return Buffer.from(cursor, 'base64')
    .toString('utf8')
    .replace(/^after:/, '');
}
