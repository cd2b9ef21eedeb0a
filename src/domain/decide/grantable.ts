// Can what was asked for still be given? Judged afresh with the last yes, because weeks may lie between the question and the answer.

import type { Moment } from '../decision.ts';
import { after } from '../instant.ts';
import type { Item } from '../item.ts';
import { findItem } from '../item.ts';
import type { Refusal } from '../refusal.ts';
import { refusal } from '../refusal.ts';
import type { Request } from '../request.ts';
import type { Ask } from '../route.ts';
import { matchRule } from '../route.ts';
import { conflictsOf } from '../separation.ts';
import type { Checked, DecideFacts } from './check-decision.ts';
import { lengthWith } from './extend-grant.ts';

export type Grantable =
  | { readonly is: 'grantable'; readonly item: Item }
  | { readonly is: 'refused'; readonly refusal: Refusal };

type Code = 'E-STATE' | 'E-CAT-NONE' | 'E-SOD' | 'E-GRANT-ENDED' | 'E-REQ-NEEDS';

type StillFacts = Pick<DecideFacts, 'frozen' | 'extended' | 'held' | 'asker'>;
/** What it is judged on: the request, its people and its policy of then, and what is so now. */
export type GrantableFacts = Pick<Checked, 'requester' | 'current'> &
  StillFacts & { readonly request: Request };

/** With the last yes: what stands against it is told to who decides. */
export function checkGrantable(checked: Checked, facts: StillFacts, moment: Moment): Grantable {
  const { request } = checked;
  const over = request.startAt !== undefined && after(request.startAt, request.duration) <= moment.now;
  const found = over
    ? no('E-STATE', 'The time it was asked for is over')
    : whetherGrantable({ ...facts, ...checked }, moment);
  return found.is === 'grantable'
    ? found
    : {
        is: 'refused',
        refusal: refusal(found.code, `${found.text}, so nothing can be granted. Deny it with that reason.`),
      };
}

type Against = { readonly is: 'against'; readonly code: Code; readonly text: string };
const no = (code: Code, text: string): Against => ({ is: 'against', code, text });

/** The requester is active and fits the rule, the item is in today's catalogue, and nothing came to conflict with it. */
export function whetherGrantable(
  facts: GrantableFacts,
  moment: Moment,
): { readonly is: 'grantable'; readonly item: Item } | Against {
  const { request, requester, current } = facts;
  if (requester.status !== 'active')
    return no('E-STATE', `${requester.name} is no longer active in the people directory`);
  const item = findItem(current.policy, request.target, requester);
  if (item === undefined)
    return no('E-CAT-NONE', 'What was asked for has been withdrawn from the catalogue since');
  if (request.extends !== undefined && facts.extended?.state !== 'active')
    return no('E-GRANT-ENDED', 'The access that was to last longer has ended meanwhile');
  const held = new Set<string>(facts.held);
  const rule = ruleToday(facts, { held, moment });
  if (rule?.name !== request.rule)
    return no(
      'E-STATE',
      `${requester.name} no longer fits the rule “${request.rule}”, under which it was asked for`,
    );
  if ((rule.holds ?? []).some((id) => !held.has(id)))
    return no('E-REQ-NEEDS', `${requester.name} no longer holds what it builds on`);
  const conflict = conflictsOf(current.policy, item, held).find(
    (one) => !request.conflicts.includes(one.name),
  );
  return conflict === undefined
    ? { is: 'grantable', item }
    : no(
        'E-SOD',
        `Meanwhile ${requester.name} holds what may not be held together with it: “${conflict.name}”`,
      );
}

/** The rule of then for the person of now. The time stays that of the question: a request made in working hours may be approved at night. */
function ruleToday(
  facts: GrantableFacts,
  of: { readonly held: ReadonlySet<string>; readonly moment: Moment },
) {
  const { frozen, request, requester } = facts;
  const item = frozen && findItem(frozen.policy, request.target, requester);
  return frozen === undefined || item === undefined
    ? undefined
    : matchRule(frozen.policy, item, askAgain(facts, of));
}

/** The question as it was put, about the person as they are now. */
export function askAgain(
  { request, requester, extended, asker }: GrantableFacts,
  of: { readonly held: ReadonlySet<string>; readonly moment: Moment },
): Ask {
  const duration =
    request.extends === undefined || extended === undefined
      ? request.duration
      : lengthWith(extended, request.extends, request.duration);
  return {
    requester,
    duration,
    reason: request.reason,
    details: request,
    ...(request.startAt === undefined ? {} : { startAt: request.startAt }),
    ...(asker === undefined ? {} : { asker }),
    held: of.held,
    now: request.createdAt,
    source: 'slack',
    judge: of.moment.judge,
  };
}
