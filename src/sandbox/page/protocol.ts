// What the page and the sandbox server say to each other: plain JSON over HTTP on loopback.
// Every call carries the random control token in the header `x-sandbox-token`.
// `?team=T…` asks about another workspace of the same server.
//   POST /sandbox/uninstall              → the app leaves the workspace
//   GET  /sandbox/people                 → PersonCard[]
//   GET  /sandbox/state?as=U…            → WorkspaceState as that person sees it
//   GET  /sandbox/events?token=…         → server-sent events; `data: {"revision":n}` whenever anything changed
//   POST /sandbox/act                    → body Act, answer ActResult
//   POST /sandbox/suggest                → body SuggestAsk, answer SuggestAnswer
//   GET  /sandbox/panels                 → PanelState[]
//   POST /sandbox/clock                  → body { advanceSeconds }, answer { now }
//   GET  /sandbox/traffic                → TrafficEntry[], newest last
//   POST /sandbox/faults                 → body FaultPlan[]
//   POST /sandbox/steps                  → body { callbackId, inputs }: a workflow runs a custom step; answer ActResult
//   GET  /sandbox/steps                  → StepState[], oldest first
//   POST /sandbox/user-groups            → body UserGroupChange

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A Block Kit block, element or view exactly as the app sent it: the page draws it, it never trusts it. */
export type Block = { readonly type: string; readonly [key: string]: Json | undefined };

export type PersonCard = {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly title: string;
  readonly flags: readonly ('bot' | 'guest' | 'single_channel_guest' | 'external' | 'deactivated')[];
};

export type MessageState = {
  readonly channel: string;
  readonly ts: string;
  readonly user: string;
  readonly isBot: boolean;
  /** Only this person sees it, and it is gone on reload; absent for ordinary messages. */
  readonly ephemeral: boolean;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly edited: boolean;
  readonly threadTs?: string;
  /** Emoji by name, and who put them there; absent when there are none. */
  readonly reactions?: readonly { readonly name: string; readonly users: readonly string[] }[];
};

export type ChannelState = {
  readonly id: string;
  readonly name: string;
  readonly kind: 'im' | 'channel' | 'private';
  readonly unread: number;
  readonly messages: readonly MessageState[];
};

export type ViewState = {
  readonly id: string;
  readonly hash: string;
  readonly type: 'modal' | 'home';
  readonly callbackId: string;
  readonly title: string;
  readonly submit?: string;
  readonly close?: string;
  readonly blocks: readonly Block[];
  /** What has been typed or chosen so far: block_id → action_id → the value object of Slack's `view.state.values`. */
  readonly values: { readonly [block: string]: { readonly [action: string]: Json } };
  /** Field errors the app answered the last submission with: block_id → text. */
  readonly errors: { readonly [block: string]: string };
};

export type WorkspaceState = {
  readonly revision: number;
  readonly now: number;
  readonly team: { readonly id: string; readonly name: string; readonly url: string };
  readonly me: PersonCard;
  readonly people: readonly PersonCard[];
  readonly channels: readonly ChannelState[];
  readonly home: ViewState | null;
  /** The modal stack, root first; the last one is on top. */
  readonly modals: readonly ViewState[];
  /** Slack's own notices to this person, for example "/access did not respond (operation_timeout)". */
  readonly notices: readonly { readonly id: string; readonly text: string }[];
  readonly commands: readonly {
    readonly command: string;
    readonly description: string;
    readonly usageHint: string;
  }[];
  readonly shortcuts: readonly {
    readonly name: string;
    readonly type: 'global' | 'message';
    readonly callbackId: string;
  }[];
};

/** Where a clicked element sits. */
export type Place =
  | { readonly kind: 'message'; readonly channel: string; readonly ts: string }
  | { readonly kind: 'home' }
  | { readonly kind: 'modal'; readonly view: string };

