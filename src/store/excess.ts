import type { Grant } from '../domain/grant.ts';
import type { PersonId } from '../domain/ids.ts';
import { findItem } from '../domain/item.ts';
import type { RequestView } from '../domain/views.ts';
import { excessOf } from './need.ts';
import type { Read } from './store.ts';

/** Beside what is asked for, what would do as much with less, by the policy of now and what the requester holds now. */
export async function withExcess(
  read: Read,
  view: RequestView,
  of: { readonly live: readonly Grant[]; readonly viewer: PersonId },
): Promise<RequestView> {
  const policy = (await read.currentPolicy())?.policy;
  const viewer = await read.person(of.viewer);
  const { person } = view.requester;
  const item = policy && findItem(policy, view.request.target, person);
  if (policy === undefined || viewer === undefined || item === undefined) return view;
  const excess = excessOf(policy, item, { person, grants: of.live, viewer });
  return excess === undefined ? view : { ...view, excess };
}
