// What every store does with proposed policies.
import { expect, it } from 'vitest';
import { personId } from '../domain/ids.ts';
import type { Store, Write } from './store.ts';
import { noon, policyVersion, proposal } from './test-rows.ts';

const put = (store: Store, change: Parameters<Write['put']>[0]): Promise<boolean> =>
  store.write((tx) => tx.put(change));

export function proposalContract(store: () => Store): void {
  it('keeps proposed policies with their file, and lists those that wait, those of one file and the newest', async () => {
    const [first, second] = [proposal('prop_1'), proposal('prop_2', { hash: 'b'.repeat(64) })];
    const content = { file: 'apps: {}\n# “so” — 決算', policy: policyVersion(1, ['db/read']).policy };
    for (const row of [first, second])
      expect(await put(store(), { put: 'policy_proposal', row, content })).toBe(true);
    expect(await store().read.proposal(first.id)).toStrictEqual(first);
    expect(await store().read.proposedFile(first.id)).toStrictEqual(content);
    expect(await store().read.openProposals()).toStrictEqual([first, second]);
    expect(await store().read.proposalsOfFile(second.hash)).toStrictEqual([second]);
    const end = { state: 'rejected', decidedBy: personId('bo'), at: noon, reason: 'No.' } as const;
    const ended = { ...first, version: 2, ...end };
    expect(await put(store(), { put: 'policy_proposal', row: ended })).toBe(true);
    expect(await put(store(), { put: 'policy_proposal', row: ended })).toBe(false);
    expect(await store().read.proposal(first.id)).toStrictEqual(ended);
    expect(await store().read.proposedFile(first.id)).toStrictEqual(content);
    expect(await store().read.openProposals()).toStrictEqual([second]);
    expect(await store().read.recentProposals(1)).toStrictEqual([second]);
  });
}