/** What a person does. `value` of an input is the raw wire value: a string, an option object, a date string, a list of ids. */
export type Act =
  | { readonly do: 'command'; readonly as: string; readonly channel: string; readonly text: string }
  /** `thread`: the stamp of the message that is answered in its thread. */
  | {
      readonly do: 'say';
      readonly as: string;
      readonly channel: string;
      readonly text: string;
      readonly thread?: string;
    }
  /** A shortcut of the app by its callback id; `on` is the message a message shortcut is run on. */
  | {
      readonly do: 'shortcut';
      readonly as: string;
      readonly callback: string;
      readonly on?: { readonly channel: string; readonly ts: string };
    }
  | { readonly do: 'join' | 'leave'; readonly as: string; readonly channel: string }
  | {
      readonly do: 'click';
      readonly as: string;
      readonly place: Place;
      readonly block: string;
      readonly action: string;
      readonly value?: Json;
    }
  | {
      readonly do: 'fill';
      readonly as: string;
      readonly view: string;
      readonly block: string;
      readonly action: string;
      readonly value: Json;
    }
  | { readonly do: 'submit'; readonly as: string; readonly view: string }
  | { readonly do: 'close'; readonly as: string; readonly view: string }
  | { readonly do: 'open_home'; readonly as: string; readonly tab?: 'home' | 'messages' }
  | { readonly do: 'reload'; readonly as: string };

export type ActResult =
  | { readonly ok: true }
  /** The person sees this text: the app was too slow, refused by Slack, or a required field is missing. */
  | { readonly ok: false; readonly error: string; readonly text: string };

export type SuggestAsk = {
  readonly as: string;
  readonly place: Place;
  readonly block: string;
  readonly action: string;
  readonly query: string;
};
export type SuggestAnswer = {
  readonly options: readonly Json[];
  readonly optionGroups: readonly Json[];
  readonly error?: string;
};

/** One run of a custom workflow step. */
export type StepState = {
  readonly id: string;
  readonly callbackId: string;
  readonly inputs: Json;
  readonly status: 'running' | 'completed' | 'failed';
  readonly outputs?: Json;
  readonly error?: string;
};

/** A table beside the workspace, supplied by whoever starts the sandbox (the demo shows the target system and the audit log). */
export type PanelState = {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly error?: string;
};

export type TrafficEntry = {
  readonly at: number;
  /** `in`: the app called us. `out`: we delivered to the app. */
  readonly direction: 'in' | 'out';
  readonly what: string;
  readonly request: Json;
  readonly response: Json;
  readonly status: number;
};

/** Makes the user group of this handle, or changes it; what is absent stays as it is. */
export type UserGroupChange = {
  readonly handle: string;
  readonly name?: string;
  /** Ids of all of its people. */
  readonly users?: readonly string[];
  readonly disabled?: boolean;
};

/** Make a Web API method misbehave for the next `times` calls. */
/**
 * Makes a Web API method misbehave: the first `after` calls (none when absent) pass, the next `times` do not.
 * `method` is a method, `response_url`, or a delivery by its name in the traffic: `events_api` or `events_api user_change`.
 */
export type FaultPlan = {
  readonly method: string;
  readonly after?: number;
  readonly times: number;
  readonly fault:
    | { readonly kind: 'error'; readonly error: string }
    | { readonly kind: 'status'; readonly status: number }
    | { readonly kind: 'ratelimited'; readonly retryAfterSeconds: number }
    /** The call takes effect, the answer is lost: the connection is reset after the commit. */
    | { readonly kind: 'lost_response' }
    /** The call takes effect, and the connection breaks in the middle of the answer. */
    | { readonly kind: 'cut' }
    | { readonly kind: 'reset' }
    | { readonly kind: 'slow'; readonly delayMs: number }
    | DeliveryFault;
};

/** What may happen to an event on its way; of no meaning for a Web API method. */
export type DeliveryFault =
  | { readonly kind: 'twice' }
  | { readonly kind: 'late'; readonly seconds: number }
  /** It comes only when the next event has been delivered. */
  | { readonly kind: 'after_next' };
