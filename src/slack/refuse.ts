// Says "no" in whatever way Slack lets us say it: to a command, a click, a form or a search.
import type { Refusal } from '../domain/refusal.ts';
import { refusal } from '../domain/refusal.ts';
import type { Arrival, Click } from './arrival.ts';
import { refusalText } from './blocks/refusal.ts';
import { errorFields } from './log.ts';
import { refusedCard, refusedModal } from './refused.ts';
import { respondEphemeral } from './respond.ts';
import type { Desk } from './visit.ts';

export type RefuseParts = Pick<Desk, 'client' | 'engine' | 'permalink' | 'log' | 'ink'>;

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
      return ack({ response_type: 'ephemeral', ...(await refusedCard(parts, no)) });
    case 'click':
      await ack();
      return tell(parts, arrival, no);
    case 'submission':
      return ack(await submissionAnswer(parts, arrival.view.values, no));
    case 'suggestion':
      return ack({ options: [] });
    case 'malformed':
      await ack();
      return arrival.responseUrl === undefined
        ? undefined
        : respondEphemeral(arrival.responseUrl, await refusedCard(parts, no));
    case 'home':
    case 'person':
    case 'user_group':
    case 'other':
      return ack();
  }
}

/** Under the first field, so that what was typed stays; a form without fields shows the sentence instead. */
async function submissionAnswer(parts: RefuseParts, values: object, no: Refusal): Promise<object> {
  const [field] = Object.keys(values);
  return field === undefined
    ? { response_action: 'update', view: await refusedModal(parts, no) }
    : { response_action: 'errors', errors: { [field]: refusalText(no) } };
}

async function tell(parts: RefuseParts, click: Click, no: Refusal): Promise<void> {
  const { client } = parts;
  if (click.responseUrl !== undefined)
    return respondEphemeral(click.responseUrl, await refusedCard(parts, no));
  const call = { trigger_id: click.trigger, view: await refusedModal(parts, no) };
  await (click.where.kind === 'modal' ? client.views.push(call) : client.views.open(call));
}
