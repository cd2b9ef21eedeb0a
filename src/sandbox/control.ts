// The control API under /sandbox/: see page/protocol.ts for every path.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { ask, perform, readAct, readFaults, readStep, readSuggestAsk, readUserGroup } from './acts.ts';
import { readBody } from './body.ts';
import { planFaults } from './faults.ts';
import { parseJson } from './json.ts';
import { personCard } from './people.ts';
import { readPanels, stateFor } from './state.ts';
import { runStep, stepsOf } from './step.ts';
import { sameSecret } from './tokens.ts';
import { readTraffic } from './traffic.ts';
import { uninstall } from './uninstall.ts';
import { putUserGroup } from './user-groups.ts';
import type { Workspace } from './workspace.ts';

type Exchange = { readonly request: IncomingMessage; readonly response: ServerResponse };

const HEARTBEAT_MS = 15_000;
const clockSchema = z.object({ advanceSeconds: z.number().min(0).max(315_360_000) });

export async function answerControl(w: Workspace, url: URL, exchange: Exchange): Promise<void> {
  const { request, response } = exchange;
  const given = request.headers['x-sandbox-token'] ?? url.searchParams.get('token');
  if (typeof given !== 'string' || !sameSecret(given, w.tokens.control)) {
    return answer(response, 401, { error: 'wrong control token' });
  }
  if (url.pathname === '/sandbox/events' && request.method === 'GET') return stream(w, response);
  const team = url.searchParams.get('team') ?? w.team.id;
  const place = w.all.find((one) => one.team.id === team);
  if (place === undefined) return answer(response, 400, { error: 'no such team' });
  const result =
    request.method === 'GET' ? await read(place, url) : await change(place, url, await readBody(request));
  if (result === 'unknown') return answer(response, 404, { error: 'no such path' });
  if (result === undefined)
    return answer(response, 400, { error: 'the request is not what the contract says' });
  answer(response, 200, result);
}

/** Moves the clock, then lets whoever started the sandbox follow. */
export async function advanceClock(w: Workspace, seconds: number): Promise<number> {
  await w.clock.advance(seconds);
  await w.onAdvance(w.clock.now());
  w.changes.touch();
  return w.clock.now();
}

async function read(w: Workspace, url: URL): Promise<unknown> {
  switch (url.pathname) {
    case '/sandbox/people':
      return [...w.users.values()].filter(({ flags }) => flags?.includes('bot') !== true).map(personCard);
    case '/sandbox/state':
      return stateFor(w, url.searchParams.get('as') ?? '');
    case '/sandbox/panels':
      return readPanels(w);
    case '/sandbox/steps':
      return stepsOf(w);
    case '/sandbox/traffic':
      return readTraffic(w);
    default:
      return 'unknown';
  }
}

async function change(w: Workspace, url: URL, text: string): Promise<unknown> {
  const body = parseJson(text);
  switch (url.pathname) {
    case '/sandbox/act': {
      const act = readAct(body);
      return act === undefined ? undefined : perform(w, act);
    }
    case '/sandbox/suggest': {
      const wanted = readSuggestAsk(body);
      return wanted === undefined ? undefined : ask(w, wanted);
    }
    case '/sandbox/clock': {
      const { data } = clockSchema.safeParse(body);
      return data === undefined ? undefined : { now: await advanceClock(w, data.advanceSeconds) };
    }
    case '/sandbox/faults': {
      const plan = readFaults(body);
      if (plan === undefined) return undefined;
      planFaults(w, plan);
      return { ok: true };
    }
    case '/sandbox/uninstall':
      await uninstall(w);
      return { ok: true };
    case '/sandbox/steps': {
      const step = readStep(body);
      return step === undefined ? undefined : runStep(w, step);
    }
    case '/sandbox/user-groups': {
      const group = readUserGroup(body);
      if (group === undefined) return undefined;
      await putUserGroup(w, group);
      return { ok: true };
    }
    default:
      return 'unknown';
  }
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(JSON.stringify(body));
}

/** Tells the page that something changed; many changes in one turn are one line. */
function stream(w: Workspace, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  let told = -1;
  const tell = (): void => {
    if (told === w.changes.revision()) return;
    told = w.changes.revision();
    response.write(`data: ${JSON.stringify({ revision: told })}\n\n`);
  };
  const off = w.changes.subscribe(() => setImmediate(tell));
  const beating = setInterval(() => response.write(':\n\n'), HEARTBEAT_MS).unref();
  const end = (): void => {
    off();
    clearInterval(beating);
    w.streams.delete(end);
    response.end();
  };
  w.streams.add(end);
  response.on('close', end);
  tell();
}
