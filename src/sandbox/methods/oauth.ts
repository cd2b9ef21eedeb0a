// oauth.v2.access: a code, or a refresh token, becomes a token.
// Sources: https://docs.slack.dev/reference/methods/oauth.v2.access, https://docs.slack.dev/authentication/using-token-rotation
import { grantToken } from '../grants.ts';
import type { Shape } from '../json.ts';
import type { Grant } from '../records.ts';
import type { Workspace } from '../workspace.ts';
import { clientRefusal } from './auth.ts';
import { refuse, textOf } from './method.ts';

const CODE_LIFE_MS = 10 * 60 * 1000;

export function oauthV2Access(w: Workspace, args: Shape): Shape {
  const refusal = clientRefusal(w, args);
  if (refusal !== undefined) return refuse(refusal);
  switch (textOf(args, 'grant_type')) {
    case '':
    case 'authorization_code':
      return exchangeCode(w, args);
    case 'refresh_token':
      return refresh(w, args);
    default:
      return refuse('invalid_grant_type');
  }
}

/** A code is good for ten minutes and one use. */
function exchangeCode(w: Workspace, args: Shape): Shape {
  const name = textOf(args, 'code');
  const code = w.codes.get(name);
  if (code === undefined || w.clock.now() - code.at > CODE_LIFE_MS) return refuse('invalid_code');
  const redirectUri = args['redirect_uri'] === undefined ? undefined : textOf(args, 'redirect_uri');
  if (redirectUri !== code.redirectUri) return refuse('bad_redirect_uri');
  w.codes.delete(name);
  w.changes.touch();
  return { ...tokenAnswer(w, grantToken(w, code)), authed_user: { id: code.user } };
}

/** A refresh token is used up by the new pair it is exchanged for; the access token lives on to its own end. */
function refresh(w: Workspace, args: Shape): Shape {
  const token = textOf(args, 'refresh_token');
  const live = [...w.grants.values()].filter(({ state }) => state === 'live');
  const old = live.find(({ rotation }) => rotation?.refreshToken === token);
  if (old?.rotation === undefined) return refuse('invalid_refresh_token');
  w.grants.set(old.token, { ...old, rotation: { expiresAt: old.rotation.expiresAt } });
  return tokenAnswer(w, grantToken(w, old));
}

function tokenAnswer(w: Workspace, grant: Grant): Shape {
  const place = w.all.find(({ team }) => team.id === grant.team);
  const { rotation } = grant;
  return {
    ok: true,
    access_token: grant.token,
    token_type: 'bot',
    scope: [...grant.scopes].join(','),
    bot_user_id: (place ?? w).app.botUser,
    app_id: w.app.id,
    team: place === undefined ? null : { id: place.team.id, name: place.team.name },
    enterprise: w.enterprise,
    is_enterprise_install: grant.team === null,
    ...(rotation !== undefined && {
      expires_in: Math.floor((rotation.expiresAt - w.clock.now()) / 1000),
      refresh_token: rotation.refreshToken ?? '',
    }),
  };
}
