// Hands the app a command, an interaction or an event, by WebSocket or by signed POST, and waits for the ack.
import { isInstalled } from './grants.ts';
import { deliverByHttp, sendAgainByHttp } from './http-delivery.ts';
import type { Delivery, Outcome, Sent } from './records.ts';
import { deliverBySocket, sendAgainBySocket } from './socket.ts';
import { record } from './traffic.ts';
import type { Workspace } from './workspace.ts';

const KEPT_FOR_REPLAY = 200;

const NOBODY: Outcome = {
  ok: false,
  error: 'dispatch_failed',
  reason: 'connection_failed',
  status: 0,
  noRetry: true,
};

export async function deliver(w: Workspace, delivery: Delivery): Promise<Outcome> {
  // Of an app that is gone nothing answers; the last events it gets are about just that.
  if (delivery.kind !== 'events_api' && !isInstalled(w)) return NOBODY;
  const send = w.mutable.target.mode === 'http' ? deliverByHttp : deliverBySocket;
  const outcome = await w.changes.during(() => send(w, delivery));
  record(w, {
    direction: 'out',
    what: nameOf(delivery),
    request: delivery.payload,
    response: outcome.ok ? (outcome.answer ?? null) : { error: outcome.error, reason: outcome.reason },
    status: outcome.ok ? 200 : outcome.status,
  });
  if (w.sent.length > KEPT_FOR_REPLAY) w.sent.splice(0, w.sent.length - KEPT_FOR_REPLAY);
  return outcome;
}

/** Sends the last `n` deliveries again, oldest first, byte for byte; answers are dropped. */
export async function redeliver(w: Workspace, n: number): Promise<void> {
  const again: readonly Sent[] = w.sent.slice(-n);
  for (const sent of again) {
    const outcome = await w.changes.during(() =>
      sent.mode === 'http' ? sendAgainByHttp(w, sent) : sendAgainBySocket(w, sent),
    );
    record(w, {
      direction: 'out',
      what: 'redelivery',
      request: sent.mode === 'http' ? sent.body : sent.frame,
      response: outcome.ok ? (outcome.answer ?? null) : { error: outcome.error, reason: outcome.reason },
      status: outcome.ok ? 200 : outcome.status,
    });
  }
}

function nameOf(delivery: Delivery): string {
  const { payload } = delivery;
  const event = payload['event'];
  const inner = typeof event === 'object' && event !== null && 'type' in event ? event['type'] : undefined;
  const name = inner ?? payload['command'] ?? payload['type'];
  return `${delivery.kind} ${typeof name === 'string' ? name : ''}`.trim();
}
