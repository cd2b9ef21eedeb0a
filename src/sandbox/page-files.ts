// The page's files, the same three kinds whether the sandbox runs from src or from dist.
import { promises } from 'node:fs';
import type { ServerResponse } from 'node:http';

// Both src/sandbox and dist/sandbox lie two folders below the package.
const ROOT = new URL('../../', import.meta.url);
const SCRIPT = /^\/((?:[a-z0-9-]+\/)*[a-z0-9-]+\.js)$/;
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Answers `/`, `/page.css` and `/*.js`; false for every other path. */
export async function answerPage(pathname: string, response: ServerResponse): Promise<boolean> {
  const found = fileFor(pathname);
  if (found === undefined) return false;
  const headers = {
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  };
  try {
    const body = await promises.readFile(new URL(found.file, ROOT));
    response.writeHead(200, { ...headers, 'content-type': `${found.type}; charset=utf-8` });
    response.end(body);
  } catch {
    response.writeHead(404, { ...headers, 'content-type': 'text/plain; charset=utf-8' });
    response.end('This file is not there. Build the page first: npm run build');
  }
  return true;
}

function fileFor(pathname: string): { readonly file: string; readonly type: string } | undefined {
  if (pathname === '/') return { file: 'src/sandbox/page/index.html', type: 'text/html' };
  if (pathname === '/page.css') return { file: 'src/sandbox/page/page.css', type: 'text/css' };
  const script = SCRIPT.exec(pathname)?.[1];
  return script === undefined ? undefined : { file: `dist/sandbox/page/${script}`, type: 'text/javascript' };
}
