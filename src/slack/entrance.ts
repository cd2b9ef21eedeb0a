// The first thing every delivery passes: who acts, as Slack sees them now, and whether they act too fast.
import type { AnyMiddlewareArgs, Context, Middleware } from '@slack/bolt';
import type { Refusal } from '../domain/refusal.ts';
import { refusal } from '../domain/refusal.ts';
import type { Arrival } from './arrival.ts';
import type { Limiter } from './limiter.ts';
import type { Ack, Taken } from './receive.ts';
import { payloadRefused, refuseArrival } from './refuse.ts';
import type { Standing } from './standing.ts';
import type { Desk, Visit } from './visit.ts';

export type EntranceParts = {
  readonly desk: Desk;
  readonly standing: Standing;
  readonly limiter: Limiter;
};

/** Bolt middleware that puts `identity` and `visit` into the context, or answers with the refusal and stops there. */
export const entrance =
  (parts: EntranceParts): Middleware<AnyMiddlewareArgs> =>
  async (args) => {
    const { arrival, ack, commit } = takenOf(args.context);
    const no = await refusalAtTheDoor(parts, arrival);
    if (no !== undefined) {
      parts.desk.log.warn(
        { kind: arrival.kind, code: no.code, ...('what' in arrival ? { what: arrival.what } : {}) },
        'a delivery was refused at the door',
      );
      return refuseArrival(parts.desk, arrival, { ack, refusal: no });
    }
    if ('user' in arrival && 'team' in arrival) {
      const identity = await parts.standing.of(arrival.team, arrival.user);
      const visit: Visit = { identity, actor: { kind: 'slack', identity }, commit };
      args.context['identity'] = identity;
      args.context['visit'] = visit;
    }
    await args.next();
  };

export type Came<Kind> = { readonly arrival: Kind; readonly ack: Ack; readonly visit: Visit };

/** The arrival of this kind and who brought it; undefined where the entrance let nobody in, or something else came. */
export function visitOf<Kind extends Arrival['kind']>(
  context: Context,
  kind: Kind,
): Came<Extract<Arrival, { kind: Kind }>> | undefined {
  const { arrival, ack } = takenOf(context);
  const visit: Visit | undefined = context['visit'];
  return visit !== undefined && isOf(arrival, kind) ? { arrival, ack, visit } : undefined;
}

/** What the inbox put into the context. */
export const takenOf = (context: Context): Taken => context['taken'];

const isOf = <Kind extends Arrival['kind']>(
  arrival: Arrival,
  kind: Kind,
): arrival is Extract<Arrival, { kind: Kind }> => arrival.kind === kind;

async function refusalAtTheDoor(parts: EntranceParts, arrival: Arrival): Promise<Refusal | undefined> {
  switch (arrival.kind) {
    case 'malformed':
      return payloadRefused;
    case 'command':
    case 'click':
    case 'submission': {
      const most = await parts.desk.engine.look.actionsPerMinute();
      const wait = parts.limiter.tooMany(`${arrival.team}:${arrival.user}`, most);
      return wait === undefined ? undefined : tooFast(wait);
    }
    case 'suggestion':
    case 'home':
    case 'person':
    case 'user_group':
    case 'other':
      return undefined;
  }
}

const tooFast = (seconds: number): Refusal =>
  refusal('E-LIMIT-RATE', `That was too much in one minute, so nothing was done. Try again in ${seconds} s.`);
