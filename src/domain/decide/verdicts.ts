// How a decision is put together, and what nearly all of them say in the same words.
import type { AuditEntry } from '../audit-entry.ts';
import type { Change, Decision, Effect } from '../decision.ts';
import type { Actor } from '../identity.ts';
import { actorName } from '../identity.ts';
import type { PersonId } from '../ids.ts';
import type { Person } from '../person.ts';
import type { Refusal } from '../refusal.ts';
import type { Request } from '../request.ts';

/** Who acts: the actor as the command names them, and the person linked to it in the store. */
export type ActorFacts = { readonly actor: Actor; readonly linked: Person | undefined };

/** The part of an audit entry that a decision chooses; who acted is added from the facts. */
export type Noted = Omit<AuditEntry, 'actor' | 'outcome' | 'detail'> &
  Partial<Pick<AuditEntry, 'outcome' | 'detail'>>;

export const note = (who: ActorFacts, entry: Noted): AuditEntry => ({
  outcome: 'ok',
  detail: {},
  ...entry,
  actor: actorName(who.actor, who.linked),
});

export const accept = (parts: {
  readonly text: string;
  readonly changes?: readonly Change[];
  readonly effects?: readonly Effect[];
  readonly audit?: readonly AuditEntry[];
  readonly names?: { readonly request?: Request['id'] };
}): Decision => ({
  is: 'accepted',
  changes: parts.changes ?? [],
  effects: parts.effects ?? [],
  audit: parts.audit ?? [],
  answer: { text: parts.text, ...parts.names },
});

/** What a refusal leads to all the same, for example a card. */
export type Aside = Partial<Pick<Extract<Decision, { is: 'refused' }>, 'changes' | 'effects'>>;

/** A refusal that is worth remembering: somebody tried what they may not do. */
export const refuse = (
  who: ActorFacts,
  no: Refusal,
  { action, object, ...aside }: { readonly action: string; readonly object: string } & Aside,
): Decision => ({
  ...correct(no, aside),
  audit: [note(who, { action, object, outcome: 'refused', because: no.code })],
});

/** A refusal that only corrects a form or replaces a card. */
export const correct = (no: Refusal, aside: Aside = {}): Extract<Decision, { readonly is: 'refused' }> => ({
  is: 'refused',
  refusal: no,
  changes: aside.changes ?? [],
  effects: aside.effects ?? [],
  audit: [],
});

/** Every card that shows this request, and the Home tabs of everybody it concerns. */
export function redrawRequest(request: Request, alsoFor: readonly PersonId[] = []): readonly Effect[] {
  const asker = request.submittedBy === undefined ? [] : [request.submittedBy];
  const people = new Set([
    request.requester,
    ...asker,
    ...request.asked.map((one) => one.person),
    ...alsoFor,
  ]);
  return [
    { kind: 'redraw', about: { kind: 'request', id: request.id } },
    // Its cards offer to extend it, or no longer.
    ...(request.extends === undefined
      ? []
      : [{ kind: 'redraw', about: { kind: 'grant', id: request.extends.grant } } satisfies Effect]),
    ...[...people].map((id): Effect => ({ kind: 'redraw', about: { kind: 'person', id } })),
  ];
}
