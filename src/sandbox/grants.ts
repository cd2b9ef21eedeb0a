// Where the app is installed, and which workspace a token speaks for.
import { randomBytes } from 'node:crypto';
import type { Shape } from './json.ts';
import { words } from './json.ts';
import type { Grant } from './records.ts';
import type { Workspace } from './workspace.ts';

const LIFE_SECONDS = 43_200;

/** Whether the app is installed in this workspace, or in the whole organisation. */
export function isInstalled(w: Workspace): boolean {
  return liveGrants(w).length > 0;
}

/** Whether the app is here because the whole organisation has it. */
export function isOrgWide(w: Workspace): boolean {
  const grants = liveGrants(w);
  return grants.length > 0 && grants.every(({ team }) => team === null);
}

/** Whether the page offers to install the app for the whole organisation. */
export function orgOffered(w: Workspace): boolean {
  return w.enterprise !== null && w.manifest.orgDeploy;
}

/** Bot tokens that reach this workspace and have not been taken back; an expired one is still an installation. */
export function liveGrants(w: Workspace): readonly Grant[] {
  return [...w.grants.values()].filter(
    ({ kind, state, team }) => kind === 'bot' && state === 'live' && (team === null || team === w.team.id),
  );
}

/**
 * A token for what a person has allowed. Without token rotation a second installation in the same place gets the
 * token of the first, with the scopes of both.
 */
export function grantToken(w: Workspace, allowed: Pick<Grant, 'team' | 'user' | 'scopes'>): Grant {
  const old = [...w.grants.values()].find(
    ({ kind, state, team, rotation }) =>
      kind === 'bot' && state === 'live' && team === allowed.team && rotation === undefined,
  );
  if (old !== undefined && !w.manifest.tokenRotation) {
    old.scopes = new Set([...old.scopes, ...allowed.scopes]);
    return old;
  }
  const secret = (): string => randomBytes(16).toString('hex');
  const rotation = {
    expiresAt: w.clock.now() + LIFE_SECONDS * 1000,
    refreshToken: `xoxe-1-${secret()}`,
  };
  const token = `${w.manifest.tokenRotation ? 'xoxe.' : ''}xoxb-1-${secret()}`;
  const { team, user, scopes } = allowed;
  const grant: Grant = {
    kind: 'bot',
    token,
    team,
    user,
    scopes,
    state: 'live',
    ...(w.manifest.tokenRotation && { rotation }),
  };
  w.grants.set(token, grant);
  return grant;
}

export type Reach = { readonly workspace: Workspace } | { readonly error: string };

/**
 * The workspace a call is about. A token for the whole organisation says it with `team_id`, or by naming something
 * that only one workspace has.
 * @param perTeam whether the method lists what is in a workspace, and so wants team_id
 */
export function reach(
  w: Workspace,
  grant: Grant,
  call: { readonly args: Shape; readonly perTeam: boolean },
): Reach {
  const workspace = grant.team === null ? named(w, call) : w.all.find(({ team }) => team.id === grant.team);
  if (workspace === undefined) {
    const missing = call.perTeam && words(call.args, 'team_id') === undefined;
    return { error: missing ? 'missing_argument' : 'team_access_not_granted' };
  }
  const manifest = { ...workspace.manifest, scopes: grant.scopes };
  return { workspace: { ...workspace, manifest } };
}

function named(
  w: Workspace,
  { args, perTeam }: { readonly args: Shape; readonly perTeam: boolean },
): Workspace | undefined {
  const team = words(args, 'team_id');
  if (team !== undefined) return w.all.find((one) => one.team.id === team);
  if (perTeam) return undefined;
  const ids = [
    'channel',
    'user',
    'user_id',
    'users',
    'trigger_id',
    'view_id',
    'function_execution_id',
  ].flatMap((key) => words(args, key)?.split(',')[0] ?? []);
  return w.all.find((one) => ids.some((id) => knows(one, id))) ?? w.all[0];
}

function knows(w: Workspace, id: string): boolean {
  return [w.users, w.channels, w.triggers, w.views, w.executions].some((all) => all.has(id));
}
