import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';

/** A route in the shape that Bolt's HTTP receiver takes, so that both Slack modes serve the same ones. */
export type HttpRoute = {
  readonly path: string;
  readonly method: string;
  readonly handler: (request: IncomingMessage, response: ServerResponse) => void;
};

/** `/healthz`: the process answers. `/readyz`: the store answers too, so work can be done; `ready` says how far. */
export function healthRoutes(ready: () => Promise<string>): readonly HttpRoute[] {
  return [
    { path: '/healthz', method: 'GET', handler: (_, response) => answer(response, 200, 'ok') },
    {
      path: '/readyz',
      method: 'GET',
      handler: (_, response) => {
        ready().then(
          (text) => answer(response, 200, text),
          () => answer(response, 503, 'the store does not answer'),
        );
      },
    },
  ];
}

/** Serves the routes, for Socket Mode, where Bolt listens to nothing. Resolves to the function that closes it. */
export async function serveRoutes(
  routes: readonly HttpRoute[],
  at: { readonly port: number; readonly host?: string },
): Promise<() => Promise<void>> {
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0];
    const route = routes.find((one) => one.path === path && one.method === request.method);
    if (route === undefined) answer(response, 404, 'nothing here');
    else route.handler(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(at, resolve);
  });
  return async () => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
}

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  response.end(`${text}\n`);
}
