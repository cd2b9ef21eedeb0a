// What Bolt hands us goes to its handler here, in both modes alike: acknowledged in time, and never left without an answer.
import type { App } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { catalogueOptions } from './actions/catalogue-options.ts';
import { actions } from './actions/registry.ts';
import type { Arrival, Click, CommandArrival, Submission, Suggestion } from './arrival.ts';
import { refusalCard } from './blocks/refusal.ts';
import { access } from './commands/access.ts';
import type { Came } from './entrance.ts';
import { takenOf, visitOf } from './entrance.ts';
import { appHomeOpened } from './events/app-home-opened.ts';
import { personChanged } from './events/person-changed.ts';
import { inTime } from './in-time.ts';
import { errorFields } from './log.ts';
import type { Ack } from './receive.ts';
import { notRecorded, payloadRefused, refuseArrival, tellClicker } from './refuse.ts';
import { respondEphemeral } from './respond.ts';
import type { Standing } from './standing.ts';
import { modals } from './views/registry.ts';
import { refusalModal, sayModal } from './views/told-modal.ts';
import type { Answered, Desk, Reaction, Visit } from './visit.ts';

/** Who follows what happens in Slack beside the people who act. */
export type Followers = { readonly standing: Standing; readonly syncUserGroups: () => Promise<void> };

/** Registers the listeners. The entrance has to be registered before. */
export function register(app: App, desk: Desk, { standing, syncUserGroups }: Followers): void {
  app.command('/access', ({ context }) => onCommand(desk, visitOf(context, 'command')));
  app.action(/.*/, ({ context }) => onClick(desk, visitOf(context, 'click')));
  app.view({ type: 'view_submission' }, ({ context }) => onSubmission(desk, visitOf(context, 'submission')));
  app.options(/.*/, ({ context }) => onSuggestion(desk, visitOf(context, 'suggestion')));
  app.event('app_home_opened', async ({ context }) => {
    const came = visitOf(context, 'home');
    if (came !== undefined) await appHomeOpened(desk, came.visit, came.arrival);
  });
  app.event(/^(?:user_change|team_join)$/, async ({ context }) => {
    const { arrival } = takenOf(context);
    if (arrival.kind === 'person') await personChanged(desk, standing, arrival);
  });
  app.event(/^subteam_(?:created|updated|members_changed)$/, syncUserGroups);
}

const onCommand = (desk: Desk, came: Came<CommandArrival> | undefined): Promise<void> =>
  answered(desk, came, async ({ arrival, ack, visit }) => {
    const ran = await inTime(access(desk, visit, arrival));
    if (ran.is === 'done') return ack(ran.result && { response_type: 'ephemeral', ...ran.result });
    await ack();
    const reply = await ran.eventually.catch(() => refusalCard(notRecorded));
    if (reply !== undefined) await respondEphemeral(arrival.responseUrl, reply);
  });

const onClick = (desk: Desk, came: Came<Click> | undefined): Promise<void> =>
  answered(desk, came, async ({ arrival, ack, visit }) => {
    const ran = await inTime(react(desk, visit, arrival));
    await ack();
    const reaction: Reaction =
      ran.is === 'done' ? ran.result : await ran.eventually.catch(() => ({ refusal: notRecorded }));
    if (reaction.refusal !== undefined) await tellClicker(desk, arrival, reaction.refusal);
    await reaction.after?.();
  });

const react = async (desk: Desk, visit: Visit, click: Click): Promise<Reaction> =>
  actions.find((one) => one.id === click.action)?.run(desk, visit, click) ?? { refusal: payloadRefused };

const onSubmission = (desk: Desk, came: Came<Submission> | undefined): Promise<void> =>
  answered(desk, came, async ({ arrival, ack, visit }) => {
    const ran = await inTime(submit(desk, visit, arrival));
    if (ran.is === 'done') return closeForm(ack, ran.result);
    await ack({ response_action: 'update', view: stillWorking });
    await lateForm(desk, arrival, await ran.eventually.catch(() => notSent));
  });

const submit = async (desk: Desk, visit: Visit, submission: Submission): Promise<Answered> =>
  modals.find((one) => one.callback === submission.view.callback)?.submit(desk, visit, submission) ?? {
    is: 'replaced',
    view: refusalModal(payloadRefused),
  };

const stillWorking = sayModal('Still working', 'This takes longer than usual. The outcome is shown here.');
const notSent: Answered = { is: 'replaced', view: refusalModal(notRecorded) };

async function closeForm(ack: Ack, answer: Answered): Promise<void> {
  switch (answer.is) {
    case 'closed':
      await ack({ response_action: 'clear' });
      return answer.after?.();
    case 'replaced':
      await ack({ response_action: 'update', view: answer.view });
      return answer.after?.();
    case 'covered':
      return ack({ response_action: 'push', view: answer.view });
    case 'corrected':
      return ack({ response_action: 'errors', errors: answer.errors });
  }
}

async function lateForm(desk: Desk, { view }: Submission, answer: Answered): Promise<void> {
  await desk.client.views.update({ view_id: view.id, view: lateView(answer) });
  if ('after' in answer) await answer.after?.();
}

/** The form is gone by now: there is nothing left to cover or to correct. */
function lateView(answer: Answered): ModalView {
  switch (answer.is) {
    case 'replaced':
    case 'covered':
      return answer.view;
    case 'closed':
      return sayModal('Done', 'It is recorded.');
    case 'corrected':
      return sayModal('Not done', Object.values(answer.errors).join(' '));
  }
}

const onSuggestion = (desk: Desk, came: Came<Suggestion> | undefined): Promise<void> =>
  answered(desk, came, async ({ arrival, ack, visit }) => ack(await catalogueOptions(desk, visit, arrival)));

/** Runs a handler. When it throws before the acknowledgement, nothing was recorded, and the person is told so. */
async function answered<Kind extends Arrival>(
  desk: Desk,
  came: Came<Kind> | undefined,
  work: (came: Came<Kind>) => Promise<void>,
): Promise<void> {
  if (came === undefined) return;
  const { arrival, ack } = came;
  try {
    await work(came);
  } catch (error) {
    desk.log.error({ kind: arrival.kind, ...errorFields(error) }, 'a handler failed');
    if (!ack.used()) await refuseArrival(desk, arrival, { ack, refusal: notRecorded });
  }
}
