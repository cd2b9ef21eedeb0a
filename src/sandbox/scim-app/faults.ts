/** Breaks the demo app on request, the way networks and vendors break: before, instead of, or after the work. */
import type { NextFunction, Request, Response } from 'express';

/**
 * status: answers with that status and does nothing. reset: cuts the connection before anything is done.
 * lost_response: does the work, then cuts the connection; late_status: does the work, then answers with that status
 * all the same; both wait for a request that writes.
 * slow: does the work, but five seconds late. html: a login page with status 200, as a proxy would send.
 * repeat_page: a list starts one entry before the place that was asked for; waits for a page after the first.
 */
export type FaultKind =
  | 'status'
  | 'reset'
  | 'lost_response'
  | 'late_status'
  | 'slow'
  | 'html'
  | 'repeat_page';

export type Faults = ReturnType<typeof faultSwitch>;

const SLOW_MS = 5_000;
const RETRY_AFTER_SECONDS = 7;

export function faultSwitch() {
  const planned: { kind: FaultKind; left: number; status: number }[] = [];
  const timers = new Set<NodeJS.Timeout>();
  let isDown = false;

  function take(req: Request) {
    const fault = planned.find(({ kind, left }) => left > 0 && applies(kind, req));
    if (!fault) return undefined;
    fault.left -= 1;
    if (fault.left === 0) planned.splice(planned.indexOf(fault), 1);
    return fault;
  }

  function later(next: NextFunction): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      next();
    }, SLOW_MS);
    timers.add(timer);
  }

  return {
    /** The next `times` requests that fit go wrong; `status`, with the kinds named after it, is what they answer. */
    next: (kind: FaultKind, times = 1, status = 500): void =>
      void planned.push({ kind, left: times, status }),
    /** Every connection is cut until `up`. */
    down: (): void => void (isDown = true),
    up: (): void => void (isDown = false),
    isDown: (): boolean => isDown,
    /** Forgets what was planned and lets go of requests that wait. */
    clear(): void {
      planned.length = 0;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
    middleware(req: Request, res: Response, next: NextFunction): void {
      const fault = take(req);
      if (!fault) return next();
      if (fault.kind === 'slow') return later(next);
      if (fault.kind === 'status') return answer(res, fault.status);
      if (fault.kind === 'repeat_page') {
        req.url = stepBack(req.url);
        return next();
      }
      if (fault.kind === 'html') return void res.type('html').send('<!doctype html><title>Sign in</title>');
      if (fault.kind === 'reset') return void req.socket.destroy();
      if (fault.kind === 'late_status') return spoil(res, fault.status, next);
      res.end = () => {
        req.socket.destroy();
        return res;
      };
      next();
    },
  };
}

/** Lets the work be done, and at the last moment puts another status on the answer. */
function spoil(res: Response, status: number, next: NextFunction): void {
  const end = res.end.bind(res);
  res.end = () => {
    res.statusCode = status;
    res.removeHeader('Content-Length');
    return end();
  };
  next();
}

function applies(kind: FaultKind, req: Request): boolean {
  if (kind === 'lost_response' || kind === 'late_status') return req.method !== 'GET';
  if (kind === 'repeat_page') return req.method === 'GET' && startIndexOf(req.url) > 1;
  return true;
}

function answer(res: Response, status: number): void {
  if (status === 429 || status === 503) res.set('Retry-After', String(RETRY_AFTER_SECONDS));
  res
    .status(status)
    .type('application/scim+json')
    .send(
      JSON.stringify({
        schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
        status: String(status),
        detail: `The demo app was told to answer ${status}`,
      }),
    );
}

function startIndexOf(url: string): number {
  return Number(new URL(url, 'http://app').searchParams.get('startIndex') ?? 1);
}

function stepBack(url: string): string {
  const asked = new URL(url, 'http://app');
  asked.searchParams.set('startIndex', String(startIndexOf(url) - 1));
  return asked.pathname + asked.search;
}
