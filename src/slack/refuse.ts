// Says "no" in whatever way Slack lets us say it: to a command, a click, a form or a search.
import type { WebClient } from '@slack/web-api';
import type { Refusal } from '../domain/refusal.ts';
import { refusal } from '../domain/refusal.ts';
import type { Arrival, Click } from './arrival.ts';
import { refusalCard, refusalText } from './blocks/refusal.ts';
import type { Log } from './log.ts';
import { errorFields } from './log.ts';
import { respondEphemeral } from './respond.ts';
import { refusalModal } from './views/told-modal.ts';

export type RefuseParts = { readonly client: WebClient; readonly log: Log };

type Ack = (answer?: unknown) => Promise<void>;

export const notRecorded = refusal('E-BUSY', 'Not recorded. Try again in a moment.');
export const payloadRefused = refusal(
  'E-PAYLOAD',
  'Slack sent something Hallpass does not understand, so nothing was done. Try again; if it happens twice, tell your IT team.',
);
export const tokenRefused = refusal(
  'E-TOKEN',
  'This button is not one of ours, so nothing was done. Open the Home tab for what waits for you.',
);

/** Acknowledges the arrival with the refusal, shown to the actor alone. Never rejects: there is nobody left to tell. */
export async function refuseArrival(
  parts: RefuseParts,
  arrival: Arrival,
  how: { readonly ack: Ack; readonly refusal: Refusal },
): Promise<void> {
  try {
    await answer(parts, arrival, how);
  } catch (error) {
    parts.log.warn({ code: how.refusal.code, ...errorFields(error) }, 'a refusal could not be shown');
  }
}

/** Tells the person who clicked: under the message, or in a small modal where there is no message. Never rejects. */
export async function tellClicker(parts: RefuseParts, click: Click, no: Refusal): Promise<void> {
  try {
    await tell(parts, click, no);
  } catch (error) {
    parts.log.warn({ code: no.code, ...errorFields(error) }, 'a refusal could not be shown');
  }
}

async function answer(
  parts: RefuseParts,
  arrival: Arrival,
  { ack, refusal: no }: { readonly ack: Ack; readonly refusal: Refusal },
): Promise<void> {
  switch (arrival.kind) {
    case 'command':
      return ack({ response_type: 'ephemeral', ...refusalCard(no) });
    case 'click':
      await ack();
      return tell(parts, arrival, no);
    case 'submission':
      return ack(submissionAnswer(arrival.view.values, no));
    case 'suggestion':
      return ack({ options: [] });
    case 'malformed':
      await ack();
      return arrival.responseUrl === undefined
        ? undefined
        : respondEphemeral(arrival.responseUrl, refusalCard(no));
    case 'home':
    case 'person':
    case 'other':
      return ack();
  }
}

/** Under the first field, so that what was typed stays; a form without fields shows the sentence instead. */
function submissionAnswer(values: object, no: Refusal): object {
  const [field] = Object.keys(values);
  return field === undefined
    ? { response_action: 'update', view: refusalModal(no) }
    : { response_action: 'errors', errors: { [field]: refusalText(no) } };
}

async function tell({ client }: RefuseParts, click: Click, no: Refusal): Promise<void> {
  if (click.responseUrl !== undefined) return respondEphemeral(click.responseUrl, refusalCard(no));
  const call = { trigger_id: click.trigger, view: refusalModal(no) };
  await (click.where.kind === 'modal' ? client.views.push(call) : client.views.open(call));
}
