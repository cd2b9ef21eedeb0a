// Who calls: a token of an installation, the app-level token, or nobody we know.
import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Shape } from './json.ts';
import { words } from './json.ts';
import type { Grant } from './records.ts';
import type { Workspace } from './workspace.ts';

type TokenRefusal =
  | 'not_authed'
  | 'invalid_auth'
  | 'not_allowed_token_type'
  | 'account_inactive'
  | 'token_revoked'
  | 'token_expired';

/** The grant behind a bot token, nothing for an app-level token, or why the token will not do. */
export type Caller = { readonly grant: Grant | undefined } | { readonly refusal: TokenRefusal };

/** @param needs the kind of token the method takes */
export function readCaller(
  w: Workspace,
  call: { readonly request: IncomingMessage; readonly args: Shape },
  needs: 'bot' | 'app',
): Caller {
  const header = call.request.headers.authorization;
  const token = header === undefined ? words(call.args, 'token') : header.replace(/^Bearer\s+/i, '');
  if (token === undefined || token === '') return { refusal: 'not_authed' };
  const isApp = sameSecret(token, w.tokens.app);
  if (needs === 'app' && !isApp) {
    return { refusal: token.startsWith('xapp-') ? 'invalid_auth' : 'not_allowed_token_type' };
  }
  if (needs === 'app') return { grant: undefined };
  if (isApp) return { refusal: 'not_allowed_token_type' };
  const grant = [...w.grants.values()].find((one) => sameSecret(token, one.token));
  if (grant === undefined) return { refusal: 'invalid_auth' };
  const refusal = deadBecause(w, grant);
  return refusal === undefined ? { grant } : { refusal };
}

/** Compares secrets without telling by the time it takes how much of them is right. */
export function sameSecret(given: string, secret: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(secret);
  return a.length === b.length && timingSafeEqual(a, b);
}

function deadBecause(w: Workspace, { state, rotation, team }: Grant): TokenRefusal | undefined {
  if (state === 'revoked') return 'token_revoked';
  if (state === 'uninstalled') return 'account_inactive';
  if (rotation !== undefined && rotation.expiresAt <= w.clock.now()) return 'token_expired';
  const place = w.all.find((one) => one.team.id === team);
  const bot = place?.users.get(place.app.botUser);
  return bot?.flags?.includes('deactivated') === true ? 'account_inactive' : undefined;
}
