// Stands in front of Bolt's HTTP receiver: what is not signed, too large or ambiguous never reaches it.
import { createHash } from 'node:crypto';
import type { HTTPReceiver } from '@slack/bolt';
import type { Log } from './log.ts';
import { isSignedBySlack } from './signature.ts';
import { isSoundJson } from './sound-json.ts';

type Listener = HTTPReceiver['requestListener'];
type Incoming = Parameters<Listener>[0];
type Response = Parameters<Listener>[1];

export type GuardParts = {
  readonly signingSecret: string;
  readonly path: string;
  readonly now: () => number;
  readonly log: Log;
};

const mostBytes = 1_048_576;
const form = 'application/x-www-form-urlencoded';
const json = 'application/json';

/** Wraps Bolt's listener. Requests to other paths pass untouched; refused ones are answered with a bare status. */
export const guarded =
  (parts: GuardParts, bolt: Listener): Listener =>
  (request, response) => {
    const path = (request.url ?? '').split('?')[0];
    if (path !== parts.path || request.method !== 'POST') return bolt(request, response);
    check(parts, request).then(
      (status) =>
        status === 'pass' ? bolt(request, response) : refuse(parts, { request, response, status }),
      () => refuse(parts, { request, response, status: 400 }),
    );
  };

/** A name for this very request: the signature covers its bytes and its time. */
export const carrierOf = (request: Incoming): string =>
  `http:${createHash('sha256')
    .update(request.headersDistinct['x-slack-signature']?.[0] ?? '')
    .digest('hex')}`;

async function check(parts: GuardParts, request: Incoming): Promise<'pass' | number> {
  const body = await readBody(request);
  if (body === 'too large') return 413;
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const said = type === form ? new URLSearchParams(body.toString('latin1')) : undefined;
  // Slack sends this one unsigned; whatever comes with it is not looked at.
  if (said?.get('ssl_check') === '1') return 200;
  const signed = {
    timestamps: request.headersDistinct['x-slack-request-timestamp'] ?? [],
    signatures: request.headersDistinct['x-slack-signature'] ?? [],
    body,
  };
  if (!isSignedBySlack(signed, parts.signingSecret, parts.now())) return 401;
  if (type !== form && type !== json) return 415;
  if (!isSound(body, type)) return 400;
  // Bolt takes a body that was read already, and knows the type only without parameters.
  request.headers['content-type'] = type;
  Object.assign(request, { rawBody: body });
  return 'pass';
}

function isSound(body: Buffer, type: string): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    if (type === json) return isSoundJson(text);
    // Throws where an escape is not UTF-8; URLSearchParams would put a replacement character there.
    for (const pair of text.split('&')) decodeURIComponent(pair.replaceAll('+', ' '));
    const payloads = new URLSearchParams(text).getAll('payload');
    return payloads.length <= 1 && payloads.every(isSoundJson);
  } catch {
    return false;
  }
}

function readBody(request: Incoming): Promise<Buffer | 'too large'> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('error', reject);
    request.on('close', () => reject(new Error('the sender left')));
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= mostBytes) chunks.push(chunk);
      else resolve('too large');
      // A sender who does not stop is cut off; one who is a little over gets an answer.
      if (size > 8 * mostBytes) request.destroy();
    });
    request.on('end', () => resolve(size > mostBytes ? 'too large' : Buffer.concat(chunks)));
  });
}

function refuse(
  parts: GuardParts,
  { response, status }: { request: Incoming; response: Response; status: number },
): void {
  if (status !== 200) parts.log.warn({ status }, 'a request to the Slack endpoint was refused');
  response.writeHead(status, status === 413 ? { connection: 'close' } : {});
  response.end();
}
