// What a request can carry beside what, how long and why: a ticket, and answers to the questions of its rule.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ViewState } from '../sandbox/page/protocol.ts';
import type { House } from './house.ts';
import { openHouse, people } from './house.ts';
import type { OwnPolicy } from './own-policy.ts';
import { ownPolicy } from './own-policy.ts';

const { lucy, tom, ana, bo } = people;

let house: House & { close(): Promise<void> };
afterEach(() => house.close());

const form = (who: string): ViewState => {
  const top = house.sandbox.as(who).modals().at(-1);
  if (top === undefined) throw new Error('no form is open');
  return top;
};
const shown = (who: string): string => JSON.stringify(form(who).blocks);
const fill = (who: string, action: string, value: unknown) =>
  house.sandbox.as(who).fill(action, JSON.parse(JSON.stringify(value)));

describe('a rule that wants a ticket and answers', () => {
  beforeEach(async () => {
    house = await openHouse();
  });

  test('a command opens the form with what was typed and the inputs that the rule wants', async () => {
    await house.sandbox
      .as(lucy)
      .command('/access request crm/customer-view 30m The basket of Ms Berg stays empty');
    expect(shown(lucy)).toMatch(/Name the ticket this is for, such as CASE-1234\..*E-REQ-TICKET/);
    expect(shown(lucy)).toContain('The basket of Ms Berg stays empty');
    expect(shown(lucy)).toContain('"text":"Customer"');
    expect(shown(lucy)).toContain('North America');
  });

  test('a ticket of another kind is refused under its field with the example; the right one is on every card and in the audit log', async () => {
    await house.sandbox
      .as(lucy)
      .command('/access request crm/customer-view 30m The basket of Ms Berg stays empty');
    await fill(lucy, 'ticket', 'see CASE-77');
    await fill(lucy, 'field:customer', 'Berg <b>&amp; Co');
    expect((await house.sandbox.as(lucy).submit()).errors).toEqual({
      ticket: expect.stringMatching(/“see CASE-77” is not a ticket.*like CASE-1234.*E-REQ-TICKET/),
    });
    await fill(lucy, 'ticket', ' CASE-77 ');
    await fill(lucy, 'field:region', { value: 'Europe', text: { type: 'plain_text', text: 'Europe' } });
    expect(await house.sandbox.as(lucy).submit()).toMatchObject({ ok: true });
    await house.settle();
    for (const who of [tom, lucy])
      expect(house.reads(who)).toMatch(
        /Ticket: \s*CASE-77\s*Customer: \s*Berg <b>&amp; Co\s*Region: \s*Europe/,
      );
    const entries = await house.hallpass().store.read.auditAfter(0, 1_000);
    expect(entries.find((one) => one.action === 'request.submitted')?.detail).toMatchObject({
      ticket: 'CASE-77',
      fields: { customer: 'Berg <b>&amp; Co', region: 'Europe' },
    });
    await house.press(tom, 'approve');
    expect(house.target.members('CRM Customer View')).toEqual(['lucy.park@tidewater.example']);
  });

  test('what has to be filled in is said under its field; a form that is sent twice makes one request', async () => {
    const person = house.sandbox.as(lucy);
    const wish = '/access request crm/customer-view 30m The basket of Ms Berg stays empty';
    await person.command(wish);
    await fill(lucy, 'ticket', 'CASE-77');
    expect((await person.submit()).errors).toEqual({ 'field:customer': expect.any(String) });
    await fill(lucy, 'field:customer', 'Berg');
    await Promise.all([person.submit(), person.submit()]);
    await house.settle();
    const sent = (await house.hallpass().store.read.auditAfter(0, 1_000)).filter(
      (one) => one.action === 'request.submitted',
    );
    expect(sent.map((one) => one.outcome)).toEqual(['ok']);
    expect(await house.ask(lucy, wish.replace('/access ', ''))).toMatch(
      /asked for CRM customer view already[^]*E-REQ-PENDING/,
    );
  });

  test('the form proposes the length of the rule, and offers a later start only where the rule does', async () => {
    await house.sandbox.as(lucy).command('/access request crm/customer-view');
    expect(shown(lucy)).toMatch(/"initial_option":\{"text":\{[^}]*15 min/);
    expect(shown(lucy)).not.toContain('From when?');
    await house.sandbox.as(lucy).closeModal();
    await house.sandbox.as(lucy).command('/access request crm/agent');
    expect(shown(lucy)).toContain('From when?');
  });

  test('another choice takes the inputs of the other rule away', async () => {
    await house.sandbox
      .as(lucy)
      .command('/access request crm/customer-view 30m The basket of Ms Berg stays empty');
    const answer = await house.sandbox
      .as(lucy)
      .suggest({ kind: 'modal', view: form(lucy).id }, 'item', 'CRM support');
    const groups: { options: unknown[] }[] = JSON.parse(JSON.stringify(answer.optionGroups));
    await fill(lucy, 'item', groups[0]?.options[0]);
    await house.settle();
    expect(shown(lucy)).not.toContain('CASE-1234');
    expect(await house.sandbox.as(lucy).submit()).toMatchObject({ ok: true });
    await house.settle();
    expect(house.reads(tom)).toContain('CRM support agent');
  });
});

describe('a rule that changes while the form is open', () => {
  let own: OwnPolicy;
  beforeEach(async () => {
    own = await ownPolicy();
    house = await openHouse(undefined, { policyFile: own.policyFile });
  });
  afterEach(() => own.remove());

  test('the form comes back with the new input, and what was filled in stays', async () => {
    await house.sandbox.as(ana).command('/access request payments-db/write 1h');
    await fill(ana, 'reason', 'Refund 8812 is stuck');
    await own.edit(
      'access.yml',
      '    because: A correction of up to one hour',
      '    ticket: { pattern: "INC-[0-9]+", example: INC-1234 }\n    because: A correction of up to one hour',
    );
    await house.hallpass().applyPolicy('test');
    await house.sandbox.as(ana).submit();
    expect(shown(ana)).toContain('Name the ticket this is for, such as INC-1234.');
    await fill(ana, 'ticket', 'INC-8812');
    expect(await house.sandbox.as(ana).submit()).toMatchObject({ ok: true });
    await house.settle();
    expect(house.reads(bo)).toMatch(/Refund 8812 is stuck[^]*Ticket: \s*INC-8812/);
  });
});
