// A channel takes no messages from us: whoever was to be asked there is asked one by one, so that the request does not wait for nobody.
import type { Card } from '../card.ts';
import type { Command } from '../command.ts';
import type { Decision, Moment } from '../decision.ts';
import type { Request } from '../request.ts';
import { newCard, post } from './plan.ts';
import type { ActorFacts } from './verdicts.ts';
import { accept, note, redrawRequest } from './verdicts.ts';

export type ChannelFacts = ActorFacts & {
  readonly card: Card | undefined;
  readonly request: Request | undefined;
  /** The cards of the request so far. */
  readonly cards: readonly Card[];
};

/** The stage leaves its channel: everybody it asks who has no card of their own gets one. */
export function askDirectly(
  command: Extract<Command, { readonly kind: 'channel_closed' }>,
  facts: ChannelFacts,
  moment: Moment,
): Decision {
  const { card, request, cards } = facts;
  if (request?.state !== 'pending' || card?.person !== undefined || request.way.channel !== card?.channel)
    return accept({ text: 'Nobody is asked there.' });
  const { channel, ...way } = request.way;
  const without = request.asked.filter(
    ({ person }) => !cards.some((one) => one.role === 'approver' && one.person === person),
  );
  const about = { kind: 'request', id: request.id } as const;
  const posted = post(without.map(({ person }) => newCard(moment, { role: 'approver', about, person })));
  const row: Request = { ...request, version: request.version + 1, way };
  return accept({
    text: 'Everybody is asked in a message of their own.',
    changes: [{ put: 'request', row }, ...posted.changes],
    effects: [...posted.effects, ...redrawRequest(row)],
    audit: [
      note(facts, {
        action: 'request.asked_directly',
        object: `request:${request.id}`,
        because: `Slack takes no messages from Hallpass in the channel ${channel} (${command.error}), so each person is asked in a message of their own.`,
        detail: { channel: channel ?? '', error: command.error, asked: without.map((one) => one.person) },
      }),
    ],
  });
}
