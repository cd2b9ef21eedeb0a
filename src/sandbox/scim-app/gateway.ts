/** The way from a socket to scimmy: the request log, the faults, the token, and two repairs to what scimmy is handed. */
import { createHash, timingSafeEqual } from 'node:crypto';
import express, { type NextFunction, type Request, type Response } from 'express';
import SCIMMY from 'scimmy';
import SCIMMYRouters from 'scimmy-routers';
import type { Faults } from './faults.ts';
import { packFilter } from './filter.ts';
import { declareResources } from './resources.ts';
import type { ScimStore } from './store.ts';

/** `path` is below /scim/v2 and keeps the query; the token is never kept. */
export type Requested = { readonly method: string; readonly path: string; readonly at: number };

export type GatewayParts = {
  readonly token: string;
  readonly store: ScimStore;
  readonly faults: Faults;
  readonly record: (requested: Requested) => void;
};

export const BASE_PATH = '/scim/v2';
/** No list answer holds more, whatever `count` asks for (RFC 7644 §3.4.2.4 allows a server to say so). */
const MAX_COUNT = 100;
const LISTS = new Set(['/Users', '/Groups']);

/** The Express application of one demo app. */
export function createGateway({ token, store, faults, record }: GatewayParts): express.Express {
  declareResources();
  const app = express();
  app.disable('x-powered-by');
  app.use(BASE_PATH, (req, _res, next) => {
    record({ method: req.method, path: req.url, at: Date.now() });
    next();
  });
  app.use(BASE_PATH, (req, res, next) => faults.middleware(req, res, next));
  app.use(BASE_PATH, repairQuery);
  app.use(
    BASE_PATH,
    new SCIMMYRouters({
      type: 'bearer',
      handler: (req) => authenticate(req, token),
      context: () => store,
    }),
  );
  SCIMMY.Config.set('filter', MAX_COUNT);
  return app;
}

/** Express 5 parses the query anew at each look, so what scimmy's router writes into it is lost: fix it in place. */
function repairQuery(req: Request, res: Response, next: NextFunction): void {
  try {
    Object.defineProperty(req, 'query', { value: repaired(req), writable: true });
    next();
  } catch (error) {
    if (!(error instanceof SCIMMY.Types.Error)) return next(error);
    res
      .status(error.status)
      .type('application/scim+json')
      .send(JSON.stringify(new SCIMMY.Messages.Error(error)));
  }
}

function repaired(req: Request): Record<string, unknown> {
  if (!LISTS.has(req.path)) return req.query;
  const { filter, startIndex, count, ...rest } = req.query;
  return {
    ...rest,
    ...(typeof filter === 'string' ? { filter: packFilter(filter) } : {}),
    ...(typeof startIndex === 'string' ? { startIndex: whole(startIndex) } : {}),
    count: Math.min(MAX_COUNT, typeof count === 'string' ? whole(count) : MAX_COUNT),
  };
}

function whole(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number))
    throw new SCIMMY.Types.Error(400, 'invalidValue', `'${text}' is not a number`);
  return number;
}

function authenticate(req: Request, token: string): string {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  if (timingSafeEqual(digest(req.get('Authorization') ?? ''), digest(`Bearer ${token}`))) return '';
  req.res?.set('WWW-Authenticate', 'Bearer');
  throw new Error('The bearer token is missing or wrong');
}
