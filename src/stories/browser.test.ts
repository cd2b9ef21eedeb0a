import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoPanels } from '../cli/demo-panels.ts';
import { openBrowser } from '../sandbox/browser.ts';
import type { House } from './house.ts';
import { openHouse } from './house.ts';

const opened = await openBrowser();
const why = 'missing' in opened ? ` (skipped: ${opened.missing})` : '';
if ('missing' in opened && process.env['CI'] !== undefined) throw new Error(opened.missing);

describe.skipIf('missing' in opened)(`a newcomer with a browser${why}`, () => {
  let house: House & { close(): Promise<void> };
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    if ('missing' in opened) return;
    browser = opened.browser;
    house = await openHouse(undefined, { clock: { running: true }, panels: demoPanels });
    page = await browser.newPage({ viewport: { width: 1_280, height: 800 } });
    page.setDefaultTimeout(10_000);
    await page.goto(`${house.sandbox.pageUrl}&as=U001`);
  });
  afterAll(async () => {
    await browser?.close();
    await house?.close();
  });

  const be = (id: string) => page.locator(`[data-person-id=${id}]`).click();
  const see = (text: string) => page.getByText(text).first().waitFor();
  const member = (text: string) =>
    page.locator('[data-panel=target] tr', { hasText: 'Payments DB Writers' }).getByText(text).waitFor();

  test('asks with the form, approves as the manager, sees the membership come, moves the clock, and sees it go', async () => {
    await page.locator('#composer').fill('/access request');
    await page.keyboard.press('Enter');
    const form = page.locator('dialog.modal');
    await form.locator('[data-action-id=item]').pressSequentially('payments db wr');
    await page.getByRole('option', { name: /Payments DB write/ }).click();
    await form.getByText('Bo Chen').waitFor();
    await form.locator('[data-action-id=reason]').fill('Refund 8812 is stuck, the customer waits');
    await form.getByRole('button', { name: 'Ask', exact: true }).click();
    await see('You asked for Payments DB write');

    await be('U002');
    await page.locator('[data-action-id=approve]').click();
    await member('Ana Ruiz');
    expect(house.target.members('Payments DB Writers')).toEqual(['ana.ruiz@tidewater.example']);

    await be('U001');
    await page.locator('[data-place=home]').click();
    await see('left, until');
    await page.locator('[data-advance="3600"]').click();
    await member('nobody');
    await page.locator('[data-panel=audit] td', { hasText: 'grant.revoked' }).first().waitFor();
    expect(house.target.members('Payments DB Writers')).toEqual([]);
  }, 60_000);
});
