// Requests that nobody can decide about: what the refusal is decided on, and what the card that tells of it shows.

import type { Directory } from '../domain/approvers.ts';
import type { About } from '../domain/card.ts';
import type { Target } from '../domain/catalogue.ts';
import type { GapFacts } from '../domain/decide/gap.ts';
import { closersOf, whyTold } from '../domain/decide/gap.ts';
import { asking } from '../domain/decide/submit-request.ts';
import type { Details } from '../domain/details.ts';
import type { Grant } from '../domain/grant.ts';
import type { PersonId } from '../domain/ids.ts';
import type { Instant, Seconds } from '../domain/instant.ts';
import { findItem } from '../domain/item.ts';
import type { Person } from '../domain/person.ts';
import type { PolicyVersion } from '../domain/policy.ts';
import { route } from '../domain/route.ts';
import type { GapView } from '../domain/views.ts';
import { named } from './named.ts';
import { previewItem } from './preview.ts';
import type { Circumstances } from './request-facts.ts';
import type { Read } from './store.ts';

export type GapAsk = Details & {
  readonly version: PolicyVersion | undefined;
  readonly requester: Person | undefined;
  readonly asker?: Person;
  readonly startAt?: Instant;
  readonly target: Target;
  readonly duration: Seconds;
  readonly reason: string;
  readonly held: readonly Grant[];
  readonly directory: Directory;
  readonly moment: Circumstances;
};

/** Whom to tell, and who was told; read only where nobody can decide. */
export async function gapFacts(read: Read, ask: GapAsk): Promise<GapFacts> {
  const { version, requester, target, directory } = ask;
  if (version === undefined || requester === undefined) return noGap;
  const item = findItem(version.policy, target, requester);
  if (item === undefined) return noGap;
  const verdict = route(version.policy, item, { ...asking(requester, ask, ask), directory });
  if (verdict.is !== 'refuse' || verdict.refusal.code !== 'E-APPR-NONE') return noGap;
  const reachable: Person[] = [];
  for (const person of await read.people(closersOf(item, version.policy).flat()))
    if ((await read.accountsOf(person.id, 'slack')).length > 0) reachable.push(person);
  return { reachable, told: await read.gapCards(target, requester.id) };
}

const noGap: GapFacts = { reachable: [], told: [] };

/** The request routed anew, with the policy and the directory of now. */
export async function gapView(
  read: Read,
  about: Extract<About, { readonly kind: 'gap' }>,
  of: { readonly viewer: PersonId; readonly moment: Circumstances },
): Promise<GapView | undefined> {
  const requester = await named(read, about.person);
  const policy = (await read.currentPolicy())?.policy;
  if (requester === undefined || policy === undefined) return undefined;
  const { item: target, duration } = about;
  const preview = await previewItem(read, requester.person, { target, duration, moment: of.moment });
  return {
    kind: 'gap',
    requester,
    duration,
    name: preview?.item.name ?? target.id,
    description: preview?.item.description ?? '',
    why: preview === undefined ? '' : whyTold(of.viewer, preview.item, policy),
    verdict: requester.person.status === 'active' ? (preview?.verdict ?? { is: 'gone' }) : { is: 'left' },
  };
}
