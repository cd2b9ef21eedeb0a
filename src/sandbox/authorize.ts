// The page on which a person lets the app in, and where their answer goes.
// Source: https://docs.slack.dev/authentication/installing-with-oauth
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { consentPage, refusalPage } from './authorize-page.ts';
import { readBody } from './body.ts';
import { orgOffered } from './grants.ts';
import { hasFlag } from './people.ts';
import type { Workspace } from './workspace.ts';

type Exchange = { readonly request: IncomingMessage; readonly response: ServerResponse };

/** GET shows the page, POST is a click on Allow or Cancel. */
export async function answerAuthorize(w: Workspace, url: URL, exchange: Exchange): Promise<void> {
  const { request, response } = exchange;
  if (request.method === 'POST') return decide(w, response, new URLSearchParams(await readBody(request)));
  const asked = url.searchParams;
  const refusal = refusalOf(w, asked);
  if (refusal !== undefined) return show(response, 400, refusalPage(refusal));
  const ticket = randomBytes(16).toString('hex');
  w.consents.set(ticket, asked);
  show(response, 200, consentPage(w, { ticket, scopes: scopesOf(asked), team: asked.get('team') }));
}

/** Why the request itself is wrong; it is told to the person, never to a redirect address nobody has checked. */
function refusalOf(w: Workspace, asked: URLSearchParams): string | undefined {
  if (asked.get('client_id') !== w.tokens.clientId) return 'invalid_client_id';
  if (redirectOf(w, asked) === undefined) return 'bad_redirect_uri';
  const scopes = scopesOf(asked);
  if (scopes.length === 0) return 'no_scopes';
  // This workspace gives bot tokens only, and only for what the manifest names.
  const known = scopes.every((scope) => w.manifest.scopes.has(scope));
  return known && (asked.get('user_scope') ?? '') === '' ? undefined : 'invalid_scope';
}

/** A ticket is good for one click, so another site cannot click in a person's name. */
function decide(w: Workspace, response: ServerResponse, form: URLSearchParams): void {
  const ticket = form.get('ticket') ?? '';
  const asked = w.consents.get(ticket);
  w.consents.delete(ticket);
  const to = asked === undefined ? undefined : redirectOf(w, asked);
  if (asked === undefined || to === undefined) return show(response, 400, refusalPage('expired'));
  if (asked.has('state')) to.searchParams.set('state', asked.get('state') ?? '');
  if (form.get('answer') !== 'allow') {
    to.searchParams.set('error', 'access_denied');
    return redirect(response, to);
  }
  const [teamId = '', user = ''] = (form.get('as') ?? '').split(' ');
  const orgWide = form.get('org') === 'on';
  if (!mayInstall(w, teamId, user) || (orgWide && !orgOffered(w)))
    return show(response, 403, refusalPage('access_denied'));
  const code = randomBytes(16).toString('hex');
  w.codes.set(code, {
    team: orgWide ? null : teamId,
    user,
    scopes: new Set(scopesOf(asked)),
    redirectUri: asked.get('redirect_uri') ?? undefined,
    at: w.clock.now(),
  });
  to.searchParams.set('code', code);
  redirect(response, to);
}

function mayInstall(w: Workspace, teamId: string, id: string): boolean {
  const user = w.all.find(({ team }) => team.id === teamId)?.users.get(id);
  const kept = ['bot', 'guest', 'single_channel_guest', 'external', 'deactivated'] as const;
  return user !== undefined && !kept.some((flag) => hasFlag(user, flag));
}

/** One of the addresses in the manifest, or one below it; the first of them when none is asked for. */
function redirectOf(w: Workspace, asked: URLSearchParams): URL | undefined {
  const wanted = asked.get('redirect_uri') ?? w.manifest.redirectUrls[0];
  if (wanted === undefined || !URL.canParse(wanted)) return undefined;
  const url = new URL(wanted);
  const allowed = w.manifest.redirectUrls.map((one) => new URL(one));
  const fits = allowed.some((one) => one.origin === url.origin && below(url.pathname, one.pathname));
  return fits ? url : undefined;
}

function below(path: string, base: string): boolean {
  return path === base || path.startsWith(base.endsWith('/') ? base : `${base}/`);
}

function scopesOf(asked: URLSearchParams): readonly string[] {
  return (asked.get('scope') ?? '').split(/[\s,]+/).filter(Boolean);
}

function redirect(response: ServerResponse, to: URL): void {
  response.writeHead(302, { location: to.href, 'cache-control': 'no-store' });
  response.end();
}

function show(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  });
  response.end(body);
}
