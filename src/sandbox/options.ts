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

export type SandboxOptions = {
  /** TCP port on 127.0.0.1; 0 (the default) takes any free one. */
  port?: number;
  /** The TEXT of manifest.yml: scopes, commands, events, Home and Messages tab are read from it and enforced. */
  manifest: string;
  team?: { id: string; name: string; domain: string };
  users: readonly SandboxUser[];
  channels?: readonly ChannelOption[];
  delivery?: DeliveryTarget;
  /** `start` in epoch ms. With `running: false` only advance() moves the clock. */
  clock?: { start?: number; running?: boolean };
  panels?: readonly Panel[];
  onAdvance?: (now: number) => Promise<void> | void;
};
