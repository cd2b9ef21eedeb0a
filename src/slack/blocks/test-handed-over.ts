import type { Named } from '../../domain/called.ts';
import { delegationId } from '../../domain/ids.ts';
import type { DelegationView } from '../../domain/views.ts';

/** A delegation by somebody to themselves, which no store has, for what it looks like. */
export const handedOver = (who: Named, id: string): DelegationView => ({
  kind: 'delegation',
  from: who,
  to: who,
  delegation: {
    id: delegationId(id),
    version: 1,
    from: who.person.id,
    to: who.person.id,
    zone: 'Europe/Vienna',
    startsAt: Date.UTC(2027, 1, 1),
    endsAt: Date.UTC(2027, 2, 27, 22, 59),
    createdAt: Date.UTC(2027, 1, 1),
  },
});
