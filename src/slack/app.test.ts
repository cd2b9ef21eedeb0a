// The bot as people meet it: commands, the form, buttons and Home, over both wires against the local workspace.
import { readdir } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ViewState } from '../sandbox/page/protocol.ts';
import type { House } from '../stories/house.ts';
import { buttonValue, openHouse, people } from '../stories/house.ts';
import { actions } from './actions/registry.ts';
import { words } from './commands/registry.ts';
import { modals } from './views/registry.ts';

const { ana, bo, samir, ines, lucy } = people;
const home = { kind: 'home' } as const;

let house: House & { close(): Promise<void> };
afterEach(() => house.close());

const shown = (view: ViewState | null | undefined): string => JSON.stringify(view?.blocks ?? []);
const modal = (user: string): ViewState => {
  const top = house.sandbox.as(user).modals().at(-1);
  if (top === undefined) throw new Error(`${user} has no form open`);
  return top;
};
const block = (user: string, action: string) =>
  modal(user).blocks.find((one) => JSON.stringify(one).includes(`"action_id":"${action}"`));
const ephemeral = async (user: string, text: string): Promise<string> =>
  (await house.sandbox.as(user).command(text)).ephemeral.map((message) => message.text).join('\n');
const option = async (user: string, query: string, name: string) => {
  const answer = await house.sandbox.as(user).suggest({ kind: 'modal', view: modal(user).id }, 'item', query);
  const found = JSON.stringify(answer.optionGroups);
  const all: { options: { text: { text: string }; value: string }[] }[] = JSON.parse(found);
  const one = all.flatMap((group) => group.options).find((each) => each.text.text === name);
  if (one === undefined) throw new Error(`${name} is not in ${found}`);
  return one;
};

