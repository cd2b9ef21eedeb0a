// A request of the store put to another policy, as its requester is today.
import { lengthWith } from '../domain/decide/extend-grant.ts';
import type { PersonId } from '../domain/ids.ts';
import type { Person } from '../domain/person.ts';
import type { Policy } from '../domain/policy.ts';
import type { Request } from '../domain/request.ts';
import type { Roster } from '../domain/roster.ts';
import { rosterOf } from '../domain/roster.ts';
import type { Replayed } from '../policy/replay.ts';
import { replay } from '../policy/replay.ts';
import type { OfficeParts } from './parts.ts';

export type Putting = {
  readonly people: ReadonlyMap<PersonId, Person>;
  readonly roster: Roster;
  readonly after: Policy;
};

export const putting = (people: ReadonlyMap<PersonId, Person>, after: Policy): Putting => ({
  people,
  roster: rosterOf([...people.values()]),
  after,
});

export type PutAgain =
  | { readonly is: 'gone' | 'alike' }
  | { readonly is: 'otherwise'; readonly requester: Person; readonly replayed: Replayed };

export async function putAgain(
  { read, judge }: Pick<OfficeParts, 'read' | 'judge'>,
  { people, roster, after }: Putting,
  request: Request,
): Promise<PutAgain> {
  const requester = people.get(request.requester);
  if (requester?.status !== 'active') return { is: 'gone' };
  const frozen = (await read.policyVersion(request.policyVersion))?.policy;
  const extended = request.extends && (await read.grant(request.extends.grant));
  const altogether =
    request.extends === undefined || extended === undefined
      ? request.duration
      : lengthWith(extended, request.extends, request.duration);
  const replayed = replay(request, { requester, roster, judge, frozen, after, altogether });
  return replayed === undefined ? { is: 'alike' } : { is: 'otherwise', requester, replayed };
}
