import { z } from 'zod';
import type { ConnectorDeps, Ctx, Failed, Refused, Unknown } from '../connector.ts';
import { callHttp, type HttpAnswer, type HttpRequest } from '../http.ts';
import { listSchema, type ScimConfig } from './schema.ts';

export type Problem = Refused | Failed | Unknown;

/** The two kinds of call a SCIM server takes. Reads never answer `unknown`. */
export type ScimClient = {
  readonly config: ScimConfig;
  /** `path` is below the base URL, its ids already through `segment`. */
  get<T>(ctx: Ctx, path: string, query: Query<T>): Promise<Read<T>>;
  write(ctx: Ctx, request: Write): Promise<HttpAnswer | Problem>;
};

type Query<T> = {
  readonly schema: z.ZodType<T>;
  readonly params?: Readonly<Record<string, string | number | undefined>>;
};
export type Read<T> = { readonly is: 'read'; readonly value: T } | Refused | Failed;
type Write = { readonly method: 'POST' | 'PATCH'; readonly path: string; readonly body: unknown };

/** One page of a list (RFC 7644 §3.4.2.4); `next` is the start of the one after it. */
export type Page<T> = { readonly items: readonly T[]; readonly next?: number };

export function createClient(config: ScimConfig, deps: ConnectorDeps): ScimClient {
  async function call(ctx: Ctx, request: ScimRequest) {
    const token = deps.secretOf(config.tokenEnv);
    if (token) return callHttp(ctx, { ...request, headers: SCIM_HEADERS[request.method], token });
    const message = `The environment variable ${config.tokenEnv}, which holds the SCIM token, is not set`;
    return { is: 'failed', code: 'auth', message } satisfies Failed;
  }
  return {
    config,
    async get(ctx, path, { schema, params = {} }) {
      const answer = await call(ctx, { method: 'GET', url: urlOf(config.baseUrl + path, params) });
      if (answer.is === 'unknown') return { ...answer, is: 'failed', code: 'retryable' };
      if (answer.is !== 'answer') return answer;
      const parsed = schema.safeParse(answer.json);
      if (parsed.success) return { is: 'read', value: parsed.data };
      const flaw = z.prettifyError(parsed.error).replace(/\s+/g, ' ');
      return {
        is: 'failed',
        code: 'retryable',
        message: `The SCIM server's answer to ${path} is not SCIM: ${flaw}`,
      };
    },
    write: (ctx, { method, path, body }) =>
      call(ctx, { method, url: urlOf(config.baseUrl + path, {}), body }),
  };
}

/** Reads the page from `startIndex` on. A list that says there is more but shows nothing new fails: it would loop. */
export async function readPage<T>(
  client: ScimClient,
  ctx: Ctx,
  { path, item, startIndex, params }: PageRequest<T>,
): Promise<Read<Page<T>>> {
  const schema = listSchema.extend({ Resources: z.array(item).nullish() });
  const read = await client.get(ctx, path, { schema, params: { ...params, startIndex } });
  if (read.is !== 'read') return read;
  const { Resources, totalResults, startIndex: told } = read.value;
  const items = Resources ?? [];
  // A server may start where it likes and cap the count: go by what it says it sent.
  const next = (told ?? startIndex) + items.length;
  if (next > totalResults) return { is: 'read', value: { items } };
  if (next > startIndex) return { is: 'read', value: { items, next } };
  const message = `The SCIM server says ${path} has ${totalResults} entries but shows nothing from ${startIndex} on`;
  return { is: 'failed', code: 'retryable', message };
}

export type PageRequest<T> = {
  readonly path: string;
  readonly item: z.ZodType<T>;
  readonly startIndex: number;
  readonly params: Readonly<Record<string, string | number | undefined>>;
};

/** An `eq` filter (RFC 7644 §3.4.2.2); the value is a JSON string, so quotes and backslashes are safe. */
export function equals(attribute: string, value: string): string {
  return `${attribute} eq ${JSON.stringify(value)}`;
}

/** An id as part of a path. */
export function segment(id: string): string {
  return encodeURIComponent(id);
}

type ScimRequest = Omit<HttpRequest, 'token'> & { readonly method: 'GET' | Write['method'] };

const accept = 'application/scim+json, application/json';
const writing = { accept, 'content-type': 'application/scim+json' };
const SCIM_HEADERS = { GET: { accept }, POST: writing, PATCH: writing };

/** Spaces become %20: some servers read a + as a plus. */
function urlOf(address: string, params: Readonly<Record<string, string | number | undefined>>): URL {
  const query = Object.entries(params)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  return new URL(query.length === 0 ? address : `${address}?${query.join('&')}`);
}
