// The office's window: HTTP and JSON over a Unix socket that nobody but the user who runs the bot can open.
import { chmodSync, lstatSync, rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { Answer, Office } from './words.ts';
import { questions } from './words.ts';

// A file of 1 MB in JSON's escapes.
const largest = 8_000_000;
/** How long what is in hand may take to finish when the bot stops, in milliseconds. */
const longestGoodbye = 5_000;

/** Listens until the function it gives is called; `wrong` is told of what went wrong inside. Whatever lies at the path from an earlier process is replaced. */
export async function serveOffice(
  office: Office,
  path: string,
  wrong: (error: unknown) => void,
): Promise<() => Promise<void>> {
  removeStale(path);
  const server = createServer((request, response) => {
    answerTo(office, request).then(
      (answer) => reply(response, answer === undefined ? 404 : 200, answer ?? {}),
      (error: unknown) => {
        wrong(error);
        reply(response, 500, { text: 'That went wrong inside; the log of the bot says how.' });
      },
    );
  });
  server.requestTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    // The socket is made within `listen`, and never open to others, not even for a moment.
    const before = process.umask(0o177);
    server.listen(path, resolve);
    process.umask(before);
  });
  chmodSync(path, 0o600);
  return async () => {
    const patience = setTimeout(() => server.closeAllConnections(), longestGoodbye);
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    await closed;
    clearTimeout(patience);
    rmSync(path, { force: true });
  };
}

/** The database is locked by this process, so no other one can be listening here. */
function removeStale(path: string): void {
  const there = lstatSync(path, { throwIfNoEntry: false });
  if (there === undefined) return;
  if (!there.isSocket()) throw new Error(`${path} is in the way: it is no socket.`);
  rmSync(path);
}

async function answerTo(office: Office, request: IncomingMessage): Promise<Answer | undefined> {
  if (request.method !== 'POST') return undefined;
  const body = await bodyOf(request);
  switch (request.url) {
    case '/policy/apply':
      return office.apply(questions.apply.parse(body));
    case '/policy/plan':
      return office.plan(questions.plan.parse(body));
    case '/policy/proposals':
      return office.proposals(questions.proposals.parse(body));
    case '/policy/replay':
      return office.replay(questions.replay.parse(body));
    default:
      return undefined;
  }
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > largest) throw new Error('What was sent is larger than any policy file may be.');
    chunks.push(bytes);
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}

function reply(response: ServerResponse, status: number, value: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(value));
}
