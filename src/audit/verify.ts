import type { SealedEntry } from '../store/store.ts';
import { hashOf } from './chain.ts';

export type Verification =
  | { readonly is: 'intact'; readonly entries: number; readonly head: string }
  | {
      readonly is: 'broken';
      readonly seq: number;
      readonly fault: 'gap' | 'changed' | 'unlinked';
      readonly text: string;
    };

/** Walks the whole chain in pages and names the first entry that was changed, removed, added or moved. */
export async function verifyChain(
  auditAfter: (after: number, limit: number) => Promise<readonly SealedEntry[]>,
): Promise<Verification> {
  let head = { seq: 0, hash: '0'.repeat(64) };
  for (;;) {
    const entries = await auditAfter(head.seq, 1_000);
    for (const entry of entries) {
      const fault = faultOf(entry, head);
      if (fault !== undefined) return fault;
      head = entry;
    }
    if (entries.length === 0) return { is: 'intact', entries: head.seq, head: head.hash };
  }
}

function faultOf(
  entry: SealedEntry,
  before: { readonly seq: number; readonly hash: string },
): Verification | undefined {
  const broken = (fault: 'gap' | 'changed' | 'unlinked', text: string): Verification => ({
    is: 'broken',
    seq: entry.seq,
    fault,
    text,
  });
  if (entry.seq !== before.seq + 1)
    return broken('gap', `Entry ${before.seq + 1} is missing: after ${before.seq} comes ${entry.seq}.`);
  if (entry.prevHash !== before.hash)
    return broken('unlinked', `Entry ${entry.seq} does not follow the entry before it.`);
  return hashOf(entry) === entry.hash
    ? undefined
    : broken('changed', `Entry ${entry.seq} was changed after it was written.`);
}
