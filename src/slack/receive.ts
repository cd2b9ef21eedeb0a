// The durable inbox: a delivery is written down before anybody acknowledges it, so the same one twice has one effect.
import type { App, ReceiverEvent } from '@slack/bolt';
import type { Command, Delivery } from '../domain/command.ts';
import type { Engine, Outcome } from '../engine.ts';
import type { Arrival } from './arrival.ts';
import { readArrival } from './arrival.ts';
import { inTime } from './in-time.ts';
import type { Log } from './log.ts';
import { errorFields } from './log.ts';
import type { RefuseParts } from './refuse.ts';
import { notRecorded, refuseArrival } from './refuse.ts';

export type Inbox = {
  /** The app as a receiver is to see it: every event passes the inbox first. */
  before(app: App): App;
  /** Takes nothing new, and resolves when what was taken is done. */
  drain(): Promise<void>;
};

export type InboxParts = {
  readonly engine: Engine;
  readonly now: () => number;
  readonly log: Log;
  /** Asked late: Bolt makes its client before the receiver is given the app. */
  readonly refuse: () => RefuseParts;
};

/** Answers the delivery; only the first answer counts. */
export type Ack = {
  (answer?: unknown): Promise<void>;
  readonly used: () => boolean;
};

/** What a listener finds in Bolt's context beside Bolt's own properties. */
export type Taken = {
  readonly arrival: Arrival;
  readonly ack: Ack;
  readonly commit: (command: Command) => Promise<Outcome>;
};

/** Makes the inbox over the engine. Slack's retries are known by their id, never by the retry headers. */
export function createInbox(parts: InboxParts): Inbox {
  const inHand = new Set<Promise<void>>();
  const state = { draining: false };
  return {
    before(app) {
      const process = (event: ReceiverEvent): Promise<void> => {
        if (state.draining) return Promise.reject(new Error('Hallpass is stopping'));
        const work = take(parts, event, (taken) => app.processEvent(taken)).finally(() =>
          inHand.delete(work),
        );
        inHand.add(work);
        return work;
      };
      const seen: App = Object.create(app, { processEvent: { value: process } });
      return seen;
    },
    async drain() {
      state.draining = true;
      await Promise.allSettled(inHand);
    },
  };
}

async function take(
  parts: InboxParts,
  event: ReceiverEvent,
  process: (event: ReceiverEvent) => Promise<void>,
): Promise<void> {
  const arrival = readArrival(event.body);
  const ack = ackOnce(event);
  const key = deliveryKey(event);
  if (!hasEffect(arrival) || key === undefined) {
    const commit = (command: Command) => parts.engine.handle(command);
    return process(withTaken(event, { arrival, ack, commit }));
  }
  const delivery: Delivery = { source: 'slack', key, receivedAt: parts.now() };
  const received = await writeDown(parts, delivery);
  if (received === 'before') return ack();
  if (received === 'failed') return busy(parts, event, { arrival, ack });
  await process(withTaken(event, { arrival, ack, commit: commitOnce(parts.engine, delivery) }));
}

/** A delivery that is not written down in time is not worked on either, so that "Not recorded" is true. */
async function writeDown(parts: InboxParts, delivery: Delivery): Promise<'fresh' | 'before' | 'failed'> {
  try {
    const written = await inTime(parts.engine.receive(delivery));
    if (written.is === 'done') return written.result ? 'fresh' : 'before';
    written.eventually.catch(() => undefined);
    parts.log.error({}, 'the inbox was too slow, so a delivery was refused');
  } catch (error) {
    parts.log.error(errorFields(error), 'a delivery could not be written down, so it was refused');
  }
  return 'failed';
}

/** Slack sends an event again when it was not acknowledged; people have to act again themselves. */
async function busy(
  parts: InboxParts,
  event: ReceiverEvent,
  { arrival, ack }: { readonly arrival: Arrival; readonly ack: Ack },
): Promise<void> {
  if ('event' in event.body) throw new Error('the event could not be written down');
  await refuseArrival(parts.refuse(), arrival, { ack, refusal: notRecorded });
}

/** The first command of a delivery carries its name; the engine then gives the same outcome for it ever after. */
function commitOnce(engine: Engine, delivery: Delivery): Taken['commit'] {
  let began = false;
  return (command) => {
    const first = !began;
    began = true;
    return engine.handle(command, first ? delivery : undefined);
  };
}

/** Searches and changes of people leave nothing behind in the store, so they need no name there. */
function hasEffect(arrival: Arrival): boolean {
  switch (arrival.kind) {
    case 'command':
    case 'click':
    case 'submission':
    case 'home':
      return true;
    case 'suggestion':
    case 'person':
    case 'user_group':
    case 'other':
    case 'malformed':
      return false;
  }
}

/** An event keeps its id when Slack sends it again; anything else is named by what carried it. */
function deliveryKey(event: ReceiverEvent): string | undefined {
  const eventId: unknown = event.body['event_id'];
  if (typeof eventId === 'string') return `event:${eventId}`;
  const carrier: unknown = event.customProperties?.['carrier'];
  return typeof carrier === 'string' ? carrier : undefined;
}

const withTaken = (event: ReceiverEvent, taken: Taken): ReceiverEvent => ({
  ...event,
  ack: taken.ack,
  customProperties: { ...event.customProperties, taken },
});

/** Over HTTP a second answer throws, over a socket it is only warned about; here it does nothing. */
function ackOnce(event: ReceiverEvent): Ack {
  const state = { used: false };
  const ack = async (answer?: unknown): Promise<void> => {
    if (state.used) return;
    state.used = true;
    await event.ack(answer);
  };
  return Object.assign(ack, { used: () => state.used });
}
