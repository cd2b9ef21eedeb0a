import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MessageState } from '../sandbox/page/protocol.ts';
import type { House } from './house.ts';
import { actionsIn, openHouse, people } from './house.ts';
import type { OwnPolicy } from './own-policy.ts';
import { ownPolicy } from './own-policy.ts';

const { ana } = people;
const home = { kind: 'home' } as const;
const question = 'request payments-db/write 1h Refund 8812 is stuck';

let house: House & { close(): Promise<void> };
afterEach(() => house.close());

const wire = (thing: unknown): string => JSON.stringify(thing);
const answered = async (who: string, text: string): Promise<readonly MessageState[]> => {
  const { ephemeral } = await house.sandbox.as(who).command(`/access ${text}`);
  await house.settle();
  return ephemeral;
};

describe('what was asked for already', () => {
  beforeEach(async () => {
    house = await openHouse();
  });

  /** The link that Slack itself would give for Ana's card. */
  async function cardLink(): Promise<string> {
    const { channel, ts } = await house.card(ana, 'cancel');
    const url = new URL(`chat.getPermalink?channel=${channel}&message_ts=${ts}`, house.sandbox.apiUrl);
    const headers = { authorization: `Bearer ${house.sandbox.tokens.bot}` };
    const { permalink }: { permalink: string } = JSON.parse(await (await fetch(url, { headers })).text());
    return permalink;
  }

  async function fillIn(): Promise<void> {
    const as = house.sandbox.as(ana);
    await as.command('/access request payments-db/write 1h');
    await house.sandbox.waitFor(() => as.modals()[0], 'the form');
    await as.fill('reason', 'Refund 8812 is stuck still');
  }

  test('by command is answered with a link to the card of the request that waits', async () => {
    await house.ask(ana, question);
    const [said] = await answered(ana, question);
    const link = await cardLink();
    expect(link).toMatch(/^https:\/\/tidewater\.slack\.com\/archives\/D\w+\/p\d{16}$/);
    expect(wire(said?.blocks)).toContain(`"type":"link","text":"Open it","url":"${link}"`);
    expect(said?.text).toMatch(
      /it waits for a decision\. See \/access status\. <https.*\|Open it> \(E-REQ-PENDING\)$/,
    );
  });

  test('in the form is a page of its own with the link, and behind it the form stays as it was filled in', async () => {
    await house.ask(ana, question);
    await fillIn();
    const as = house.sandbox.as(ana);
    expect(await as.submit()).toMatchObject({ ok: true });
    const [form, page] = as.modals();
    expect(page).toMatchObject({ title: 'Not done', close: 'Back' });
    expect(wire(page?.blocks)).toContain(`"url":"${await cardLink()}"`);
    expect(wire(page?.blocks)).toContain('E-REQ-PENDING');
    await as.closeModal();
    expect(as.modals()).toMatchObject([{ id: form?.id }]);
    expect(wire(as.modals()[0]?.values)).toContain('Refund 8812 is stuck still');
  });

  test('is said without a link where Slack has not taken the card yet', async () => {
    const away = { kind: 'status', status: 503 } as const;
    house.sandbox.faults([{ method: 'chat.postMessage', times: 1_000, fault: away }]);
    await house.ask(ana, question);
    const [said] = await answered(ana, question);
    expect(said?.text).toMatch(/See \/access status\. \(E-REQ-PENDING\)$/);
    await fillIn();
    expect((await house.sandbox.as(ana).submit()).errors).toEqual({
      item: expect.stringContaining('E-REQ-PENDING'),
    });
  });
});

describe('somebody whom the directory does not know', () => {
  const nia = 'U201';
  let files: OwnPolicy | undefined;
  afterEach(() => files?.remove());

  async function open(settings: string | undefined): Promise<void> {
    files = await ownPolicy();
    await files.edit('access.yml', /\n {2}help:.*\n {4}url:.*\n(?: {4}label:.*\n)?/, '\n');
    if (settings !== undefined)
      await files.edit('access.yml', /\nsettings:/, `\nsettings:\n  help: ${settings}`);
    house = await openHouse(undefined, { policyFile: files.policyFile });
    await house.sandbox.people.join({
      id: nia,
      name: 'newcomer',
      realName: 'Nia Newcomer',
      email: 'nia@tidewater.example',
    });
    await house.sandbox.as(nia).openHome();
    await house.settle();
  }

  test('gets a button to where they can ask to be linked, wherever they are refused', async () => {
    await open('{ url: "https://help.tidewater.example/link?from=slack", label: Ask IT to link you }');
    const [said] = await answered(nia, question);
    for (const blocks of [said?.blocks, house.sandbox.home(nia)?.blocks]) {
      expect(wire(blocks)).toContain('E-IDENT-NONE');
      expect(wire(blocks)).toContain('"url":"https://help.tidewater.example/link?from=slack"');
      expect(wire(blocks)).toContain('"text":"Ask IT to link you"');
    }
    expect(said?.text).toContain('<https://help.tidewater.example/link?from=slack|Ask IT to link you>');
  });

  test('and Slack, which tells of the click on it, gets its acknowledgement and nothing else', async () => {
    await open('{ url: "https://help.tidewater.example/link" }');
    const [said] = await answered(nia, question);
    if (said === undefined) throw new Error('The command was not answered.');
    const as = house.sandbox.as(nia);
    const before = house.sandbox.traffic().filter((entry) => entry.direction === 'in').length;
    expect(await as.click({ kind: 'message', channel: said.channel, ts: said.ts }, 'help')).toEqual({
      ok: true,
    });
    expect(await as.click(home, 'help')).toEqual({ ok: true });
    await house.settle();
    const calls = house.sandbox
      .traffic()
      .filter((entry) => entry.direction === 'in')
      .slice(before);
    expect(calls.filter((entry) => !entry.what.includes('users.info'))).toEqual([]);
    expect([as.notices(), as.modals()]).toEqual([[], []]);
    expect(house.sandbox.dm(nia)).toHaveLength(1);
  });

  test('reads the sentence alone where the policy names no help', async () => {
    await open(undefined);
    const [said] = await answered(nia, question);
    for (const blocks of [said?.blocks ?? [], house.sandbox.home(nia)?.blocks ?? []]) {
      expect(wire(blocks)).toContain('Ask IT to add your Slack member id to your directory entry.');
      expect(wire(blocks)).not.toContain('"url"');
    }
    expect(said === undefined ? [] : actionsIn(said)).toEqual([]);
  });
});
