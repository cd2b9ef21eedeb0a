import { setTimeout as sleep } from 'node:timers/promises';
import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import type { Logger } from 'pino';
import { backOff } from './scheduler/back-off.ts';

/** The network, Slack's servers, or its rate limits: anything of this may be over in a moment. A token it does not know is refused before. */
const isSlackAway = (error: unknown): boolean =>
  [WebAPIRequestError, WebAPIHTTPError, WebAPIRateLimitedError, WebAPIPlatformError].some(
    (kind) => error instanceof kind,
  );

/** Slack may be away when we start: what must end goes on ending meanwhile. */
export async function untilSlackAnswers(
  { log, random }: { readonly log: Logger; readonly random: () => number },
  stopping: AbortSignal,
  connect: () => Promise<void>,
): Promise<void> {
  for (let attempt = 0; !stopping.aborted; attempt += 1) {
    try {
      await connect();
      return;
    } catch (error) {
      if (!isSlackAway(error)) throw error;
      const delay = Math.min(30_000, backOff(attempt, random()));
      log.error(
        { error, delay },
        'Slack cannot be reached; access still ends on time, and this is tried again',
      );
      await sleep(delay, undefined, { signal: stopping }).catch(() => undefined);
    }
  }
}
