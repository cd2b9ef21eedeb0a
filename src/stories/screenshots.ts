// Takes the pictures of the README from the real page, at a fixed hour of the demo company.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { demoPanels } from '../cli/demo-panels.ts';
import type { Local } from '../cli/local.ts';
import { startLocal } from '../cli/local.ts';
import { openBrowser } from '../sandbox/browser.ts';

const docs = fileURLToPath(new URL('../../docs/', import.meta.url));
const ana = 'U001';
const bo = 'U002';

const folder = await mkdtemp(join(tmpdir(), 'hallpass-pictures-'));
const local = await startLocal({
  databaseUrl: `file:${join(folder, 'hallpass.db')}`,
  mode: 'socket',
  clock: { start: Date.UTC(2026, 10, 23, 13), running: false },
  panels: demoPanels,
});
const opened = await openBrowser();
if ('missing' in opened) throw new Error(opened.missing);
try {
  await approverDm(local, opened.browser);
  await homeTab(local, opened.browser);
  await requestModal(local, opened.browser);
} finally {
  await opened.browser.close();
  await local.stop();
  await rm(folder, { recursive: true, force: true });
}

async function approverDm({ sandbox, settle }: Local, browser: Browser): Promise<void> {
  await sandbox.as(ana).command('/access request payments-db/read 2h Looking into the refunds of INC-42');
  await settle();
  await sandbox
    .as(ana)
    .command('/access request payments-db/write 1h Refund 8812 is stuck, the customer is waiting');
  await settle();
  const dm = sandbox.dm(bo)[0]?.channel ?? '';
  await picture(await pageFor(local, browser, { person: bo, where: dm }), 'approver-dm');
}

async function homeTab({ sandbox, settle, pass }: Local, browser: Browser): Promise<void> {
  const card = sandbox.dm(bo).at(-1);
  if (card !== undefined)
    await sandbox.as(bo).click({ kind: 'message', channel: card.channel, ts: card.ts }, 'approve');
  await settle();
  await pass(25 * 60);
  await sandbox.as(ana).command('/access request deploy/production 2h Ship the refund fix');
  await sandbox.as(ana).openHome();
  await settle();
  await picture(await pageFor(local, browser, { person: ana, where: 'home' }), 'home-tab');
}

async function requestModal({ sandbox, settle }: Local, browser: Browser): Promise<void> {
  await sandbox.as(ana).command('/access request');
  await settle();
  const modal = sandbox.as(ana).modals().at(-1);
  if (modal === undefined) throw new Error('The request form did not open.');
  const place = { kind: 'modal', view: modal.id } as const;
  const { options, optionGroups } = await sandbox.as(ana).suggest(place, 'item', 'warehouse');
  const [first] =
    options.length > 0
      ? options
      : JSON.parse(JSON.stringify(optionGroups)).flatMap((group: { options: unknown[] }) => group.options);
  await sandbox.as(ana).fill('item', first ?? null);
  await settle();
  await sandbox.as(ana).fill('reason', 'Monthly report on refunds by country, for finance');
  await settle();
  const dm = sandbox.dm(ana)[0]?.channel ?? '';
  await picture(await pageFor(local, browser, { person: ana, where: dm }), 'request-modal');
}

async function pageFor(
  from: Local,
  browser: Browser,
  seat: { readonly person: string; readonly where: string },
): Promise<Page> {
  const page = await browser.newPage({
    viewport: { width: 1_360, height: 860 },
    colorScheme: 'light',
    timezoneId: 'Europe/Lisbon',
  });
  const keep = (name: string, value: string) =>
    `sessionStorage.setItem(${JSON.stringify(name)}, ${JSON.stringify(value)});`;
  await page.addInitScript({ content: `${keep('person', seat.person)}${keep('where', seat.where)}` });
  await page.goto(from.sandbox.pageUrl);
  await page.waitForSelector('[data-action-id], [role=dialog], dialog');
  await page.waitForTimeout(400);
  return page;
}

async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${docs}${name}.png` });
  await page.close();
}
