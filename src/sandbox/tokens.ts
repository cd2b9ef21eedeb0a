// Who calls: bot token, app-level token, or nobody we know.
import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Shape } from './json.ts';
import { words } from './json.ts';
import { hasFlag } from './people.ts';
import type { Workspace } from './workspace.ts';

type Caller = 'bot' | 'app';
type TokenRefusal = 'not_authed' | 'invalid_auth' | 'not_allowed_token_type' | 'account_inactive';

/** @param needs the kind of token the method takes */
export function checkToken(
  w: Workspace,
  call: { readonly request: IncomingMessage; readonly args: Shape },
  needs: Caller,
): TokenRefusal | undefined {
  const header = call.request.headers.authorization;
  const token = header === undefined ? words(call.args, 'token') : header.replace(/^Bearer\s+/i, '');
  if (token === undefined || token === '') return 'not_authed';
  const caller = whose(w, token);
  if (needs === 'app' && caller !== 'app') {
    return token.startsWith('xapp-') ? 'invalid_auth' : 'not_allowed_token_type';
  }
  if (needs === 'app') return undefined;
  if (caller === 'app') return 'not_allowed_token_type';
  if (caller === undefined) return 'invalid_auth';
  const bot = w.users.get(w.app.botUser);
  return bot !== undefined && hasFlag(bot, 'deactivated') ? 'account_inactive' : undefined;
}

/** Compares secrets without telling by the time it takes how much of them is right. */
export function sameSecret(given: string, secret: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(secret);
  return a.length === b.length && timingSafeEqual(a, b);
}

function whose(w: Workspace, token: string): Caller | undefined {
  if (sameSecret(token, w.tokens.bot) || w.grants.has(token)) return 'bot';
  return sameSecret(token, w.tokens.app) ? 'app' : undefined;
}
