// Somebody's Slack status says that they are away: whoever is asked to decide about things is offered to hand that over, once.
import type { Command } from '../command.ts';
import type { Decision, Moment } from '../decision.ts';
import type { Absence, Delegation } from '../delegation.ts';
import { isOpen } from '../delegation.ts';
import { identify } from '../identity.ts';
import { absenceId } from '../ids.ts';
import { after, day } from '../instant.ts';
import type { Person } from '../person.ts';
import { refusal } from '../refusal.ts';
import { newCard, post } from './plan.ts';
import type { ActorFacts } from './verdicts.ts';
import { accept, correct, note, refuse } from './verdicts.ts';

export type AwayFacts = ActorFacts & {
  readonly person: Person | undefined;
  /** Open requests ask them, or the policy names them. */
  readonly decides: boolean;
  readonly open: readonly Delegation[];
  /** The last time they were asked. */
  readonly last: Absence | undefined;
};
export type DismissFacts = ActorFacts & { readonly absence: Absence | undefined };

/** A status that does not say when it ends counts as the same absence for so long. */
const withoutEnd = 14 * day;

/** Slack tells of every change of a profile; one absence leads to one question. */
export function noticeAbsence(
  command: Extract<Command, { readonly kind: 'notice_absence' }>,
  facts: AwayFacts,
  moment: Moment,
): Decision {
  const { person, last } = facts;
  const asked = last !== undefined && (last.until ?? after(last.createdAt, withoutEnd)) > moment.now;
  const handed = facts.open.some((one) => isOpen(one, moment.now));
  if (person?.status !== 'active' || !facts.decides || asked || handed)
    return accept({ text: 'Nothing to ask.' });
  const row: Absence = {
    id: absenceId(moment.newId('abs')),
    version: 1,
    person: person.id,
    ...(command.until === undefined ? {} : { until: command.until }),
    createdAt: moment.now,
  };
  const posted = post([
    newCard(moment, { role: 'absence', about: { kind: 'absence', id: row.id }, person: person.id }),
  ]);
  return accept({
    text: 'They are asked.',
    changes: [{ put: 'absence', row }, ...posted.changes],
    effects: posted.effects,
    audit: [
      note(facts, {
        action: 'absence.noticed',
        object: `person:${person.id}`,
        because: 'Their Slack status says that they are away, and they decide about access.',
        detail: command.until === undefined ? {} : { until: command.until },
      }),
    ],
  });
}

/** “Not now”: the question is not asked again while this absence lasts. */
export function dismissAbsence(
  command: Extract<Command, { readonly kind: 'dismiss_absence' }>,
  facts: DismissFacts,
): Decision {
  const { actor, absence, linked } = facts;
  const tried = { action: 'absence.dismissed', object: `absence:${command.absence}` };
  const notYours = refusal('E-NOT-YOURS', 'There is no such question to you, so nothing was done.');
  if (actor.kind !== 'slack' || absence === undefined) return correct(notYours);
  const who = identify(actor.identity, linked);
  if (who.is === 'refused') return refuse(facts, who.refusal, tried);
  if (who.person.id !== absence.person) return refuse(facts, notYours, tried);
  if (absence.answer !== undefined) return accept({ text: 'Answered already.' });
  return accept({
    text: 'Nothing is handed over.',
    changes: [{ put: 'absence', row: { ...absence, version: absence.version + 1, answer: 'not_now' } }],
    effects: [{ kind: 'redraw', about: { kind: 'absence', id: absence.id } }],
    audit: [note(facts, { ...tried, because: 'They keep deciding while they are away.' })],
  });
}
