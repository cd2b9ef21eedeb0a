import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { personId } from '../domain/ids.ts';
import type { House } from './house.ts';
import { buttonValue, letIn, openHouse, people } from './house.ts';

const { ana, bo, samir, ines } = people;
const question = 'request payments-db/write 1h Refund 8812 is stuck';

let house: House & { close(): Promise<void> };
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

const refusals = async () =>
  (await house.hallpass().store.read.auditAfter(0, 1_000))
    .filter((entry) => entry.outcome === 'refused')
    .map((entry) => entry.because);
const granted = () => letIn(house);

describe('who may decide', () => {
  test('an approver who is deactivated between the post and the click cannot', async () => {
    await house.ask(ana, question);
    const card = await house.card(bo, 'approve');
    await house.sandbox.people.update(bo, { flags: ['deactivated'] });
    await house.settle();
    await house.sandbox
      .as(bo)
      .click({ kind: 'message', channel: card.channel, ts: card.ts }, 'approve', { force: true });
    await house.settle();
    expect(await refusals()).toContain('E-IDENT-LEFT');
    expect(granted()).toEqual([]);
  });

  test('an approver who leaves the company, as the directory says, cannot', async () => {
    await house.ask(ana, question);
    const card = await house.card(bo, 'approve');
    const entry = house.people.find(({ person }) => person.id === personId('bo'));
    if (entry === undefined) throw new Error('Bo is not in the demo company.');
    await house.hallpass().engine.handle({
      kind: 'sync_people',
      actor: { kind: 'system', name: 'directory' },
      entries: [{ ...entry, person: { ...entry.person, status: 'terminated' } }],
    });
    await house.sandbox.as(bo).click({ kind: 'message', channel: card.channel, ts: card.ts }, 'approve');
    await house.settle();
    expect(await refusals()).toContain('E-IDENT-LEFT');
    expect(granted()).toEqual([]);
  });

  test('nobody decides about themselves, also not through a second account', async () => {
    await house.sandbox.people.join({
      id: 'U106',
      name: 'samir.admin',
      realName: 'Samir (admin)',
      email: 'samir.admin@tidewater.example',
    });
    const entry = house.people.find(({ person }) => person.id === personId('samir'));
    if (entry === undefined) throw new Error('Samir is not in the demo company.');
    const team = entry.slack[0]?.split(':')[0] ?? '';
    await house.hallpass().engine.handle({
      kind: 'sync_people',
      actor: { kind: 'system', name: 'directory' },
      entries: [{ ...entry, slack: [...entry.slack, `${team}:U106`] }],
    });
    await house.ask(ana, 'request payments-db/admin 30m Look at the broken index');
    const own = await house.card(samir, 'approve');
    await house.ask(samir, 'request payments-db/admin 30m Rebuild the broken index now');
    expect(house.sandbox.dm('U106')).toEqual([]);
    expect(
      house.sandbox.dm(samir).filter((message) => buttonValue(message, 'approve') !== undefined),
    ).toHaveLength(1);

    const stolen = buttonValue(await house.card(ines, 'approve'), 'approve') ?? '';
    await house.sandbox
      .as(samir)
      .click({ kind: 'message', channel: own.channel, ts: own.ts }, 'approve', { value: stolen });
    await house.settle();
    expect(await refusals()).toEqual(['E-TOKEN-OWNER']);
    expect(granted()).toEqual([]);
    await house.press(ines, 'approve');
    expect(granted()).toEqual(['samir.haddad@tidewater.example']);
  });

  test('a button whose value was made up or taken from another action does nothing', async () => {
    await house.ask(ana, question);
    const card = await house.card(bo, 'approve');
    const deny = buttonValue(card, 'deny') ?? '';
    for (const value of ['', 'x'.repeat(200), deny, `${buttonValue(card, 'approve')}x`]) {
      await house.sandbox
        .as(bo)
        .click({ kind: 'message', channel: card.channel, ts: card.ts }, 'approve', { value });
      await house.settle();
    }
    expect(house.reads(bo)).toContain('E-TOKEN');
    expect(granted()).toEqual([]);
    await house.press(bo, 'approve');
    expect(granted()).toEqual(['ana.ruiz@tidewater.example']);
  });

  test.each([
    ['a guest', ['guest'], 'E-IDENT-GUEST'],
    ['a person of another workspace', ['external'], 'E-IDENT-EXT'],
  ] as const)('%s is refused by name of the reason', async (_, flags, code) => {
    await house.sandbox.people.join({
      id: 'U200',
      name: 'other',
      realName: 'Olly Other',
      email: 'olly@partner.example',
      flags,
    });
    expect(await house.ask('U200', question)).toContain(code);
    expect(granted()).toEqual([]);
  });

  test('somebody the directory does not know is told what to do', async () => {
    await house.sandbox.people.join({
      id: 'U201',
      name: 'newcomer',
      realName: 'Nia Newcomer',
      email: 'nia@tidewater.example',
    });
    expect(await house.ask('U201', question)).toMatch(/Ask IT.*E-IDENT-NONE/s);
  });
});
