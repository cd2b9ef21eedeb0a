// Everything the workspace knows, in one value that every part is handed.
import { randomBytes } from 'node:crypto';
import type { Changes } from './changes.ts';
import { trackChanges } from './changes.ts';
import type { Clock } from './clock.ts';
import { startClock } from './clock.ts';
import type { Shape } from './json.ts';
import type { Manifest } from './manifest.ts';
import { readManifest } from './manifest.ts';
import type { DeliveryTarget, NeighbourOptions, Panel, SandboxOptions, SandboxUser } from './options.ts';
import type { FaultPlan, Json, TrafficEntry } from './page/protocol.ts';
import type {
  Channel,
  Execution,
  Grant,
  LiveSocket,
  Message,
  OauthCode,
  PendingAck,
  ResponseUrl,
  ScheduledMessage,
  Sent,
  StoredView,
  Trigger,
  UserGroup,
} from './records.ts';

export type Workspace = {
  readonly team: { readonly id: string; readonly name: string; readonly domain: string };
  readonly enterprise: { readonly id: string; readonly name: string } | null;
  /** This one and its neighbours: one app, one server and one clock for all of them. */
  readonly all: Workspace[];
  readonly app: { readonly id: string; readonly botId: string; readonly botUser: string };
  readonly manifest: Manifest;
  readonly tokens: {
    readonly bot: string;
    readonly app: string;
    readonly signingSecret: string;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly control: string;
    /** The legacy verification token that every payload still carries. */
    readonly verification: string;
  };
  readonly clock: Clock;
  readonly changes: Changes;
  readonly eventsAnHour: number;
  readonly panels: readonly Panel[];
  readonly onAdvance: (now: number) => Promise<void> | void;
  readonly users: Map<string, SandboxUser>;
  readonly channels: Map<string, Channel>;
  /** The direct-message channel of each person. */
  readonly dms: Map<string, string>;
  readonly userGroups: Map<string, UserGroup>;
  readonly messages: Map<string, Message[]>;
  readonly views: Map<string, StoredView>;
  /** Open modals of each person, root first: ids in `views`. */
  readonly stacks: Map<string, string[]>;
  readonly homes: Map<string, string>;
  readonly notices: Map<string, { readonly id: string; readonly text: string }[]>;
  readonly lastSeen: Map<string, number>;
  readonly scheduled: Map<string, ScheduledMessage>;
  readonly executions: Map<string, Execution>;
  /** What was given to the app, by token. */
  readonly grants: Map<string, Grant>;
  readonly codes: Map<string, OauthCode>;
  /** Requests for installation that a person has before their eyes, by the ticket in their page. */
  readonly consents: Map<string, URLSearchParams>;
  readonly triggers: Map<string, Trigger>;
  readonly responseUrls: Map<string, ResponseUrl>;
  /** What an external select was last offered, by person and element. */
  readonly offered: Map<string, readonly Json[]>;
  readonly counters: Map<string, number>;
  readonly buckets: Map<string, { level: number; at: number }>;
  readonly tickets: Set<string>;
  readonly sockets: LiveSocket[];
  readonly acks: Map<string, PendingAck>;
  readonly sent: Sent[];
  readonly traffic: TrafficEntry[];
  readonly faults: { plan: FaultPlan; passing: number; left: number }[];
  /** Events that wait for the next one to be delivered. */
  readonly heldEvents: Shape[];
  /** Server-sent event streams and their end. */
  readonly streams: Set<() => void>;
  /** Aborted when the workspace stops. */
  readonly end: AbortController;
  readonly mutable: { target: DeliveryTarget; origin: string; lastTs: number; nextSocket: number };
};

export function createWorkspace(options: SandboxOptions): Workspace {
  const manifest = readManifest(options.manifest);
  const w: Workspace = {
    team: options.team ?? { id: 'T00000001', name: 'Sandbox', domain: 'sandbox' },
    app: { id: 'A00000001', botId: 'B00000001', botUser: 'U0000BOT1' },
    enterprise: options.enterprise ?? null,
    all: [],
    manifest,
    tokens: mintTokens(),
    clock: startClock(options.clock ?? {}),
    changes: trackChanges(),
    eventsAnHour: options.eventsAnHour ?? 30_000,
    panels: options.panels ?? [],
    onAdvance: options.onAdvance ?? (() => undefined),
    ...ownRecords(),
    ...sharedRecords(),
    mutable: {
      target: options.delivery ?? { mode: 'socket' },
      origin: '',
      lastTs: 0,
      nextSocket: 0,
    },
  };
  settle(w, options);
  for (const neighbour of options.neighbours ?? []) settle(beside(w, neighbour), neighbour);
  if (options.installed !== false) {
    const { bot: token } = w.tokens;
    const scopes = new Set(manifest.scopes);
    w.grants.set(token, { kind: 'bot', token, team: w.team.id, user: '', scopes, state: 'live' });
  }
  for (const group of options.userGroups ?? []) w.userGroups.set(group.id, startedWith(w, group));
  return w;
}

