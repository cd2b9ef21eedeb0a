// Whose token it is, which workspaces it reaches, and giving it back.
// Sources: https://docs.slack.dev/reference/methods/auth.test, auth.revoke, auth.teams.list and apps.uninstall
import type { Shape } from '../json.ts';
import type { Grant } from '../records.ts';
import { sameSecret } from '../tokens.ts';
import { revokeToken, uninstall } from '../uninstall.ts';
import type { Workspace } from '../workspace.ts';
import { teamUrl } from '../workspace.ts';
import { flagOf, refuse, textOf } from './method.ts';
import { pageOf } from './paging.ts';

export function authTest(w: Workspace, _args: Shape, grant: Grant | undefined): Shape {
  const { enterprise } = w;
  const orgWide = grant?.team === null && enterprise !== null;
  return {
    ok: true,
    url: orgWide ? `https://${enterprise.name}.enterprise.slack.com/` : teamUrl(w),
    team: orgWide ? enterprise.name : w.team.name,
    user: w.users.get(w.app.botUser)?.name ?? '',
    team_id: orgWide ? enterprise.id : w.team.id,
    user_id: w.app.botUser,
    bot_id: w.app.botId,
    ...(enterprise !== null && { enterprise_id: enterprise.id }),
    is_enterprise_install: orgWide,
  };
}

/** With `test` nothing is revoked. */
export function authRevoke(w: Workspace, args: Shape, grant: Grant | undefined): Shape {
  if (flagOf(args, 'test') || grant === undefined) return { ok: true, revoked: false };
  void revokeToken(w, grant);
  return { ok: true, revoked: true };
}

/** The workspaces a token reaches. */
export function authTeamsList(w: Workspace, args: Shape, grant: Grant | undefined): Shape {
  const reached = w.all.filter(({ team }) => grant?.team === null || team.id === grant?.team);
  const page = pageOf(reached, ({ team }) => team.id, args);
  if ('error' in page) return refuse(page.error);
  const teams = page.items.map(({ team: { id, name } }) => ({ id, name }));
  return { ok: true, teams, response_metadata: page.response_metadata };
}

export function appsUninstall(w: Workspace, args: Shape): Shape {
  const refusal = clientRefusal(w, args);
  if (refusal !== undefined) return refuse(refusal);
  void uninstall(w);
  return { ok: true };
}

/** Why these are not the app's client id and secret. */
export function clientRefusal(
  w: Workspace,
  args: Shape,
): 'invalid_client_id' | 'bad_client_secret' | undefined {
  if (textOf(args, 'client_id') !== w.tokens.clientId) return 'invalid_client_id';
  return sameSecret(textOf(args, 'client_secret'), w.tokens.clientSecret) ? undefined : 'bad_client_secret';
}
