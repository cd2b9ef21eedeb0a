import type { Command } from '../command.ts';
import type { Decision, Moment } from '../decision.ts';
import type { GrantEnd } from '../grant.ts';
import { justifies } from '../grant.ts';
import { refusal } from '../refusal.ts';
import type { Request } from '../request.ts';
import { withReview } from './open-review.ts';
import type { PressFacts } from './press.ts';
import { checkPress } from './press.ts';
import type { GrantFacts } from './provisioning.ts';
import { beginEnd } from './revoking.ts';
import { accept, correct, refuse } from './verdicts.ts';

export type EndNowFacts = PressFacts & {
  readonly request: Request | undefined;
  /** Every grant of the request. */
  readonly grants: readonly GrantFacts[];
};

/** Somebody who was told that glass was broken takes all of it away, by the same way on which every access ends. */
export function endNow(
  command: Extract<Command, { readonly kind: 'end_now' }>,
  facts: EndNowFacts,
  moment: Moment,
): Decision {
  const tried = { action: 'glass.ended', object: `card:${command.press.card}` };
  const pressed = checkPress(command.press, facts, moment.now);
  if (pressed.is === 'refused') return refuse(facts, pressed.refusal, tried);
  const { request } = facts;
  const isTold = request?.broken?.told.some((one) => one.person === pressed.person.id) ?? false;
  if (pressed.card.role !== 'alarm' || !isTold) return refuse(facts, notYours, tried);
  const end: GrantEnd = { why: 'revoked', by: pressed.person.id, since: moment.now };
  const because = `${pressed.person.name}, who was told that glass was broken, ended it.`;
  const decisions = facts.grants.flatMap((about) =>
    about.grant !== undefined && justifies(about.grant)
      ? [
          beginEnd(
            about.grant,
            { ...about, actor: facts.actor, linked: facts.linked },
            { moment, end, because },
          ),
        ]
      : [],
  );
  const [first] = facts.grants;
  if (first === undefined || decisions.length === 0) return correct(overAlready);
  return withReview(together(decisions), first, moment);
}

const together = (decisions: readonly Decision[]): Decision =>
  accept({
    text: 'It is being taken away now.',
    changes: decisions.flatMap((one) => one.changes),
    effects: decisions.flatMap((one) => one.effects),
    audit: decisions.flatMap((one) => one.audit),
  });

const notYours = refusal(
  'E-NOT-YOURS',
  'Only those who were told of this broken glass can end it, so nothing was done.',
);
const overAlready = refusal(
  'E-GRANT-ENDED',
  'This access is ending or has ended already; there is nothing left to end.',
);
