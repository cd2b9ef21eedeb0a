// A local Slack workspace that speaks Slack's wire protocol: unmodified Bolt connects when only slackApiUrl changes.
import type { Server } from 'node:http';
import { cannot } from './actor.ts';
import { dmOf } from './channels.ts';
import { advanceClock } from './control.ts';
import { redeliver } from './deliver.ts';
import { planFaults } from './faults.ts';
import { verifyUrl } from './http-delivery.ts';
import { inviteApp } from './membership.ts';
import type { DeliveryTarget, SandboxOptions, SandboxUser } from './options.ts';
import type {
  ActResult,
  FaultPlan,
  Json,
  MessageState,
  StepState,
  TrafficEntry,
  UserGroupChange,
  ViewState,
} from './page/protocol.ts';
import type { Person } from './person.ts';
import { personOf } from './person.ts';
import { listen } from './server.ts';
import type { DisconnectReason } from './socket.ts';
import { disconnectAll, dropAll } from './socket.ts';
import { changeUser, joinTeam } from './staff.ts';
import { homeOf, messagesIn } from './state.ts';
import { runStep, stepsOf } from './step.ts';
import { readTraffic } from './traffic.ts';
import { uninstall } from './uninstall.ts';
import { putUserGroup } from './user-groups.ts';
import { waitFor } from './wait.ts';
import type { Workspace } from './workspace.ts';
import { createWorkspace } from './workspace.ts';

export type { DeliveryTarget, SandboxOptions, SandboxUser } from './options.ts';
export type { Person } from './person.ts';

/** What there is in one workspace, and who. */
export type Room = {
  readonly botUserId: string;
  as(userId: string): Person;
  /** Everything in a channel, ephemerals of everybody included. */
  channel(id: string): readonly MessageState[];
  /** The direct message between the app and a person, with that person's live ephemerals. */
  dm(userId: string): readonly MessageState[];
  home(userId: string): ViewState | null;
  /** `update` fires user_change, `join` fires team_join. */
  readonly people: {
    update(userId: string, change: Partial<SandboxUser>): Promise<void>;
    join(user: SandboxUser): Promise<void>;
  };
  /** Somebody invites the app to a channel. */
  inviteApp(channel: string): void;
  /** Makes the user group of a handle, or changes it: fires subteam_created, or subteam_updated and subteam_members_changed. */
  userGroup(change: UserGroupChange): Promise<void>;
  /** A workflow runs one of the app's custom steps. */
  readonly steps: {
    run(callbackId: string, inputs: { readonly [name: string]: Json }): Promise<ActResult>;
    list(): readonly StepState[];
  };
  /** Somebody removes the app: app_uninstalled and tokens_revoked. */
  uninstall(): Promise<void>;
};

export type Sandbox = Room & {
  /** http://127.0.0.1:PORT; the page is at `/` and needs `#token`. */
  readonly url: string;
  /** `url` with the control token in the fragment. */
  readonly pageUrl: string;
  /** What SLACK_API_URL (clientOptions.slackApiUrl) is set to. */
  readonly apiUrl: string;
  /** What clientOptions of @slack/oauth call authorizationUrl. */
  readonly authorizeUrl: string;
  readonly tokens: {
    bot: string;
    app: string;
    signingSecret: string;
    control: string;
    clientId: string;
    clientSecret: string;
  };
  /** Epoch ms of the workspace's own clock. */
  now(): number;
  advance(seconds: number): Promise<void>;
  /** Another workspace on the same server. */
  neighbour(teamId: string): Room;
  /** The newest 5,000 exchanges, tokens blacked out. */
  traffic(): readonly TrafficEntry[];
  faults(plan: readonly FaultPlan[]): void;
  readonly sockets: { count(): number; drop(): void; refresh(reason?: DisconnectReason): void };
  /** Where deliveries go from now on; a URL must answer the url_verification challenge first. */
  deliverTo(target: DeliveryTarget): Promise<ActResult>;
  /** Sends the last n deliveries (default 1) again, byte for byte. */
  redeliver(n?: number): Promise<void>;
  /** Resolves when no delivery waits for its ack and no Web API call is being answered for a short quiet moment. */
  settled(): Promise<void>;
  /** Resolves at the next state change. */
  changed(): Promise<void>;
  /** Probes now and at every change; after `timeoutMs` (real, 5,000) it fails and names `what`. */
  waitFor<T>(probe: () => T | undefined | false | null, what: string, timeoutMs?: number): Promise<T>;
  stop(): Promise<void>;
};

const QUIET_MS = 40;

export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const w = createWorkspace(options);
  const server = await listen(w, options.port ?? 0);
  const url = w.mutable.origin;
  const { verification: _legacy, ...tokens } = w.tokens;
  return {
    ...roomOf(w),
    url,
    pageUrl: `${url}/#token=${tokens.control}`,
    apiUrl: `${url}/api/`,
    authorizeUrl: `${url}/oauth/v2/authorize`,
    tokens,
    neighbour: (teamId) => roomOf(neighbour(w, teamId)),
    now: () => w.clock.now(),
    advance: async (seconds) => void (await advanceClock(w, seconds)),
    traffic: () => readTraffic(w),
    faults: (plan) => planFaults(w, plan),
    sockets: {
      count: () => w.sockets.length,
      drop: () => dropAll(w),
      refresh: (reason = 'refresh_requested') => disconnectAll(w, reason),
    },
    deliverTo: (target) => deliverTo(w, target),
    redeliver: (n = 1) => redeliver(w, n),
    settled: () => w.changes.settled(QUIET_MS),
    changed: () => w.changes.next(),
    waitFor: (probe, what, timeoutMs) => waitFor(w.changes, probe, { what, timeoutMs }),
    stop: () => stop(w, server),
  };
}

function roomOf(w: Workspace): Room {
  return {
    botUserId: w.app.botUser,
    as: (userId) => personOf(w, userId),
    channel: (id) => messagesIn(w, id),
    dm: (userId) => messagesIn(w, dmOf(w, userId)?.id ?? '', userId),
    home: (userId) => homeOf(w, userId),
    people: { update: (id, change) => changeUser(w, id, change), join: (user) => joinTeam(w, user) },
    steps: { run: (callbackId, inputs) => runStep(w, { callbackId, inputs }), list: () => stepsOf(w) },
    inviteApp: (channel) => inviteApp(w, channel),
    userGroup: (change) => putUserGroup(w, change),
    uninstall: () => uninstall(w),
  };
}

function neighbour(w: Workspace, teamId: string): Workspace {
  const found = w.all.find(({ team }) => team.id === teamId);
  if (found === undefined) throw new Error(`There is no workspace with the id ${teamId}`);
  return found;
}

async function deliverTo(w: Workspace, target: DeliveryTarget): Promise<ActResult> {
  if (target.mode === 'http' && !(await verifyUrl(w, target.url))) {
    return cannot(
      'url_verification_failed',
      "Your URL didn't respond with the value of the challenge parameter.",
    );
  }
  w.mutable.target = target;
  return { ok: true };
}

/** Ends sockets, streams and keep-alive connections at once. */
async function stop(w: Workspace, server: Server): Promise<void> {
  w.end.abort();
  w.clock.stop();
  dropAll(w);
  for (const end of w.streams) end();
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
