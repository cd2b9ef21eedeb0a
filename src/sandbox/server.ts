// The one HTTP server: Web API, response URLs, sockets, control API and page, on loopback only.

import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { answerCall } from './api.ts';
import { answerAuthorize } from './authorize.ts';
import { answerControl } from './control.ts';
import { takeFault } from './faults.ts';
import { answerPage } from './page-files.ts';
import { useResponseUrl } from './response-urls.ts';
import { acceptSockets } from './socket.ts';
import { record } from './traffic.ts';
import { pause } from './wait.ts';
import type { Workspace } from './workspace.ts';

/** Listens on 127.0.0.1 and writes the address into the workspace. */
export async function listen(w: Workspace, port: number): Promise<Server> {
  const server = createServer((request, response) => void serve(w, { request, response }));
  server.on('upgrade', acceptSockets(w));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no TCP address');
  w.mutable.origin = `http://127.0.0.1:${address.port}`;
  return server;
}

type Exchange = { readonly request: IncomingMessage; readonly response: ServerResponse };

async function serve(w: Workspace, exchange: Exchange): Promise<void> {
  const { request, response } = exchange;
  try {
    await route(w, new URL(request.url ?? '/', w.mutable.origin), exchange);
  } catch (failure) {
    if (response.headersSent) return void response.destroy();
    const text = failure instanceof Error ? failure.message : 'unknown';
    response.writeHead(500, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ ok: false, error: 'internal_error', text }));
  }
}

async function route(w: Workspace, url: URL, exchange: Exchange): Promise<void> {
  const { request, response } = exchange;
  const method = /^\/api\/([\w.]+)$/.exec(url.pathname)?.[1];
  if (method !== undefined) return w.changes.during(() => answerCall(w, method, exchange));
  const [, team, key] = /^\/response\/([^/]+)\/([^/]+)$/.exec(url.pathname) ?? [];
  const place = w.all.find((one) => one.team.id === team);
  if (place !== undefined && key !== undefined && request.method === 'POST')
    return w.changes.during(() => answerResponse(place, key, exchange));
  // A name that resolves to loopback (DNS rebinding) must not reach what acts for people.
  if (!isLoopback(request.headers.host)) return plain(response, 403, 'Only loopback names are served');
  if (url.pathname === '/oauth/v2/authorize') return answerAuthorize(w, url, exchange);
  if (url.pathname.startsWith('/sandbox/')) return answerControl(w, url, exchange);
  if (request.method === 'GET' && (await answerPage(url.pathname, response))) return;
  plain(response, 404, 'Not found');
}

async function answerResponse(w: Workspace, key: string, { request, response }: Exchange): Promise<void> {
  const fault = takeFault(w, 'response_url');
  if (fault?.kind === 'reset') return void response.destroy();
  if (fault?.kind === 'slow') await pause(fault.delayMs);
  const answer =
    fault?.kind === 'status'
      ? { status: fault.status, body: 'internal_error', request: {} }
      : await useResponseUrl(w, key, request);
  const { status, body, request: message } = answer;
  record(w, { direction: 'in', what: 'response_url', request: message, response: body, status });
  if (fault?.kind === 'lost_response') return void response.destroy();
  plain(response, status, body);
}

function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(text);
}

function isLoopback(host: string | undefined): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host ?? '');
}
