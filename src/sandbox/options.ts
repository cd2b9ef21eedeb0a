// What a sandbox is started with.
import type { PanelState } from './page/protocol.ts';

export type SandboxUser = {
  id: string;
  name: string;
  realName: string;
  email: string;
  tz?: string;
  title?: string;
  teamId?: string;
  /** `expiration` in seconds since 1970; 0 where the status has no end. */
  status?: { readonly emoji: string; readonly text: string; readonly expiration: number };
  flags?: readonly ('bot' | 'guest' | 'single_channel_guest' | 'external' | 'deactivated')[];
};

/** A table shown beside the workspace. */
export type Panel = {
  readonly id: string;
  readonly title: string;
  read(): Promise<Pick<PanelState, 'note' | 'columns' | 'rows'>>;
};

/** A channel; the app is in it only where it was invited. */
type ChannelOption = {
  readonly id: string;
  readonly name: string;
  readonly kind: 'channel' | 'private';
  readonly members: readonly string[];
  readonly appInvited?: boolean;
  readonly archived?: boolean;
};

export type DeliveryTarget = { mode: 'socket' } | { mode: 'http'; url: string };

type Team = { id: string; name: string; domain: string };

/** Another workspace the same app may be installed in. */
export type NeighbourOptions = {
  team: Team;
  users: readonly SandboxUser[];
  channels?: readonly ChannelOption[];
};

export type SandboxOptions = {
  /** TCP port on 127.0.0.1; 0 (the default) takes any free one. */
  port?: number;
  /** The TEXT of manifest.yml: scopes, commands, events, Home and Messages tab are read from it and enforced. */
  manifest: string;
  team?: Team;
  users: readonly SandboxUser[];
  channels?: readonly ChannelOption[];
  /** Workspaces beside this one; the app comes into them by OAuth only. */
  neighbours?: readonly NeighbourOptions[];
  /** The organisation (Enterprise Grid) that all the workspaces belong to. */
  enterprise?: { id: string; name: string };
  /** False when the app must be installed by OAuth first; true when absent. */
  installed?: boolean;
  /** More events than this are not delivered in an hour to a workspace; 30,000 when absent. */
  eventsAnHour?: number;
  userGroups?: readonly { id: string; handle: string; name: string; users: readonly string[] }[];
  delivery?: DeliveryTarget;
  /** `start` in epoch ms. With `running: false` only advance() moves the clock. */
  clock?: { start?: number; running?: boolean };
  panels?: readonly Panel[];
  onAdvance?: (now: number) => Promise<void> | void;
};
