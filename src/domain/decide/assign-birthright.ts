import type { Assignment } from '../assignment.ts';
import type { Due } from '../birthright.ts';
import type { Card } from '../card.ts';
import { isByHand } from '../catalogue.ts';
import type { Command } from '../command.ts';
import type { Change, Decision, Effect, Moment } from '../decision.ts';
import type { Grant } from '../grant.ts';
import type { CardId } from '../ids.ts';
import { after } from '../instant.ts';
import type { Person } from '../person.ts';
import type { PolicyVersion } from '../policy.ts';
import type { AssignFacts, Step } from './assign-steps.ts';
import { stepsFor } from './assign-steps.ts';
import { coreOf, ended, fresh, planBirthright } from './birthright-rows.ts';
import { whoIsTold } from './gap.ts';
import { newCard, post, reconcile } from './plan.ts';
import { birthrightLength, renewalLead } from './renewal.ts';
import { beginEnd } from './revoking.ts';
import { accept, note } from './verdicts.ts';

type Of<Kind extends Command['kind']> = Extract<Command, { readonly kind: Kind }>;
type Accepted = Pick<Extract<Decision, { is: 'accepted' }>, 'changes' | 'effects' | 'audit'>;
/** `card` tells the person of it, if any does. */
type News = Known & { readonly card?: CardId };
type Known = AssignFacts & { readonly person: Person; readonly current: PolicyVersion };

/** Everybody is looked at afresh, in work of its own that survives a crash. */
export const reviewBirthrights = (): Decision =>
  accept({ text: 'Birthrights are looked at afresh.', effects: [{ kind: 'assign_everybody' }] });

/** One person's birthrights become what the rules say: given, renewed, held back, taken away. What they asked for is left alone. */
export function assignBirthright(
  command: Of<'assign_birthright'>,
  facts: AssignFacts,
  moment: Moment,
): Decision {
  const { person, current } = facts;
  if (person === undefined || current === undefined) return accept({ text: 'Nobody to assign to.' });
  const known: Known = { ...facts, person, current };
  const steps = stepsFor(known, command.keep, moment);
  if (steps.length === 0) return accept({ text: 'Nothing changes.' });
  const cards = told(steps, person, moment);
  const news: News = { ...known, ...(cards[0] === undefined ? {} : { card: cards[0].id }) };
  const done = [...steps.map((step) => carryOut(step, news, moment)), { ...post(cards), audit: [] }];
  return accept({
    text: 'Birthrights are what the rules say.',
    changes: done.flatMap((one) => one.changes),
    effects: [
      ...done.flatMap((one) => one.effects),
      { kind: 'redraw', about: { kind: 'person', id: person.id } },
    ],
    audit: done.flatMap((one) => one.audit),
  });
}

/** One card tells of all that came and went at this moment. Nobody is told of a renewal, and who left is not written to. */
function told(steps: readonly Step[], person: Person, moment: Moment): readonly Card[] {
  const isNews = steps.some((step) => step.do === 'give' || step.do === 'take');
  const about = { kind: 'person', id: person.id } as const;
  return isNews && person.status === 'active'
    ? [newCard(moment, { role: 'access_change', about, person: person.id })]
    : [];
}

function carryOut(step: Step, facts: News, moment: Moment): Accepted {
  switch (step.do) {
    case 'give':
      return give(step, facts, moment);
    case 'renew':
      return renew(step, facts, moment);
    case 'hold_back':
      return holdBack(step, facts, moment);
    case 'take':
      return take(step, facts, moment);
    case 'end':
      return {
        changes: [{ put: 'assignment', row: ended(step.assignment, moment) }],
        effects: redrawn(step.assignment),
        audit: [],
      };
    case 'note_return':
      return noteReturn(step, facts, moment);
  }
}

type StepTo<Do extends Step['do']> = Extract<Step, { readonly do: Do }>;

function give({ due, instead }: StepTo<'give'>, facts: News, moment: Moment): Accepted {
  const planned = planBirthright(due, facts, moment);
  const row: Assignment = {
    ...fresh(due, facts.person, moment),
    state: 'given',
    grant: planned.grant.id,
    ...(facts.card === undefined ? {} : { givenIn: facts.card }),
  };
  return {
    changes: [...replaced(instead, moment), ...planned.changes, { put: 'assignment', row }],
    effects: [reconcile(planned.grant, moment, false), ...(instead === undefined ? [] : redrawn(instead))],
    audit: [
      note(facts, {
        action: 'birthright.given',
        object: `request:${planned.request.id}`,
        because: `Rule “${due.rule.name}”: ${due.rule.because}`,
        detail: detailOf(due, facts, planned.grant),
      }),
    ],
  };
}

