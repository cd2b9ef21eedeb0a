import { describe, expect, test } from 'vitest';
import type { AuditEntry } from '../domain/audit-entry.ts';
import type { SealedEntry } from '../store/store.ts';
import { hashOf, seal } from './chain.ts';
import { verifyChain } from './verify.ts';

const entry = (count: number): AuditEntry => ({
  actor: 'person:ana',
  action: 'request.submitted',
  object: `request:req_${count}`,
  outcome: 'ok',
  because: 'Rule “write”',
  detail: { count, nested: { b: [1, 'zwei', null], a: true } },
});

function chain(length: number): SealedEntry[] {
  const entries: SealedEntry[] = [];
  for (let count = 1; count <= length; count += 1)
    entries.push(seal(entries.at(-1), entry(count), 1_000 + count));
  return entries;
}
const verify = (entries: readonly SealedEntry[]) =>
  verifyChain((after, limit) => Promise.resolve(entries.filter((one) => one.seq > after).slice(0, limit)));

describe('the audit chain', () => {
  test('verifies as it was written, also beyond one page', async () => {
    expect(await verify(chain(2_500))).toMatchObject({ is: 'intact', entries: 2_500 });
    expect(await verify([])).toMatchObject({ is: 'intact', entries: 0 });
  });

  test('does not depend on the order in which a database gives back the keys of a detail', async () => {
    const [first] = chain(1);
    if (first === undefined) throw new Error('empty');
    expect(hashOf({ ...first, detail: { nested: { a: true, b: [1, 'zwei', null] }, count: 1 } })).toBe(
      first.hash,
    );
  });

  const fields = [
    'at',
    'actor',
    'action',
    'object',
    'outcome',
    'because',
    'detail',
    'hash',
    'prevHash',
  ] as const;
  test.each(fields)('names the entry whose %s was changed', async (field) => {
    const changed = {
      at: 1,
      actor: 'person:eve',
      action: 'x',
      object: 'x',
      outcome: 'failed',
      because: 'x',
      detail: {},
      hash: 'x',
      prevHash: 'x',
    } as const;
    const entries = chain(10).map((one) => (one.seq === 4 ? { ...one, [field]: changed[field] } : one));
    const found = await verify(entries);
    expect(found).toMatchObject({ is: 'broken' });
    expect(found.is === 'broken' && [4, 5]).toContain(found.is === 'broken' ? found.seq : 0);
  });

  test('notices an entry that was taken out, put in, or moved', async () => {
    const whole = chain(6);
    expect(await verify(whole.filter((one) => one.seq !== 3))).toMatchObject({
      is: 'broken',
      seq: 4,
      fault: 'gap',
    });
    const renumbered = whole
      .filter((one) => one.seq !== 3)
      .map((one) => (one.seq > 3 ? { ...one, seq: one.seq - 1 } : one));
    expect(await verify(renumbered)).toMatchObject({ is: 'broken', seq: 3, fault: 'unlinked' });
    const forged = seal(whole[2], entry(99), 1);
    expect(await verify([...whole.slice(0, 3), forged, ...whole.slice(4)])).toMatchObject({
      is: 'broken',
      seq: 5,
      fault: 'unlinked',
    });
  });

  test('refuses to seal what JSON cannot hold exactly', () => {
    expect(() => seal(undefined, { ...entry(1), detail: { half: 0.5 } }, 1)).toThrow('whole numbers');
  });
});
