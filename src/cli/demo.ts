import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processEnvironment } from '../config.ts';
import type { Local } from './local.ts';
import type { Word } from './word.ts';

export const demoWord: Word = {
  name: 'demo',
  usage: 'demo [--headless] [--port N]',
  summary: 'A local Slack workspace, a demo company and the bot: in your browser, or played in the terminal.',
  help: '--headless plays one request from question to end; exit code 1 if any step did not happen.\n--port N is where the page is served (default 4400). Everything is gone when it ends.',
  async run(args) {
    processEnvironment();
    const port = portFrom(args);
    if (port === undefined) {
      console.error('--port takes a number from 0 to 65535.');
      return 2;
    }
    const [{ startLocal }, { demoPanels }, { playStory }] = await Promise.all([
      import('./local.ts'),
      import('./demo-panels.ts'),
      import('./demo-story.ts'),
    ]);
    const folder = await mkdtemp(join(tmpdir(), 'hallpass-demo-'));
    const headless = args.includes('--headless');
    const local = await startLocal({
      databaseUrl: `file:${join(folder, 'hallpass.db')}`,
      mode: 'socket',
      port: headless ? 0 : port,
      clock: { running: !headless },
      panels: demoPanels,
    });
    try {
      return headless ? await playStory(local, console.log) : await showPage(local);
    } finally {
      await local.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

function portFrom(args: readonly string[]): number | undefined {
  const at = args.indexOf('--port');
  if (at === -1) return 4_400;
  const port = Number(args[at + 1]);
  return Number.isInteger(port) && port >= 0 && port <= 65_535 ? port : undefined;
}

async function showPage(local: Local): Promise<number> {
  console.log(`
  Tidewater's Slack workspace is open at

    ${local.sandbox.pageUrl}&as=U001

  Be Ana, type /access request, then be Bo or Carla and decide. Move the clock forward and watch the access go.
  Ctrl-C ends it; nothing is kept.
`);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  return 0;
}
