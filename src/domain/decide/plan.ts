// What a decision plans: grants, cards, and the work that makes them real.
import type { Addressee, Card } from '../card.ts';
import { isByHand } from '../catalogue.ts';
import type { Change, Effect, Moment } from '../decision.ts';
import type { Grant } from '../grant.ts';
import { entitlementKey, isUpcoming } from '../grant.ts';
import { cardId, grantId } from '../ids.ts';
import { after, day, secondsUntil } from '../instant.ts';
import type { Item } from '../item.ts';
import type { Policy } from '../policy.ts';
import type { Request } from '../request.ts';

/**
 * One grant a leaf. Its end is durable before anything is called; a human fulfiller gets a day more to begin. Longer access is a new
 * grant that lasts for what is left of `extended` and for what was asked. One that is to begin later ends at its planned end in any case.
 */
export function planGrants(
  request: Request,
  item: Pick<Item, 'entitlements'>,
  at: { readonly moment: Moment; readonly policy: Policy; readonly extended?: Grant },
): readonly Grant[] {
  const { moment, extended } = at;
  const left = extended === undefined ? 0 : secondsUntil(extended.expiresAt, moment.now);
  const duration = left + request.duration;
  const startsAt =
    request.startAt !== undefined && request.startAt > moment.now ? { startsAt: request.startAt } : {};
  return item.entitlements.map((entitlement) => {
    const app = at.policy.apps.find((one) => one.id === entitlement.app);
    const headStart = app !== undefined && isByHand(app) ? day : 0;
    return {
      id: grantId(moment.newId('gr')),
      version: 1,
      request: request.id,
      person: request.requester,
      entitlement: entitlement.id,
      duration,
      expiresAt: after(
        request.startAt ?? moment.now,
        request.startAt === undefined ? duration + headStart : duration,
      ),
      ...startsAt,
      createdAt: moment.now,
      desired: 'present',
      observed: 'unknown',
      adopted: false,
      attempts: 0,
      ...(request.origin === 'birthright' ? { birthright: request.rule } : {}),
      state: 'planned',
    };
  });
}

export const reconcile = (grant: Grant, moment: Moment, urgent: boolean): Effect => ({
  kind: 'reconcile',
  key: entitlementKey(grant),
  notBefore: moment.now,
  urgent,
});

/** A card for a person, or for a channel. */
/** The work that begins these grants; those of a later start wait for the clock. */
export const beginGrants = (grants: readonly Grant[], moment: Moment): readonly Effect[] =>
  grants.filter((grant) => !isUpcoming(grant)).map((grant) => reconcile(grant, moment, false));

export const newCard = (
  moment: Pick<Moment, 'now' | 'newId'>,
  card: Pick<Card, 'role' | 'about'> & Addressee,
): Card => ({
  ...card,
  id: cardId(moment.newId('card')),
  version: 1,
  createdAt: moment.now,
});

/** New cards, put into the store and posted. */
export const post = (
  cards: readonly Card[],
): { readonly changes: readonly Change[]; readonly effects: readonly Effect[] } => ({
  changes: cards.map((row) => ({ put: 'card', row })),
  effects: cards.map((card) => ({ kind: 'card', card: card.id })),
});
