// What a listener is given: the tools of the house, and who came with what.
import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Command } from '../domain/command.ts';
import type { Actor, SlackIdentity } from '../domain/identity.ts';
import type { CardId } from '../domain/ids.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Engine, Outcome } from '../engine.ts';
import type { Ink } from './blocks/drawing.ts';
import type { Log } from './log.ts';
import type { Place } from './permalink.ts';

/** What came of drawing one card. `afterMs`: when to try again. */
export type Notified =
  | { readonly is: 'done' }
  | { readonly is: 'retry'; readonly afterMs: number; readonly error: string }
  | { readonly is: 'undeliverable'; readonly error: string };
export type Notify = (card: CardId) => Promise<Notified>;

export type Desk = {
  readonly engine: Engine;
  readonly client: WebClient;
  readonly tokenKey: Uint8Array;
  readonly now: () => number;
  readonly log: Log;
  readonly notify: Notify;
  /** The address of a message in this workspace, once Slack has told where that is. */
  readonly permalink: (at: Place) => string | undefined;
  readonly ink: () => Ink;
  /** Somebody of our workspace as Slack sees them now. */
  readonly identityOf: (user: string) => Promise<SlackIdentity>;
};

export type Visit = {
  readonly identity: SlackIdentity;
  readonly actor: Actor;
  /** Hands a command to the engine under this delivery's name, so that the same delivery has one effect. Durable when it resolves. */
  readonly commit: (command: Command) => Promise<Outcome>;
};

/** What a click leads to: `refusal` is told to the actor alone; `after` runs once Slack has its answer. */
export type Reaction = { readonly refusal?: Refusal; readonly after?: () => Promise<void> };

/** What a submitted modal leads to: it closes, shows a new view in its place or on top of it, or shows errors under its fields. */
export type Answered =
  | { readonly is: 'closed'; readonly after?: () => Promise<void> }
  | { readonly is: 'replaced'; readonly view: ModalView; readonly after?: () => Promise<void> }
  | { readonly is: 'covered'; readonly view: ModalView }
  | { readonly is: 'corrected'; readonly errors: Record<string, string> };
