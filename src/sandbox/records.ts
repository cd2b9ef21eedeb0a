// The things a workspace keeps.
import type { WebSocket } from 'ws';
import type { Shape } from './json.ts';
import type { Json } from './page/protocol.ts';

/** block_id → action_id → the value object of Slack's `view.state.values`. */
export type Values = { readonly [block: string]: { readonly [action: string]: Json } };

export type Channel = {
  readonly id: string;
  readonly name: string;
  readonly kind: 'im' | 'channel' | 'private';
  readonly members: Set<string>;
  readonly created: number;
  readonly archived: boolean;
};

/** A message that goes out by itself at `postAt` (seconds), unless `cancel` comes first. */
export type ScheduledMessage = {
  readonly id: string;
  readonly channel: string;
  readonly postAt: number;
  readonly created: number;
  readonly text: string;
  readonly cancel: () => void;
};

export type Message = {
  readonly ts: string;
  readonly channel: string;
  readonly user: string;
  readonly isBot: boolean;
  /** Only this person sees it. */
  readonly ephemeralTo?: string;
  readonly threadTs?: string;
  metadata?: Json;
  text: string;
  blocks: readonly Shape[];
  attachments?: Json;
  editedTs?: string;
  /** Emoji name → who reacted with it. */
  readonly reactions: Map<string, readonly string[]>;
  /** What inputs in the message hold, by person. */
  readonly states: Map<string, Values>;
  /** Blocks shown before the last edits, newest first: a click on them may still be on its way. */
  readonly before: (readonly Shape[])[];
};

export type StoredView = {
  readonly id: string;
  readonly owner: string;
  readonly type: 'modal' | 'home';
  readonly rootId: string;
  readonly previousId: string | null;
  /** The view as the app sent it, every block and element with its id. */
  source: Shape;
  blocks: readonly Shape[];
  externalId: string;
  hash: string;
  values: Values;
  errors: { readonly [block: string]: string };
};

export type Trigger = {
  readonly user: string;
  readonly at: number;
  readonly fromModal: boolean;
  used: boolean;
};

export type ResponseUrl = {
  readonly user: string;
  readonly channel: string;
  readonly at: number;
  uses: number;
  /** The message it came from, or the first one it made: what replace_original and delete_original mean. */
  source?: { readonly channel: string; readonly ts: string };
};

/** One run of a custom step, until the app has said how it ended. */
export type Execution = {
  readonly id: string;
  readonly callbackId: string;
  readonly inputs: Shape;
  end?: { readonly outputs: Shape } | { readonly error: string };
};

/** What a token may do, where, and whether it still may. */
export type Grant = {
  readonly kind: 'bot' | 'workflow';
  readonly token: string;
  /** The workspace it is for; null for all of the organisation's. */
  readonly team: string | null;
  /** Who installed the app. */
  readonly user: string;
  scopes: ReadonlySet<string>;
  state: 'live' | 'revoked' | 'uninstalled';
  /** With token rotation: when it ends (epoch ms), and what a new one is asked for with until that is used up. */
  readonly rotation?: { readonly expiresAt: number; readonly refreshToken?: string };
};

/** What a person has allowed, for the app to turn into a token. */
export type OauthCode = {
  readonly team: string | null;
  readonly user: string;
  readonly scopes: ReadonlySet<string>;
  readonly redirectUri: string | undefined;
  readonly at: number;
};

export type UserGroup = {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly users: readonly string[];
  /** In seconds, as Slack's objects have them; `deleted` is 0 while it is in use. */
  readonly created: number;
  readonly updated: number;
  readonly deleted: number;
};

export type LiveSocket = { readonly id: string; readonly socket: WebSocket };

/** Something for the app: a slash command, an interaction, an event. */
export type Delivery = {
  readonly kind: 'slash_commands' | 'interactive' | 'events_api';
  readonly payload: Shape;
  readonly retry?: { readonly num: number; readonly reason: string };
  /** The socket that did not acknowledge it: another one gets it now, if there is another. */
  readonly avoid?: string | undefined;
};

/** How a delivery ended: acknowledged with an answer, or not. */
export type Outcome =
  | { readonly ok: true; readonly answer: Json | undefined }
  | {
      readonly ok: false;
      /** What Slack tells the person. */
      readonly error: 'operation_timeout' | 'dispatch_failed';
      /** What Slack tells the app when it tries an event again. */
      readonly reason: 'http_timeout' | 'connection_failed' | 'http_error' | 'too_many_redirects';
      readonly status: number;
      /** The app asked not to be tried again. */
      readonly noRetry: boolean;
      /** The socket it went to. */
      readonly socket?: string;
    };

export type PendingAck = { readonly socket: string; readonly settle: (outcome: Outcome) => void };

/** A delivery as it went out, so that it can go out again byte for byte. */
export type Sent =
  | { readonly mode: 'socket'; readonly frame: string; readonly envelope: string }
  | {
      readonly mode: 'http';
      readonly url: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    };
