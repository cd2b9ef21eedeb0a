/** One HTTP call as every connector makes it: bounded, without redirects, and with a value for every way it can fail. */
import { request as send } from 'undici';
import { reveal, type Secret } from '../domain/secret.ts';
import type { Ctx, Failed, Refused, Unknown } from './connector.ts';
import { readBody } from './http-body.ts';
import { lostAnswer, problemOf } from './http-problem.ts';
import { retryAfterMs } from './retry-after.ts';

export { baseUrlSchema } from './base-url.ts';

export type HttpRequest = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as a bearer token never told or logged. */
  readonly token: Secret;
  /** Sent as JSON. */
  readonly body?: unknown;
};

/** A 2xx answer; `json` is undefined when the body was empty. */
export type HttpAnswer = { readonly is: 'answer'; readonly status: number; readonly json: unknown };

const CALL_TIMEOUT_MS = 10_000;

/**
 * Makes the call. Everything but a 2xx answer in JSON comes back as a refusal or a failure; `unknown` only for calls
 * that write, when they may have been carried out. Ends after ten seconds, or when `ctx.signal` says so.
 */
export async function callHttp(
  ctx: Ctx,
  request: HttpRequest,
): Promise<HttpAnswer | Refused | Failed | Unknown> {
  const started = ctx.now();
  const result = await attempt(ctx, request);
  ctx.log('debug', 'called a target system', {
    method: request.method,
    host: request.url.host,
    path: request.url.pathname,
    result: result.is === 'answer' ? result.status : result.message,
    ms: ctx.now() - started,
  });
  return result;
}

async function attempt(ctx: Ctx, request: HttpRequest): Promise<HttpAnswer | Refused | Failed | Unknown> {
  if (ctx.signal.aborted) {
    return { is: 'failed', code: 'retryable', message: `Stopped before ${request.url.host} was called` };
  }
  try {
    const response = await send(request.url, {
      method: request.method,
      headers: headersOf(request),
      signal: AbortSignal.any([ctx.signal, AbortSignal.timeout(CALL_TIMEOUT_MS)]),
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    });
    const { statusCode: status, headers } = response;
    const body = await readBody(response.body, headers['content-type']);
    if (status >= 200 && status < 300 && body.is === 'json') return { is: 'answer', status, json: body.json };
    const wait = retryAfterMs(headers['retry-after'], ctx.now());
    return problemOf(request, { status, body, location: headers['location'], retryAfterMs: wait });
  } catch (error) {
    return lostAnswer(request, error);
  }
}

function headersOf({ token, headers, body }: HttpRequest): Record<string, string> {
  return {
    accept: 'application/json',
    'user-agent': 'hallpass',
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...headers,
    authorization: `Bearer ${reveal(token)}`,
  };
}
