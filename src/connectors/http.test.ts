import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { secret } from '../domain/secret.ts';
import { recordingCtx } from './contract.ts';
import { callHttp, type HttpRequest } from './http.ts';

const TOKEN = 'canary-7f3a';
const servers: Server[] = [];
const seen: string[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  expect(seen.splice(0).join('\n')).not.toContain(TOKEN);
});

async function serve(answer: RequestListener): Promise<URL> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return new URL(`http://127.0.0.1:${address.port}/path?secret=query`);
}

async function call(url: URL, request: Partial<HttpRequest> & { signal?: AbortSignal } = {}) {
  const ctx = recordingCtx(seen);
  const { signal = ctx.signal, ...rest } = request;
  const result = await callHttp({ ...ctx, signal }, { method: 'GET', url, token: secret(TOKEN), ...rest });
  seen.push(JSON.stringify(result));
  return result;
}

const answering = (status: number, body: string, headers: Record<string, string> = {}) =>
  serve((_req, res) => void res.writeHead(status, headers).end(body));

describe('a call', () => {
  it('sends JSON with the token and reads JSON back', async () => {
    const url = await serve((req, res) => {
      let body = '';
      req.on('data', (chunk) => (body += String(chunk)));
      req.on('end', () => res.end(JSON.stringify({ body, ...req.headers, method: req.method })));
    });
    const result = await callHttp(recordingCtx(seen), {
      method: 'PATCH',
      url,
      token: secret(TOKEN),
      body: { a: 'ü' },
    });
    expect(result).toMatchObject({
      is: 'answer',
      json: {
        body: '{"a":"ü"}',
        method: 'PATCH',
        authorization: `Bearer ${TOKEN}`,
        'content-type': 'application/json',
      },
    });
  });

  it('logs where it went but not what it asked', async () => {
    await call(await answering(200, '{}'));
    expect(seen.join()).toContain('"/path"');
    expect(seen.join()).not.toContain('secret=query');
  });

  it('takes an empty answer as an answer', async () => {
    expect(await call(await answering(204, ''))).toEqual({ is: 'answer', status: 204, json: undefined });
  });

  it('keeps the reason a server gives short, on one line and free of the token it repeats', async () => {
    const detail = `bad\n\u202e token ${TOKEN} ${'x'.repeat(500)}`;
    const result = await call(await answering(400, JSON.stringify({ detail })));
    expect(result).toMatchObject({ is: 'refused', code: 'invalid' });
    const message = 'message' in result ? result.message : '';
    expect(message).toContain('answered 400: bad token [secret] xxx');
    expect(message.length).toBeLessThan(260);
  });
});

