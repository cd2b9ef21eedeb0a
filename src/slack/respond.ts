// Answers through a response_url: five uses within thirty minutes of the act (https://docs.slack.dev/interactivity/handling-user-interaction#message_responses).
import type { Drawing } from './blocks/drawing.ts';

const patience = 5_000;

/** Shows a message to the person who acted, and to nobody else. Throws when Slack does not take it. */
export const respondEphemeral = (url: string, drawing: Drawing): Promise<void> =>
  post(url, { response_type: 'ephemeral', replace_original: false, ...drawing });

async function post(url: string, message: object): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    redirect: 'error',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(message),
    signal: AbortSignal.timeout(patience),
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`the response_url answered ${response.status}`);
}
