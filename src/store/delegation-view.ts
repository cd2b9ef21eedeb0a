// Who decides for whom, as it is shown.
import { isOpen } from '../domain/delegation.ts';
import type { AbsenceId, DelegationId, PersonId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { AbsenceView, DelegationView } from '../domain/views.ts';
import { named } from './named.ts';
import type { Read } from './store.ts';

export async function delegationView(read: Read, id: DelegationId): Promise<DelegationView | undefined> {
  const delegation = await read.delegation(id);
  const from = delegation && (await named(read, delegation.from));
  const to = delegation && (await named(read, delegation.to));
  return delegation && from && to && { kind: 'delegation', delegation, from, to };
}

/** What this person handed over or was given, and what is not over yet. */
export async function delegationsOf(
  read: Read,
  person: PersonId,
  now: Instant,
): Promise<readonly DelegationView[]> {
  const views: DelegationView[] = [];
  for (const one of [...(await read.delegationsFrom([person])), ...(await read.delegationsTo(person))]) {
    const view = isOpen(one, now) ? await delegationView(read, one.id) : undefined;
    if (view !== undefined) views.push(view);
  }
  return views;
}

export async function absenceView(read: Read, id: AbsenceId, now: Instant): Promise<AbsenceView | undefined> {
  const absence = await read.absence(id);
  const open = absence && (await delegationsOf(read, absence.person, now));
  return (
    absence && {
      kind: 'absence',
      absence,
      delegation: open?.find((one) => one.delegation.from === absence.person),
    }
  );
}
