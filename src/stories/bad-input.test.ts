import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hour } from '../domain/instant.ts';
import type { House } from './house.ts';
import { letIn, openHouse, people, textOf } from './house.ts';
import { ownPolicy } from './own-policy.ts';

const { ana, bo, lucy, grace } = people;
const question = 'request payments-db/write 1h Refund 8812 is stuck';

let house: House & { close(): Promise<void> };
afterEach(() => house.close());
const granted = () => letIn(house);
const entries = () => house.hallpass().store.read.auditAfter(0, 1_000);
const requests = async () =>
  (await entries()).filter((entry) => entry.action === 'request.submitted' && entry.outcome === 'ok').length;

describe('the request by command', () => {
  beforeEach(async () => {
    house = await openHouse();
  });

  /** What Ana sees: the private answer, or the form that opened instead. */
  async function seen(text: string, who: string = ana): Promise<string> {
    const answer = await house.ask(who, text);
    const form = house.sandbox.as(who).modals().at(-1);
    return `${answer}\n${JSON.stringify(form?.blocks ?? [])}`;
  }

  test.each([
    ['no reason', 'request payments-db/read 2h', /why/i],
    ['a reason of spaces', 'request payments-db/read 2h \u2003 \u2003', /why/i],
    ['no length', 'request payments-db/read INC-42 is burning', /how long/i],
    ['no time', 'request payments-db/read 0h INC-42 is burning', /how long|15 min/i],
    ['a length over the limit', 'request payments-db/write 9h Refund 8812 is stuck', /8 h/],
    ['a length that is no length', 'request payments-db/read 1e3 INC-42 is burning', /how long|2h/i],
  ])('with %s asks nobody, and says what is missing', async (_, text, said) => {
    expect(await seen(text)).toMatch(said);
    expect(await requests()).toBe(0);
    expect(house.sandbox.dm(bo)).toEqual([]);
  });

  test('for what is hidden is answered exactly as for what does not exist', async () => {
    const plain = (text: string) => text.replaceAll(/payments-.ncall|"b\d+"/g, '…');
    const hidden = await seen('request payments-oncall 1h For the pager tonight', lucy);
    await house.sandbox.as(lucy).closeModal();
    const unknown = await seen('request payments-xncall 1h For the pager tonight', lucy);
    expect(plain(hidden)).toBe(plain(unknown));
    expect(hidden).not.toContain('Payments on call');
  });

  test('for what waits already points to it; for what is held already says until when', async () => {
    await house.ask(ana, question);
    expect(await house.ask(ana, question)).toContain('E-REQ-PENDING');
    await house.press(bo, 'approve');
    expect(await house.ask(ana, question)).toContain('E-REQ-HELD');
    expect(await requests()).toBe(1);
  });

  test('that nobody but the requester could decide is refused when it is made', async () => {
    expect(await house.ask(people.carla, 'request payments-db/write 4h Correct the books by hand')).toContain(
      'E-APPR-NONE',
    );
    expect(await house.ask(grace, 'request deploy/production 1h Ship it from the top')).toContain(
      'E-APPR-NONE',
    );
    expect(await requests()).toBe(0);
  });

  test('with markup in it is shown as it was typed and mentions nobody', async () => {
    const nasty = '<!channel> *bold* <https://evil.example|Approve> <@U002> `code`';
    await house.ask(ana, `request payments-db/write 1h ${nasty}`);
    const card = house.sandbox.dm(bo).at(-1);
    expect(card === undefined ? '' : textOf(card)).toContain('*bold*');
    expect(JSON.stringify(card?.blocks)).not.toContain('"type":"link"');
    expect(card?.text).not.toContain('<!channel>');
  });
});

describe('what changes under way', () => {
  test('an item withdrawn between the opening and the sending of the form is refused there', async () => {
    const files = await ownPolicy();
    house = await openHouse(undefined, { policyFile: files.policyFile });
    const as = house.sandbox.as(ana);
    await as.command('/access request deploy/rollback 1h');
    await house.sandbox.waitFor(() => as.modals()[0], 'the form');
    await files.edit('access.yml', / {6}rollback:[\s\S]*?Production Rollback\n/, '');
    await files.edit('access.yml', ', deploy/rollback]', ']');
    await house.hallpass().applyPolicy('test');
    await as.fill('reason', 'The deploy of 11:40 went wrong');
    const sent = await as.submit();
    expect(JSON.stringify([sent, as.modals()])).toContain('E-CAT-NONE');
    expect(await requests()).toBe(0);
    await files.remove();
  });

  test('a form that takes longer than Slack waits says so and can be opened again', async () => {
    house = await openHouse();
    house.sandbox.faults([
      { method: 'views.open', times: 1, fault: { kind: 'error', error: 'expired_trigger_id' } },
    ]);
    expect(await house.ask(ana, 'request')).toContain('E-TRIGGER');
    await house.ask(ana, 'request');
    expect(house.sandbox.as(ana).modals()).toHaveLength(1);
  });

  test('a store that is busy for too long says “not recorded”, and that is true', async () => {
    house = await openHouse();
    await house.ask(ana, question);
    const card = await house.card(bo, 'approve');
    let release = (): void => undefined;
    const held = house.hallpass().store.write(() => new Promise<void>((resolve) => (release = resolve)));
    const click = () =>
      house.sandbox.as(bo).click({ kind: 'message', channel: card.channel, ts: card.ts }, 'approve');
    try {
      await click();
      await house.sandbox.waitFor(
        () => house.reads(bo).includes('E-BUSY'),
        'the answer that nothing was recorded',
      );
    } finally {
      release();
    }
    await held;
    await house.settle();
    expect(granted()).toEqual([]);
    await click();
    await house.settle();
    expect(granted()).toEqual(['ana.ruiz@tidewater.example']);
  });

  test('an audit log that was tampered with stops what is new and not what ends', async () => {
    house = await openHouse();
    await house.ask(ana, 'request payments-db/read 1h Looking into INC-42');
    await house.ask(ana, question);
    await house.stopBot();
    const file = new Database(house.config.databaseUrl.slice('file:'.length));
    for (const { name } of file
      .prepare<[], { name: string }>(
        "select name from sqlite_schema where type = 'trigger' and tbl_name = 'audit'",
      )
      .all())
      file.exec(`drop trigger "${name}"`);
    file.exec("update audit set because = 'somebody else did it' where seq = 20");
    file.close();
    await house.startBot();
    await house.press(bo, 'approve');
    expect(house.reads(bo)).toContain('E-AUDIT');
    expect(granted()).toEqual(['ana.ruiz@tidewater.example']);
    await house.pass(hour);
    expect(granted()).toEqual([]);
  });
});
