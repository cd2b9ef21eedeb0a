// Finds and starts a Chromium for whoever looks at the page by program: tests and screenshots.
import { existsSync } from 'node:fs';
import type { Browser } from 'playwright-core';

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
];
// Flags of the packaged build that would hide faults of the page, or end the browser with its first closed context.
const unwanted = ['--disable-web-security', '--allow-running-insecure-content', '--single-process'];

/**
 * Starts Chromium without a window: the one at `CHROMIUM_PATH`, else Debian's, else the build that comes with
 * `@sparticuz/chromium`. `missing` is a sentence that says why there is none.
 */
export async function openBrowser(): Promise<{ readonly browser: Browser } | { readonly missing: string }> {
  try {
    const { chromium } = await import('playwright-core');
    const { executablePath, args } = await findChromium();
    return { browser: await chromium.launch({ executablePath, args: [...args], headless: true }) };
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n').slice(0, 4).join(' ') : String(error);
    return { missing: `No Chromium can be started here (set CHROMIUM_PATH to one): ${reason}` };
  }
}

async function findChromium(): Promise<{
  readonly executablePath: string;
  readonly args: readonly string[];
}> {
  const given = process.env['CHROMIUM_PATH'];
  if (given !== undefined && given !== '') return { executablePath: given, args: quiet };
  if (existsSync('/usr/bin/chromium')) return { executablePath: '/usr/bin/chromium', args: quiet };
  const { default: packaged } = await import('@sparticuz/chromium');
  const args = packaged.args.filter((flag) => !unwanted.includes(flag) && !flag.startsWith('--headless'));
  return { executablePath: await packaged.executablePath(), args: [...new Set([...args, ...quiet])] };
}
