import { detailsOf } from '../domain/details.ts';
import type { Person } from '../domain/person.ts';
import type { Policy } from '../domain/policy.ts';
import type { Request } from '../domain/request.ts';
import type { Ask } from '../domain/route.ts';
import type { Quest } from './sought.ts';

/** What people are sought for about a request that was made earlier. Its rules are those of `frozen`; who is on call is a fact of today. */
export function questAbout(
  request: Request,
  of: Pick<Quest, 'item'> &
    Pick<Ask, 'now' | 'judge' | 'requester'> & {
      readonly asker: Person | undefined;
      readonly held: readonly string[];
      readonly frozen: Policy;
      readonly current: Policy | undefined;
    },
): Quest {
  const { item, frozen, current, held, now, judge, requester, asker } = of;
  const { duration, reason, startAt } = request;
  return {
    item,
    policy: { ...frozen, onCall: { ...frozen.onCall, ...current?.onCall } },
    ask: {
      now,
      judge,
      requester,
      ...(asker === undefined ? {} : { asker }),
      held: new Set(held),
      source: 'slack',
      duration,
      reason,
      details: detailsOf(request),
      ...(startAt === undefined ? {} : { startAt }),
    },
  };
}
