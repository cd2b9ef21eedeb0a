// Whose yes given in advance counts, and for what.
import { describe, expect, test } from 'vitest';
import type { Directory } from '../approvers.ts';
import { entitlementId, preApprovalId } from '../ids.ts';
import { day, hour } from '../instant.ts';
import type { Person } from '../person.ts';
import { oneOf } from '../policy-sources.ts';
import type { PreApproval } from '../pre-approval.ts';
import type { Request } from '../request.ts';
import { ana, bo, carla, directory, eve, momentAt, noon, pending, version } from './given.ts';
import { usePreApprovals } from './use-pre-approvals.ts';
import { accept } from './verdicts.ts';

const windowOf = (approver: Person, more: Partial<PreApproval> = {}): PreApproval => ({
  id: preApprovalId(`pre-${approver.id}`),
  version: 1,
  approver: approver.id,
  person: ana.id,
  target: { kind: 'entitlement', id: entitlementId('db/write') },
  most: 2 * hour,
  startsAt: noon,
  endsAt: noon + 4 * day * 1_000,
  zone: 'UTC',
  reason: 'she runs the refunds',
  createdAt: noon,
  ...more,
});
const stage = oneOf({ by: 'manager' }, { by: 'person', person: eve.id });
const request = { ...pending, way: { ...pending.way, stages: [stage] } };

/** Whose votes are cast, and what the request and its grants are then, right after it was put. */
function put(
  row: Request,
  windows: readonly PreApproval[],
  of: { readonly asker?: Person; readonly over?: Directory } = {},
) {
  const facts = {
    requester: ana,
    asker: of.asker,
    frozen: version,
    current: version,
    directory: of.over ?? directory,
    votes: [],
    held: [],
    cards: [],
    windows,
  };
  const sent = accept({ text: 'Sent.', changes: [{ put: 'request', row }] });
  const { changes } = usePreApprovals(sent, { ahead: facts }, momentAt());
  return {
    votes: changes.flatMap((one) => (one.put === 'vote' ? [one.row.person] : [])),
    grants: changes.flatMap((one) => (one.put === 'grant' ? [one.row] : [])),
  };
}

describe('asked for by somebody else', () => {
  const forAna: Request = { ...request, submittedBy: bo.id };

  test('who asks has no yes of their own in it, though they had given it', () => {
    expect(put(request, [windowOf(bo)]).votes).toEqual([bo.id]);
    expect(put(forAna, [windowOf(bo)], { asker: bo })).toEqual({ votes: [], grants: [] });
  });

  test('the yes of somebody else counts as ever', () => {
    const { votes, grants } = put(forAna, [windowOf(bo), windowOf(eve)], { asker: bo });
    expect(votes).toEqual([eve.id]);
    expect(grants).toMatchObject([{ person: ana.id }]);
  });

  test('nor has whoever stands in for them', () => {
    const over: Directory = {
      ...directory,
      standIn: (id) => (id === bo.id ? { to: carla.id, until: 'Fri 27 Nov' } : undefined),
    };
    expect(put(request, [windowOf(carla)], { over }).votes).toEqual([carla.id]);
    expect(put(forAna, [windowOf(carla)], { asker: bo, over }).votes).toEqual([]);
  });
});

describe('for a later start', () => {
  const later = (startAt: number): Request => ({ ...request, startAt });

  test('the yes is given at once, and the access waits for its start', () => {
    const { votes, grants } = put(later(noon + day * 1_000), [windowOf(eve)]);
    expect(votes).toEqual([eve.id]);
    expect(grants).toMatchObject([{ state: 'planned', startsAt: noon + day * 1_000 }]);
  });

  test('that lies after the end of what was allowed, people are asked', () => {
    expect(put(later(windowOf(eve).endsAt), [windowOf(eve)])).toEqual({ votes: [], grants: [] });
  });
});
