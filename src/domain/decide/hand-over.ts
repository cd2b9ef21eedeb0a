// Open work follows a delegation: when it begins the requests go to whoever stands in, when it ends they go back.
import type { Command } from '../command.ts';
import type { Decision, Moment } from '../decision.ts';
import { isOpen, isRunning } from '../delegation.ts';
import type { EndFacts } from './delegate.ts';
import { redrawDelegation } from './delegate.ts';
import { accept, note } from './verdicts.ts';

/** Its beginning or its end has come, and its open requests have been asked anew: it waits for what comes next, or is done with. */
export function delegationDue(
  _: Extract<Command, { readonly kind: 'delegation_due' }>,
  facts: EndFacts,
  moment: Moment,
): Decision {
  const one = facts.delegation;
  if (one?.dueAt === undefined || one.dueAt > moment.now) return accept({ text: 'Not due.' });
  const { dueAt: _due, ...rest } = one;
  const object = `delegation:${one.id}`;
  const detail = { from: one.from, to: one.to };
  if (isRunning(one, moment.now))
    return accept({
      text: 'It has begun.',
      changes: [{ put: 'delegation', row: { ...rest, version: one.version + 1, dueAt: one.endsAt } }],
      effects: redrawDelegation(one),
      audit: [note(facts, { action: 'delegation.begun', object, because: 'Its time has come.', detail })],
    });
  const over = one.ended === undefined && !isOpen(one, moment.now);
  return accept({
    text: 'It is over.',
    changes: [
      {
        put: 'delegation',
        row: {
          ...rest,
          version: one.version + 1,
          ...(over ? { ended: { at: one.endsAt, by: 'clock' } } : {}),
        },
      },
    ],
    effects: redrawDelegation(one),
    audit: over
      ? [note(facts, { action: 'delegation.ended', object, because: 'Its time is over.', detail })]
      : [],
  });
}