/** Another workspace on the same server: people, channels and messages of its own, everything else shared. */
function beside(w: Workspace, { team }: NeighbourOptions): Workspace {
  const number = w.all.length + 1;
  const app = { id: w.app.id, botId: `B0000000${number}`, botUser: `U0000BOT${number}` };
  return { ...w, ...ownRecords(), team, app };
}

/** People and channels move in. */
function settle(w: Workspace, { users, channels = [] }: Pick<NeighbourOptions, 'users' | 'channels'>): void {
  w.all.push(w);
  addUser(w, botUser(w));
  for (const user of users) addUser(w, user);
  for (const { appInvited, archived = false, members, ...channel } of channels) {
    const all = appInvited === true ? [...members, w.app.botUser] : members;
    w.channels.set(channel.id, { ...channel, archived, members: new Set(all), created: w.clock.now() });
  }
}

const startedWith = (w: Workspace, group: NonNullable<SandboxOptions['userGroups']>[number]): UserGroup => {
  const at = Math.floor(w.clock.now() / 1000);
  return { ...group, created: at, updated: at, deleted: 0 };
};

/** The next id of a kind, from a counter: `nextId(w, 'V')` is V000001, V000002 … */
export function nextId(w: Workspace, prefix: string): string {
  const count = (w.counters.get(prefix) ?? 0) + 1;
  w.counters.set(prefix, count);
  return `${prefix}${String(count).padStart(6, '0')}`;
}

/** Adds a person and the direct-message channel they have with the app. */
export function addUser(w: Workspace, user: SandboxUser): void {
  w.users.set(user.id, user);
  if (user.id === w.app.botUser || user.flags?.includes('bot') === true) return;
  const id = nextId(w, 'D');
  w.dms.set(user.id, id);
  const members = new Set([user.id, w.app.botUser]);
  w.channels.set(id, { id, name: '', kind: 'im', members, created: w.clock.now(), archived: false });
}

function botUser(w: Workspace): SandboxUser {
  const name = w.manifest.botName.toLowerCase().replaceAll(/[^a-z0-9_.-]/g, '');
  return { id: w.app.botUser, name, realName: w.manifest.botName, email: '', flags: ['bot'] };
}

function mintTokens(): Workspace['tokens'] {
  const secret = (bytes: number): string => randomBytes(bytes).toString('hex');
  return {
    bot: `xoxb-1-${secret(16)}`,
    app: `xapp-1-${secret(16)}`,
    signingSecret: secret(16),
    clientId: `1.${secret(6)}`,
    clientSecret: secret(16),
    control: secret(24),
    verification: secret(12),
  };
}

function ownRecords() {
  return {
    users: new Map<string, SandboxUser>(),
    channels: new Map<string, Channel>(),
    dms: new Map<string, string>(),
    userGroups: new Map<string, UserGroup>(),
    messages: new Map<string, Message[]>(),
    views: new Map<string, StoredView>(),
    stacks: new Map<string, string[]>(),
    homes: new Map<string, string>(),
    notices: new Map<string, { readonly id: string; readonly text: string }[]>(),
    lastSeen: new Map<string, number>(),
    scheduled: new Map<string, ScheduledMessage>(),
    executions: new Map<string, Execution>(),
    triggers: new Map<string, Trigger>(),
    responseUrls: new Map<string, ResponseUrl>(),
    offered: new Map<string, readonly Json[]>(),
    buckets: new Map<string, { level: number; at: number }>(),
    heldEvents: [] satisfies Shape[],
  };
}

function sharedRecords() {
  return {
    grants: new Map<string, Grant>(),
    codes: new Map<string, OauthCode>(),
    consents: new Map<string, URLSearchParams>(),
    counters: new Map<string, number>(),
    tickets: new Set<string>(),
    sockets: [] satisfies LiveSocket[],
    acks: new Map<string, PendingAck>(),
    sent: [] satisfies Sent[],
    traffic: [] satisfies TrafficEntry[],
    faults: [] satisfies { plan: FaultPlan; passing: number; left: number }[],
    streams: new Set<() => void>(),
    end: new AbortController(),
  };
}

/** The workspace's own address, as auth.test tells it. */
export const teamUrl = ({ team }: Workspace): string => `https://${team.domain}.slack.com/`;