describe.each(['socket', 'http'] as const)('over %s', (mode) => {
  beforeEach(async () => {
    house = await openHouse({ mode, dialect: 'sqlite' });
  });

  test('a request without words opens the form, which tells who will be asked as choices are made, and keeps what was typed', async () => {
    const person = house.sandbox.as(ana);
    expect(await person.command('/access request')).toMatchObject({ ok: true, ephemeral: [] });
    expect(shown(modal(ana))).toContain('this line tells who decides');
    await person.fill('reason', 'Chargebacks of last night look wrong');
    await person.fill('item', await option(ana, 'payments', 'Payments DB read'));
    await house.settle();
    expect(shown(modal(ana))).toMatch(/will be asked|approved at once/);
    expect(JSON.stringify(block(ana, 'duration'))).toContain('"value":"7200"');
    expect(JSON.stringify(block(ana, 'duration'))).not.toContain('"value":"259200"');
    expect(JSON.stringify(modal(ana).values)).toContain('Chargebacks of last night');
    await person.fill('item', await option(ana, 'payments', 'Payments DB admin'));
    await house.settle();
    expect(JSON.stringify(block(ana, 'duration'))).not.toContain('"value":"7200"');
    expect(JSON.stringify(modal(ana).values)).toContain('Chargebacks of last night');
    expect(await person.submit()).toMatchObject({ ok: true });
    await house.settle();
    expect(person.modals()).toEqual([]);
    expect(house.reads(ana)).toContain('You asked for Payments DB admin');
    expect(house.reads(samir)).toContain('Chargebacks of last night');
  });

  test('what is wrong is said under the field it is about, and the form stays', async () => {
    const person = house.sandbox.as(ana);
    await person.command('/access request');
    await person.fill('item', await option(ana, '', 'Payments DB read'));
    await house.settle();
    await person.fill('reason', ' \u200b ');
    const sent = await person.submit();
    expect(sent.errors).toEqual({ reason: expect.stringMatching(/Say why.*\(E-REQ-REASON\)/) });
    await person.fill('reason', 'INC-42 needs a look at the orders');
    expect(await person.submit()).toMatchObject({ ok: true });
  });

  test('an incomplete sentence opens the form part-filled and says what is missing', async () => {
    await house.sandbox.as(ana).command('/access request payments-db/read because INC-42 is burning');
    expect(shown(modal(ana))).toContain('Still missing: for how long.');
    expect(shown(modal(ana))).toContain('INC-42 is burning');
    await house.sandbox.as(ana).closeModal();
    await house.sandbox.as(ana).command('/access request paymnts-db/read 2h because INC-42');
    expect(shown(modal(ana))).toContain('Payments DB read comes nearest');
    await house.sandbox.as(ana).closeModal();
    await house.sandbox.as(ana).command('/access request payments-db/read 1e3 because INC-42');
    expect(shown(modal(ana))).toContain('is no length of time');
  });

  test('a whole sentence is understood, sent, and read back to the person alone', async () => {
    const said = await ephemeral(ana, '/access request payments-db/write 1h because <INC-42> & friends');
    expect(said).toContain('Asking for Payments DB write for 1 h');
    expect(said).toContain('&lt;INC-42&gt; &amp; friends');
    await house.settle();
    expect(await ephemeral(ana, '/access request payments-db/write 1h because again')).toContain(
      'E-REQ-PENDING',
    );
  });

  test('help lists every word, a misspelt word is guessed, and status tells what is open', async () => {
    expect(await ephemeral(ana, '/access')).toContain('/access request [what] [how long] [why]');
    expect(await ephemeral(ana, '/access statsu')).toContain('Did you mean “status”?');
    await house.ask(ana, 'request payments-db/write 1h Refund 8812 is stuck');
    expect(await ephemeral(ana, '/access STATUS')).toMatch(/My open requests\n• Payments DB write for 1 h/);
  });

  test('people who may not use it are told why, and whatever the catalogue holds stays hidden', async () => {
    await house.sandbox.people.join({
      id: 'U900',
      name: 'gus',
      realName: 'Gus Guest',
      email: 'gus@else.example',
      flags: ['guest'],
    });
    await house.sandbox.people.join({
      id: 'U901',
      name: 'nia',
      realName: 'Nia New',
      email: 'nia@else.example',
    });
    expect(await ephemeral('U900', '/access request payments-db/read 1h because I am curious')).toContain(
      'E-IDENT-GUEST',
    );
    expect(await ephemeral('U901', '/access status')).toContain('E-IDENT-NONE');
    await house.sandbox.as('U901').openHome();
    await house.settle();
    expect(shown(house.sandbox.home('U901'))).toContain('not linked to anybody');
    expect(shown(house.sandbox.home('U901'))).not.toContain('Payments');
  });

  test('the Home tab shows what waits, and deciding there works like on the card', async () => {
    await house.ask(lucy, 'request support-shift 8h because Covering the late shift today');
    await house.ask(ana, 'request payments-db/admin 30m because The index of the refunds is broken');
    await house.sandbox.as(samir).openHome();
    await house.settle();
    expect(shown(house.sandbox.home(samir))).toContain('The index of the refunds is broken');
    expect(await house.sandbox.as(samir).click(home, 'deny')).toMatchObject({ ok: true });
    await house.settle();
    expect(await house.sandbox.as(samir).submit()).toMatchObject({ ok: false });
    await house.sandbox.as(samir).fill('reason', 'No');
    expect((await house.sandbox.as(samir).submit()).errors).toEqual({
      reason: expect.stringContaining('E-REQ-REASON'),
    });
    await house.sandbox.as(samir).fill('reason', 'Rebuild it with the runbook instead.');
    expect(await house.sandbox.as(samir).submit()).toMatchObject({ ok: true });
    await house.settle();
    expect(shown(house.sandbox.home(samir))).toContain('Nothing waits for your decision');
    expect(house.reads(ana)).toContain('Rebuild it with the runbook instead.');
  });

  test('asking from Home, cancelling there, and asking again from the card', async () => {
    await house.sandbox.as(ana).openHome();
    await house.settle();
    await house.sandbox.as(ana).click(home, 'ask');
    await house.settle();
    await house.sandbox.as(ana).fill('item', await option(ana, 'write', 'Payments DB write'));
    await house.settle();
    await house.sandbox.as(ana).fill('reason', 'Refund 8812 is stuck');
    await house.sandbox.as(ana).submit();
    await house.settle();
    expect(await house.sandbox.as(ana).click(home, 'cancel')).toMatchObject({ ok: true });
    await house.settle();
    expect(shown(house.sandbox.home(ana))).toContain('Cancelled');
    await house.press(ana, 'request_again');
    expect(shown(modal(ana))).toContain('Payments DB write');
  });

  test('thirty-one actions in a minute are one too many, and the answer says for how long', async () => {
    for (let count = 0; count < 30; count += 1) await house.sandbox.as(ana).command('/access help');
    expect(await ephemeral(ana, '/access help')).toMatch(/Try again in 60 s\. \(E-LIMIT-RATE\)/);
    await house.sandbox.advance(61);
    expect(await ephemeral(ana, '/access help')).toContain('What you can type');
  });

  test('buttons that are forged, or meant for another action or person, do nothing but say so', async () => {
    await house.ask(ana, 'request payments-db/admin 30m because The index of the refunds is broken');
    const card = await house.card(samir, 'approve');
    const place = { kind: 'message', channel: card.channel, ts: card.ts } as const;
    const denyToken = buttonValue(card, 'deny') ?? '';
    for (const value of ['', 'card_1', denyToken, `${buttonValue(card, 'approve') ?? ''}x`]) {
      house.sandbox.as(samir).reload();
      await house.sandbox.as(samir).click(place, 'approve', { value });
      await house.settle();
      expect(house.reads(samir)).toContain('E-TOKEN');
    }
    const others = buttonValue(await house.card(ines, 'approve'), 'approve') ?? '';
    await house.sandbox.as(samir).click(place, 'approve', { value: others });
    await house.settle();
    expect(house.reads(samir)).toContain('E-TOKEN-OWNER');
    expect(buttonValue(await house.card(samir, 'approve'), 'approve')).toBeDefined();
  });

  test('when Slack cannot say who somebody is, or no longer opens a form, the person is told and nothing is done', async () => {
    house.sandbox.faults([{ method: 'users.info', times: 1, fault: { kind: 'status', status: 500 } }]);
    expect(await ephemeral(ana, '/access request payments-db/write 1h because x y z')).toContain(
      'E-IDENT-CHECK',
    );
    const gone = { kind: 'error', error: 'expired_trigger_id' } as const;
    house.sandbox.faults([{ method: 'views.open', times: 1, fault: gone }]);
    expect(await ephemeral(ana, '/access request')).toContain('E-TRIGGER');
    await house.ask(ana, 'request payments-db/write 1h Refund 8812 is stuck');
    house.sandbox.faults([{ method: 'views.open', times: 1, fault: gone }]);
    await house.press(bo, 'deny');
    expect(house.reads(bo)).toContain('E-TRIGGER');
  });

  test('a refusal on the Home tab, which has no message to answer under, opens as a small form', async () => {
    await house.ask(ana, 'request payments-db/write 1h Refund 8812 is stuck');
    await house.sandbox.as(bo).openHome();
    await house.settle();
    await house.sandbox.as(bo).click(home, 'approve', { value: 'forged' });
    await house.settle();
    expect(shown(modal(bo))).toContain('E-TOKEN');
  });

  test('a delivery that comes again byte for byte has no second effect', async () => {
    await house.ask(ana, 'request payments-db/write 1h Refund 8812 is stuck');
    const before = (await house.hallpass().store.read.auditHead())?.seq;
    await house.sandbox.redeliver(1);
    await house.settle();
    expect((await house.hallpass().store.read.auditHead())?.seq).toBe(before);
    await house.press(bo, 'approve');
    const approved = (await house.hallpass().store.read.auditHead())?.seq;
    await house.sandbox.redeliver(1);
    await house.settle();
    expect((await house.hallpass().store.read.auditHead())?.seq).toBe(approved);
  });
});

test('every word, button and form on disk is in its registry', async () => {
  house = await openHouse();
  const exported = async (folder: string): Promise<unknown[]> => {
    const found: unknown[] = [];
    for (const file of await readdir(new URL(folder, import.meta.url))) {
      if (file.endsWith('.test.ts') || file === 'registry.ts') continue;
      const module: Record<string, unknown> = await import(new URL(`${folder}${file}`, import.meta.url).href);
      found.push(...Object.values(module));
    }
    return found.filter((one) => typeof one === 'object' && one !== null);
  };
  const having = (all: unknown[], ...names: string[]) =>
    all.filter((one) => names.every((name) => Reflect.has(Object(one), name)));
  expect(new Set(having(await exported('./actions/'), 'id', 'run'))).toEqual(new Set(actions));
  expect(new Set(having(await exported('./views/'), 'callback', 'submit'))).toEqual(new Set(modals));
  const found = having(await exported('./commands/'), 'word', 'run');
  expect(new Set([...found, words.find((one) => one.word === 'help')])).toEqual(new Set(words));
  expect(new Set(actions.map((one) => one.id)).size).toBe(actions.length);
});
