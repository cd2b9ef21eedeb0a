// Reads a request: form, JSON, multipart or query, as Slack's Web API takes them.
import type { IncomingMessage } from 'node:http';
import type { Shape } from './json.ts';
import { isShape, parseJson } from './json.ts';
import type { Json } from './page/protocol.ts';

const LARGEST = 4 * 1024 * 1024;

/** @throws when the body is larger than 4 MB */
export async function readBody(request: IncomingMessage): Promise<string> {
  return (await readBytes(request)).toString('utf8');
}

/** The arguments of a Web API call; the query counts too. Undefined when the body is not what it says it is. */
export async function readArguments(request: IncomingMessage): Promise<Shape | undefined> {
  const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
  const kind = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const bytes = await readBytes(request);
  if (bytes.length === 0) return Object.fromEntries(query);
  if (kind === 'application/json') {
    const parsed = parseJson(bytes.toString('utf8'));
    return isShape(parsed) ? { ...Object.fromEntries(query), ...parsed } : undefined;
  }
  if (kind === 'multipart/form-data') return readMultipart(request.headers['content-type'] ?? '', bytes);
  return { ...Object.fromEntries(query), ...Object.fromEntries(new URLSearchParams(bytes.toString('utf8'))) };
}

async function readMultipart(contentType: string, bytes: Buffer): Promise<Shape | undefined> {
  try {
    const form = await new Response(new Uint8Array(bytes), {
      headers: { 'content-type': contentType },
    }).formData();
    const fields: { [key: string]: Json } = {};
    for (const [key, value] of form) if (typeof value === 'string') fields[key] = value;
    return fields;
  } catch {
    return undefined;
  }
}

async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const piece: Buffer = Buffer.from(chunk);
    size += piece.length;
    if (size > LARGEST) throw new Error('The request body is larger than 4 MB');
    chunks.push(piece);
  }
  return Buffer.concat(chunks);
}
