/** Every way an HTTP call can go wrong, as an outcome with a sentence that says what happened and what helps. */
import { z } from 'zod';
import { reveal, type Secret } from '../domain/secret.ts';
import type { Failed, Refused, Unknown } from './connector.ts';
import type { Body } from './http-body.ts';

type Called = { readonly method: string; readonly url: URL; readonly token: Secret };
type Answered = {
  readonly status: number;
  readonly body: Body;
  readonly location: string | string[] | undefined;
  readonly retryAfterMs: number | undefined;
};

/** An answer that came but is no success in JSON. */
export function problemOf(called: Called, answered: Answered): Refused | Failed | Unknown {
  const { status, body } = answered;
  const host = called.url.host;
  if (status >= 300 && status < 400) return refused('invalid', redirect(host, answered));
  if (status >= 500) return serverProblem(called, answered);
  if (body.is === 'html' && (status < 300 || status === 404)) return failed('retryable', htmlInstead(host));
  if (status < 300) return unreadable(called, body);
  const said = `${host} answered ${status}${detailOf(called, body)}`;
  if (status === 401) return failed('auth', `${said}. It does not accept our token: renew it.`);
  if (status === 403) return refused('forbidden', `${said}. Our token may not do this.`);
  if (status === 404) return refused('not_found', said);
  if (status === 405) return refused('unsupported', said);
  if (status === 409 || status === 412) return failed('conflict', said);
  if (status === 429) return { ...failed('throttled', said), ...waitOf(answered) };
  if (status === 408 || status === 423 || status === 425) return failed('retryable', said);
  return refused('invalid', said);
}

/** No answer, or none that was read to the end. What was never sent can be tried again without a look first. */
export function lostAnswer({ method, url }: Called, error: unknown): Failed | Unknown {
  const code = codeOf(error);
  const why = WHY[code] ?? `could not be reached (${code})`;
  if (method === 'GET' || NEVER_SENT.test(code)) return failed('retryable', `${url.host} ${why}`);
  return { is: 'unknown', message: `${url.host} ${why}; whether it did what we asked is not known` };
}

const NEVER_SENT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|UND_ERR_INVALID_ARG|ERR_TLS_.*|ERR_SSL_.*|CERT_.*|.*SELF_SIGNED.*|UNABLE_TO_.*)$/;

const WHY: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refused the connection',
  ENOTFOUND: 'is not a known host name',
  ECONNRESET: 'cut the connection',
  UND_ERR_SOCKET: 'cut the connection',
  UND_ERR_CONNECT_TIMEOUT: 'did not accept a connection in time',
  UND_ERR_INVALID_ARG: 'was not called: the token or the address has characters that HTTP does not allow',
  CERT_HAS_EXPIRED: 'has a TLS certificate that has expired',
  TimeoutError: 'did not answer in time',
  AbortError: 'had not answered when the call was stopped',
};

function serverProblem(called: Called, answered: Answered): Refused | Failed | Unknown {
  const { status, body } = answered;
  const said = `${called.url.host} answered ${status}${detailOf(called, body)}`;
  if (status === 501) return refused('unsupported', said);
  // A gateway that lost its server cannot say whether the server had begun.
  if ((status === 502 || status === 504) && called.method !== 'GET') return { is: 'unknown', message: said };
  return { ...failed('retryable', said), ...waitOf(answered) };
}

function unreadable({ method, url }: Called, body: Body): Failed | Unknown {
  const size = body.is === 'too_large' ? 'more than 1 MB' : 'something that is not JSON';
  const message = `${url.host} answered with ${size}`;
  return method === 'GET' ? failed('retryable', message) : { is: 'unknown', message };
}

function htmlInstead(host: string): string {
  return `${host} answered with a web page instead of JSON: a login page or a proxy is in the way, or the URL is wrong`;
}

function redirect(host: string, { status, location }: Answered): string {
  const to = String(location ?? '');
  const where = URL.canParse(to) ? ` to ${new URL(to).host}` : '';
  return `${host} answered ${status}, a redirect${where}. Redirects are not followed, lest the token go elsewhere: set the final URL.`;
}

const LONGEST_DETAIL = 200;
const detailSchema = z
  .looseObject({ detail: z.string(), message: z.string(), error_description: z.string() })
  .partial();

/** The server's own words, short, on one line, and without our token should the server repeat it. */
function detailOf({ token }: Called, body: Body): string {
  const parsed = detailSchema.safeParse(body.is === 'json' ? body.json : undefined);
  const { detail, message, error_description } = parsed.data ?? {};
  const words = (detail ?? message ?? error_description ?? '')
    .replaceAll(reveal(token) || '[secret]', '[secret]')
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim();
  if (words === '') return '';
  return `: ${words.length > LONGEST_DETAIL ? `${words.slice(0, LONGEST_DETAIL)}…` : words}`;
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no reason given';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

function waitOf({ retryAfterMs }: Answered): { retryAfterMs?: number } {
  return retryAfterMs === undefined ? {} : { retryAfterMs };
}

function failed(code: Failed['code'], message: string): Failed {
  return { is: 'failed', code, message };
}

function refused(code: Refused['code'], message: string): Refused {
  return { is: 'refused', code, message };
}
