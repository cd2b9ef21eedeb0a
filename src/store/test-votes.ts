// What every store must do with votes.
import { expect, it } from 'vitest';
import { personId, preApprovalId, requestId, voteId } from '../domain/ids.ts';
import type { Vote } from '../domain/request.ts';
import type { Store } from './store.ts';
import { noon } from './test-rows.ts';

/** The part of the contract about votes; speaks of a request that the store has by then. */
export function voteContract(store: () => Store): void {
  const put = (row: Vote): Promise<boolean> => store().write((tx) => tx.put({ put: 'vote', row }));

  it('takes one vote of each person, stage and revision, and keeps in whose place it was cast and that it was given in advance', async () => {
    const vote: Vote = {
      id: voteId('vote_1'),
      request: requestId('req_1'),
      revision: 1,
      stage: 0,
      person: personId('bo'),
      verdict: 'approve',
      reason: '',
      at: noon,
    };
    expect(await put(vote)).toBe(true);
    expect(await put({ ...vote, id: voteId('vote_2'), verdict: 'deny' })).toBe(false);
    const next = { ...vote, id: voteId('vote_4'), stage: 1 };
    expect(await put(next)).toBe(true);
    const ahead = { standsInFor: personId('cy'), preApproval: preApprovalId('pre_1') };
    const later = { ...vote, ...ahead, id: voteId('vote_3'), revision: 2, at: noon + 1 };
    expect(await put(later)).toBe(true);
    expect(await store().read.votesOn(requestId('req_1'))).toStrictEqual([vote, next, later]);
  });
}