/** A new grant takes the place of the old one in one commit, so that the target is never without. By hand nobody is bothered again. */
function renew({ due, assignment, grant, about }: StepTo<'renew'>, facts: Known, moment: Moment): Accepted {
  const planned = planBirthright(due, facts, moment);
  const byHand = facts.current.policy.apps.some((app) => app.id === due.entitlement.app && isByHand(app));
  const next =
    byHand && grant.state === 'active' ? asSeenBefore(planned.grant, grant, moment) : planned.grant;
  const row: Assignment = {
    ...coreOf(assignment, moment),
    rule: due.rule.name,
    state: 'given',
    grant: next.id,
  };
  const ending = beginEnd(grant, about, {
    moment,
    end: { why: 'renewed', by: 'policy', since: moment.now },
    because: 'A newer grant takes its place.',
  });
  return {
    changes: [
      ...ending.changes,
      { put: 'request', row: planned.request },
      { put: 'grant', row: next },
      { put: 'assignment', row },
    ],
    effects: [...ending.effects, reconcile(next, moment, false)],
    audit: [
      ...ending.audit,
      note(facts, {
        action: 'birthright.renewed',
        object: `request:${planned.request.id}`,
        because: `Rule “${due.rule.name}” still gives it: ${due.rule.because}`,
        detail: { ...detailOf(due, facts, next), before: grant.id },
      }),
    ],
  };
}

function asSeenBefore(planned: Grant, before: Grant, moment: Moment): Grant {
  const { state: _, ...core } = planned;
  return {
    ...core,
    state: 'active',
    observed: 'present',
    adopted: before.adopted,
    activeAt: moment.now,
    warnAt: after(moment.now, birthrightLength - renewalLead),
  };
}

function holdBack({ due, conflict, instead }: StepTo<'hold_back'>, facts: Known, moment: Moment): Accepted {
  const { person, current, reachable } = facts;
  const row: Assignment = {
    ...fresh(due, person, moment),
    state: 'held_back',
    conflict: conflict.name,
  };
  const item = { entitlements: [due.entitlement] };
  const cards = whoIsTold({ item, policy: current.policy, person }, reachable).map((one) =>
    newCard(moment, { role: 'held_back', about: { kind: 'assignment', id: row.id }, person: one.id }),
  );
  const posted = post(cards);
  return {
    changes: [...replaced(instead, moment), { put: 'assignment', row }, ...posted.changes],
    effects: posted.effects,
    audit: [
      note(facts, {
        action: 'birthright.held_back',
        object: `assignment:${row.id}`,
        outcome: 'refused',
        because: `E-SOD: rule “${due.rule.name}” gives it, and “${conflict.name}” stands against it.`,
        detail: {
          person: person.id,
          entitlement: due.entitlement.id,
          told: cards.flatMap((card) => card.person ?? []),
        },
      }),
    ],
  };
}

function take({ assignment, grant, about }: StepTo<'take'>, facts: News, moment: Moment): Accepted {
  const ending = beginEnd(grant, about, {
    moment,
    end: { why: 'unassigned', by: 'policy', since: moment.now },
    because:
      facts.person.status === 'active'
        ? `The rule “${assignment.rule}” does not give it to this person any more.`
        : `The rule “${assignment.rule}” gives it to active people only; the directory says “${facts.person.status}”.`,
  });
  const row = {
    ...ended(assignment, moment, grant),
    ...(facts.card === undefined ? {} : { takenIn: facts.card }),
  };
  return {
    ...ending,
    changes: [...ending.changes, { put: 'assignment', row }],
  };
}

function noteReturn(
  { assignment, grant, terms }: StepTo<'note_return'>,
  facts: Known,
  moment: Moment,
): Accepted {
  const { id, person, entitlement, rule } = assignment;
  const row: Assignment = { ...coreOf(assignment, moment), state: 'returned', grant: grant.id, terms };
  return {
    changes: [{ put: 'assignment', row }],
    effects: [],
    audit: [
      note(facts, {
        action: 'birthright.returned',
        object: `assignment:${id}`,
        because: `Not given again while the rule “${rule}” reads as it does, unless the person asks for it.`,
        detail: { person, entitlement },
      }),
    ],
  };
}

const replaced = (instead: Assignment | undefined, moment: Moment): readonly Change[] =>
  instead === undefined ? [] : [{ put: 'assignment', row: ended(instead, moment) }];

/** The card that told of something held back shows what became of it. */
const redrawn = ({ id }: Assignment): readonly Effect[] => [
  { kind: 'redraw', about: { kind: 'assignment', id } },
];

const detailOf = ({ entitlement, rule }: Due, { person, current }: Known, grant: Grant) => ({
  person: person.id,
  entitlement: entitlement.id,
  rule: rule.name,
  grant: grant.id,
  policy: current.id,
});
