import { isByHand } from '../catalogue.ts';
import type { Command } from '../command.ts';
import type { Change, Decision, Moment } from '../decision.ts';
import type { Grant } from '../grant.ts';
import type { Person } from '../person.ts';
import { refusal } from '../refusal.ts';
import type { Task } from '../task.ts';
import { cleanText } from '../text.ts';
import { reconcile } from './plan.ts';
import type { PressFacts } from './press.ts';
import { checkPress } from './press.ts';
import type { GrantFacts } from './provisioning.ts';
import { becomeActive, giveUp, moved } from './provisioning.ts';
import { openTask, revoked, revokingFailed } from './revoking.ts';
import { accept, correct, note, refuse } from './verdicts.ts';

export type TaskFacts = PressFacts & {
  readonly task: Task | undefined;
  readonly doneBy: Person | undefined;
  readonly about: GrantFacts;
};
type Of<Kind extends Command['kind']> = Extract<Command, { readonly kind: Kind }>;

/** The connector needs a human: a task is opened, once, and the worker stops until it is answered. */
export function awaitHuman(command: Of<'await_human'>, facts: GrantFacts, moment: Moment): Decision {
  const { grant } = facts;
  const waiting =
    command.work === 'give'
      ? grant?.state === 'provisioning'
      : grant?.state === 'revoking' || grant?.state === 'revoke_stuck';
  if (grant === undefined || !waiting) return accept({ text: 'Nothing to do by hand.' });
  const opened = openTask(facts, { work: command.work, moment, grant });
  return opened.changes.length === 0
    ? accept({ text: 'The task is open already.' })
    : moved({ ...grant, version: grant.version + 1 }, facts, {
        action: 'task.opened',
        because: 'This app has no interface; a person does it.',
        ...opened,
      });
}

/** A fulfiller says Done or Could not. For an app without an interface their word is what was observed; elsewhere the target is asked. */
export function finishTask(command: Of<'finish_task'>, facts: TaskFacts, moment: Moment): Decision {
  const tried = { action: 'task.finished', object: `card:${command.press.card}` };
  const pressed = checkPress(command.press, facts, moment.now);
  if (pressed.is === 'refused') return refuse(facts, pressed.refusal, tried);
  const { task, about } = facts;
  const { grant } = about;
  if (task === undefined || task.work === 'review' || grant === undefined)
    return refuse(
      facts,
      refusal('E-TOKEN', 'The task behind this button does not exist, so nothing was done.'),
      tried,
    );
  if (!task.fulfillers.includes(pressed.person.id))
    return refuse(facts, refusal('E-NOT-YOURS', 'This task is not yours, so nothing was done.'), tried);
  if (task.state !== 'open')
    return correct({
      ...refusal(
        'E-TASK-CLOSED',
        `${facts.doneBy?.name ?? 'Hallpass'} closed this task at {at}. Nothing was changed.`,
      ),
      at: task.at,
    });
  const said = cleanText(command.note, command.done ? 0 : 3);
  if (said.is !== 'text')
    return correct(
      refusal(
        'E-REQ-REASON',
        'Say what stood in the way (3–4,000 characters), so that the next person knows.',
        'reason',
      ),
    );
  const { state: _, ...core } = task;
  const closed: Task = {
    ...core,
    version: task.version + 1,
    state: command.done ? 'done' : 'could_not',
    by: pressed.person.id,
    at: moment.now,
    note: said.text,
  };
  return withTask(
    closed,
    consequence(grant, { ...facts, closed, said: said.text, person: pressed.person }, moment),
    facts,
  );
}

function consequence(
  grant: Grant,
  facts: TaskFacts & { readonly closed: Task; readonly said: string; readonly person: Person },
  moment: Moment,
): Decision {
  const about: GrantFacts = {
    ...facts.about,
    openTasks: facts.about.openTasks.filter((one) => one.id !== facts.closed.id),
  };
  const words = `${facts.person.name} ${facts.closed.state === 'done' ? 'did it by hand' : 'could not do it by hand'}${facts.said === '' ? '.' : `: ${facts.said}`}`;
  const failure = { class: 'permanent' as const, message: words, at: moment.now };
  const actor = facts.actor;
  if (facts.closed.work === 'give') {
    if (grant.state !== 'provisioning') return accept({ text: 'Noted; the access is no longer wanted.' });
    return facts.closed.state === 'done'
      ? becomeActive(grant, about, { moment, evidence: words })
      : giveUp(grant, about, { moment, failure, observed: 'absent' });
  }
  if (facts.closed.state === 'could_not')
    return revokingFailed({ kind: 'revoking_failed', actor, grant: grant.id, failure }, about, moment);
  if (byHand(grant, about))
    return revoked({ kind: 'revoked', actor, grant: grant.id, evidence: words }, about, moment);
  return accept({
    text: 'Thank you. The target is asked again now.',
    effects: [reconcile(grant, moment, true)],
  });
}

function byHand(grant: Grant, facts: GrantFacts): boolean {
  const policy = facts.current?.policy;
  const entitlement = policy?.entitlements.find((one) => one.id === grant.entitlement);
  const app = policy?.apps.find((one) => one.id === entitlement?.app);
  return app !== undefined && isByHand(app);
}

function withTask(task: Task, decision: Decision, facts: TaskFacts): Decision {
  if (decision.is === 'refused') return decision;
  const change: Change = { put: 'task', row: task };
  return {
    ...decision,
    answer: { text: task.state === 'done' ? 'Thank you, noted.' : 'Noted. The person who asked is told.' },
    changes: [change, ...decision.changes],
    effects: [
      ...decision.effects,
      { kind: 'redraw', about: { kind: 'task', id: task.id } },
      ...task.fulfillers.map((id) => ({ kind: 'redraw' as const, about: { kind: 'person' as const, id } })),
    ],
    audit: [
      note(facts, {
        action: `task.${task.state}`,
        object: `task:${task.id}`,
        because: task.state === 'open' ? '' : task.note || 'Done.',
        detail: { grant: task.grant, work: task.work },
      }),
      ...decision.audit,
    ],
  };
}
