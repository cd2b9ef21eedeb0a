// Makes a card in Slack show the present state: posts it, updates it, or leaves it when it shows that already.
import { createHash } from 'node:crypto';
import type { WebClient } from '@slack/web-api';
import type { Card } from '../domain/card.ts';
import { cardLife } from '../domain/decide/press.ts';
import type { CardId } from '../domain/ids.ts';
import { after } from '../domain/instant.ts';
import type { CardView, HomeView } from '../domain/views.ts';
import type { Engine } from '../engine.ts';
import { drawCard } from './blocks/card.ts';
import type { Drawing, Ink } from './blocks/drawing.ts';
import { homeTab } from './blocks/home.ts';
import type { Place } from './permalink.ts';
import { singleFlight } from './single-flight.ts';
import type { Trouble } from './slack-error.ts';
import { troubleOf, untilInvited } from './slack-error.ts';
import type { Notified, Notify } from './visit.ts';

export type NotifyParts = {
  readonly engine: Engine;
  readonly client: WebClient;
  readonly ink: () => Ink;
};

type Memory = {
  /** Posted, and not yet recorded by the engine: a second try must not post again. */
  readonly posted: Map<CardId, Place>;
  /** Slack user id → the direct channel with them. */
  readonly channels: Map<string, string>;
};

/**
 * Makes `notify`. Never two calls to Slack for the same card at the same time. Slack's refusals come back as values: `retry` with
 * Retry-After where Slack gave one, `undeliverable` where trying again changes nothing. Rejects only on a bug or when the store fails.
 */
export function createNotify(parts: NotifyParts): Notify {
  const memory: Memory = { posted: new Map(), channels: new Map() };
  return singleFlight((card) => show(parts, memory, card));
}

async function show(parts: NotifyParts, memory: Memory, id: CardId): Promise<Notified> {
  const seen = await parts.engine.look.card(id);
  if (seen === undefined) return { is: 'undeliverable', error: 'there is no such card' };
  const to = addressOf(seen);
  if (to === undefined) return { is: 'undeliverable', error: 'the person has no Slack account' };
  if (seen.view.kind !== 'home') return showMessage(parts, memory, { seen, to });
  return 'user' in to
    ? showHome(parts, seen, { view: seen.view, user: to.user })
    : { is: 'undeliverable', error: 'a channel has no Home tab' };
}

/** Where a card goes: the messages of a person, or a channel, there under another message where it belongs to one. */
type To = { readonly user: string } | { readonly channel: string; readonly thread?: string };

function addressOf({ card, viewer, thread }: CardView): To | undefined {
  if (card.person === undefined)
    return { channel: card.channel, ...(thread === undefined ? {} : { thread }) };
  return viewer?.slack === undefined ? undefined : { user: viewer.slack };
}

async function showHome(
  parts: NotifyParts,
  { card }: CardView,
  of: { readonly view: HomeView; readonly user: string },
): Promise<Notified> {
  const view = homeTab(of.view, parts.ink());
  const shown = digest(view);
  if (card.shown === shown) return { is: 'done' };
  return attempt(parts, { card }, async () => {
    await parts.client.views.publish({ user_id: of.user, view });
    await record(parts, card.id, { shown, channel: 'home', ts: 'home' });
  });
}

async function showMessage(
  parts: NotifyParts,
  memory: Memory,
  { seen, to }: { readonly seen: CardView; readonly to: To },
): Promise<Notified> {
  const { card } = seen;
  const drawing = drawCard(seen, parts.ink());
  if (drawing === undefined)
    return { is: 'undeliverable', error: 'the card shows nothing that can be drawn' };
  const shown = digest(drawing);
  if (card.shown === shown) return { is: 'done' };
  return attempt(parts, seen, async () => {
    const at =
      (await update(parts, placeOf(seen, memory), drawing)) ??
      (await post(parts, memory, { id: card.id, to, drawing }));
    memory.posted.set(card.id, at);
    await record(parts, card.id, { shown, ...at });
    memory.posted.delete(card.id);
  });
}