describe('an answer that is no success', () => {
  const refused = (code: string) => ({ is: 'refused', code });
  const failed = (code: string) => ({ is: 'failed', code });
  it.each([
    [400, refused('invalid')],
    [401, failed('auth')],
    [403, refused('forbidden')],
    [404, refused('not_found')],
    [405, refused('unsupported')],
    [408, failed('retryable')],
    [409, failed('conflict')],
    [412, failed('conflict')],
    [418, refused('invalid')],
    [429, failed('throttled')],
    [500, failed('retryable')],
    [501, refused('unsupported')],
    [503, failed('retryable')],
  ])('%i becomes an outcome', async (status, outcome) => {
    const url = await answering(status, '{}');
    expect(await call(url)).toMatchObject(outcome);
    expect(await call(url, { method: 'PATCH', body: {} })).toMatchObject(outcome);
  });

  it.each([502, 504])('%i from a gateway leaves a write in doubt, not a read', async (status) => {
    const url = await answering(status, '<html>Bad gateway</html>');
    expect(await call(url)).toMatchObject(failed('retryable'));
    expect(await call(url, { method: 'PATCH', body: {} })).toMatchObject({ is: 'unknown' });
  });

  it('a redirect is refused and not followed', async () => {
    let followed = false;
    const other = await serve((_req, res) => {
      followed = true;
      res.end('{}');
    });
    const result = await call(await answering(307, '', { location: other.href }));
    expect(result).toMatchObject(refused('invalid'));
    expect(JSON.stringify(result)).toContain(other.host);
    expect(followed).toBe(false);
  });

  it('a web page is a sign that something is in the way, even with 200 or 404', async () => {
    for (const status of [200, 404]) {
      const result = await call(await answering(status, '<!doctype html><p>Sign in'));
      expect(result).toMatchObject(failed('retryable'));
      expect(JSON.stringify(result)).toContain('web page instead of JSON');
    }
  });

  it('what is not JSON cannot be read, and leaves a write in doubt', async () => {
    const url = await answering(200, 'OK');
    expect(await call(url)).toMatchObject(failed('retryable'));
    expect(await call(url, { method: 'POST', body: {} })).toMatchObject({ is: 'unknown' });
  });

  it.each([
    ['7', 7_000],
    ['0', 0],
    ['99999999', 900_000],
    ['9'.repeat(400), 900_000],
    ['Tue, 14 Nov 2023 22:14:20 GMT', 60_000],
    ['Tue, 14 Nov 2023 22:00:00 GMT', 0],
    ['Fri, 01 Jan 2100 00:00:00 GMT', 900_000],
    ['-5', undefined],
    ['soon', undefined],
    ['Tue, 99 Nov 2023 99:99:99 GMT', undefined],
  ])('Retry-After: %s', async (header, expected) => {
    const result = await call(await answering(429, '{}', { 'retry-after': header }));
    expect('retryAfterMs' in result ? result.retryAfterMs : undefined).toBe(expected);
  });
});

describe('no answer', () => {
  it('from a closed port: not sent, so worth another try even for a write', async () => {
    const url = await answering(200, '{}');
    await new Promise((resolve) => servers.splice(0)[0]?.close(resolve));
    const result = await call(url, { method: 'PATCH', body: {} });
    expect(result).toMatchObject({ is: 'failed', code: 'retryable' });
    expect(JSON.stringify(result)).toContain('refused the connection');
  });

  it('because the connection was cut: a write is in doubt', async () => {
    const url = await serve((req) => req.socket.destroy());
    expect(await call(url)).toMatchObject({ is: 'failed', code: 'retryable' });
    expect(await call(url, { method: 'PATCH', body: {} })).toMatchObject({ is: 'unknown' });
  });

  it('to the end: reading stops at a megabyte', async () => {
    let closed: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => (closed = resolve));
    const url = await serve((_req, res) => {
      const pour = () => {
        while (!res.destroyed && res.write('x'.repeat(65_536)));
      };
      res.on('drain', pour).on('close', () => closed());
      pour();
    });
    const result = await call(url);
    expect(result).toMatchObject({ is: 'failed', code: 'retryable' });
    expect(JSON.stringify(result)).toContain('more than 1 MB');
    await gone;
  });

  it('to the end: a body that trickles is cut off by the signal', async () => {
    const url = await serve((_req, res) => void res.writeHead(200).write('{'));
    expect(await call(url, { signal: AbortSignal.timeout(100) })).toMatchObject({
      is: 'failed',
      code: 'retryable',
    });
  });

  it('because it was stopped before it began: nothing is sent', async () => {
    let asked = 0;
    const url = await serve((_req, res) => {
      asked += 1;
      res.end('{}');
    });
    const result = await call(url, { method: 'PATCH', body: {}, signal: AbortSignal.abort() });
    expect(result).toMatchObject({ is: 'failed', code: 'retryable' });
    expect(asked).toBe(0);
  });

  it('because the token cannot be sent: nothing is sent and the token not told', async () => {
    const url = await answering(200, '{}');
    const result = await call(url, { method: 'PATCH', body: {}, token: secret(`${TOKEN}\nx: y`) });
    expect(result).toMatchObject({ is: 'failed', code: 'retryable' });
    expect(JSON.stringify(result)).toContain('characters that HTTP does not allow');
  });
});