function placeOf({ card }: CardView, memory: Memory): Place | undefined {
  return card.channel !== undefined && card.ts !== undefined
    ? { channel: card.channel, ts: card.ts }
    : memory.posted.get(card.id);
}

/** Where the message is, or undefined when there is none (any more) that could be updated. */
async function update(
  parts: NotifyParts,
  at: Place | undefined,
  drawing: Drawing,
): Promise<Place | undefined> {
  if (at === undefined) return undefined;
  try {
    await parts.client.chat.update({ ...at, ...drawing });
    return at;
  } catch (error) {
    if (troubleOf(error).is === 'gone') return undefined;
    throw error;
  }
}

async function post(
  parts: NotifyParts,
  memory: Memory,
  { id, to, drawing }: { readonly id: CardId; readonly to: To; readonly drawing: Drawing },
): Promise<Place> {
  if ('channel' in to) return send(parts, { ...to, id, drawing });
  const channel = memory.channels.get(to.user) ?? (await openChannel(parts, to.user));
  // Kept only while it works: a channel Slack no longer knows is opened anew at the next try.
  memory.channels.delete(to.user);
  const at = await send(parts, { channel, id, drawing });
  memory.channels.set(to.user, channel);
  return at;
}

async function send(
  parts: NotifyParts,
  message: {
    readonly channel: string;
    readonly thread?: string;
    readonly id: CardId;
    readonly drawing: Drawing;
  },
): Promise<Place> {
  const { channel, thread, id, drawing } = message;
  // Shown in the channel too: in a thread alone only those who follow it would hear of it.
  const under = thread === undefined ? {} : ({ thread_ts: thread, reply_broadcast: true } as const);
  const posted = await parts.client.chat.postMessage({
    channel,
    ...drawing,
    ...under,
    unfurl_links: false,
    unfurl_media: false,
    metadata: { event_type: 'hallpass_card', event_payload: { card: id } },
  });
  if (posted.ts === undefined) throw new Error('chat.postMessage answered without a ts');
  return { channel: posted.channel ?? channel, ts: posted.ts };
}

async function openChannel(parts: NotifyParts, user: string): Promise<string> {
  const opened = await parts.client.conversations.open({ users: user });
  if (opened.channel?.id === undefined) throw new Error('conversations.open answered without a channel');
  return opened.channel.id;
}

async function record(
  parts: NotifyParts,
  card: CardId,
  at: { readonly shown: string } & Place,
): Promise<void> {
  await parts.engine.handle({ kind: 'card_shown', actor: { kind: 'system', name: 'slack' }, card, ...at });
}

async function attempt(
  parts: NotifyParts,
  { card }: Pick<CardView, 'card'>,
  work: () => Promise<void>,
): Promise<Notified> {
  try {
    await work();
    return { is: 'done' };
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble.is === 'final') return { is: 'undeliverable', error: trouble.error };
    if (card.person !== undefined) return { is: 'retry', afterMs: trouble.ms, error: trouble.error };
    if (trouble.is !== 'wait' && card.role === 'approver') await sayClosed(parts, card.id, trouble.error);
    return inChannel(card, trouble, parts.ink().now);
  }
}

/** Whoever was to be asked there must not wait for the invitation. */
async function sayClosed(parts: NotifyParts, card: CardId, error: string): Promise<void> {
  await parts.engine.handle({
    kind: 'channel_closed',
    actor: { kind: 'system', name: 'slack' },
    card,
    error,
  });
}

/** A card in a channel we cannot write in waits for an invitation, for as long as it would be worth something. */
function inChannel(
  card: Extract<Card, { readonly person?: undefined }>,
  trouble: Exclude<Trouble, { readonly is: 'final' }>,
  now: number,
): Notified {
  if (trouble.is === 'wait') return { is: 'retry', afterMs: trouble.ms, error: trouble.error };
  const error = `${trouble.error}: Hallpass cannot write in the channel ${card.channel}; invite it there, or name another in the policy`;
  return after(card.createdAt, cardLife) <= now
    ? { is: 'undeliverable', error }
    : { is: 'retry', afterMs: untilInvited, error };
}

const digest = (drawing: object): string =>
  createHash('sha256').update(JSON.stringify(drawing)).digest('hex');
