import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { House, Kind } from './house.ts';
import { askedEntries, kinds, openHouse, people } from './house.ts';

const { ana, bo, samir, ines } = people;
const admins = 'Payments DB Admins';

describe.each<Kind>(kinds)('when things happen twice, or at once, over $mode on $dialect', (kind) => {
  let house: House & { close(): Promise<void> };
  beforeEach(async () => {
    house = await openHouse(kind);
  });
  afterEach(() => house.close());

  const actions = async () =>
    (await askedEntries(house.hallpass().store)).map((entry) => `${entry.action} ${entry.outcome}`);
  const count = async (action: string) => (await actions()).filter((one) => one === action).length;

  test('two approvers click at the same moment: one outcome, one grant, and the other is told who decided', async () => {
    await house.ask(ana, 'request payments-db/admin 30m Rebuild the broken index now');
    const [first, second] = [await house.card(samir, 'approve'), await house.card(ines, 'approve')];
    await Promise.all([
      house.sandbox.as(samir).click({ kind: 'message', channel: first.channel, ts: first.ts }, 'approve'),
      house.sandbox.as(ines).click({ kind: 'message', channel: second.channel, ts: second.ts }, 'approve'),
    ]);
    await house.settle();
    expect(await count('request.approved ok')).toBe(1);
    expect(await count('grant.active ok')).toBe(1);
    expect(house.target.members(admins)).toEqual(['ana.ruiz@tidewater.example']);
    const told = [samir, ines].map((who) => house.reads(who)).join('\n');
    expect(told).toMatch(/Already approved by (Samir Haddad|Inês Carvalho)/);
  });

  test('the same person clicks twice at once: one approval, no error', async () => {
    await house.ask(ana, 'request payments-db/write 1h Refund 8812 is stuck');
    const card = await house.card(bo, 'approve');
    const place = { kind: 'message', channel: card.channel, ts: card.ts } as const;
    await Promise.all([
      house.sandbox.as(bo).click(place, 'approve'),
      house.sandbox.as(bo).click(place, 'approve'),
    ]);
    await house.settle();
    expect(await count('request.approved ok')).toBe(1);
    expect(await count('grant.active ok')).toBe(1);
    expect(house.reads(bo)).not.toMatch(/E-[A-Z]/);
  });

  test('the same thing is asked for many times at once: one request, and the others are told that it waits', async () => {
    const said = await Promise.all(
      Array.from({ length: 6 }, () => house.ask(ana, 'request payments-db/write 1h Refund 8812 is stuck')),
    );
    expect(await count('request.submitted ok')).toBe(1);
    expect(said.join('\n')).toContain('E-REQ-PENDING');
    expect(house.sandbox.dm(bo)).toHaveLength(1);
  });

  test('the same delivery arrives again, byte for byte: no second effect', async () => {
    await house.ask(ana, 'request payments-db/write 1h Refund 8812 is stuck');
    await house.sandbox.redeliver(1);
    await house.settle();
    expect(await count('request.submitted ok')).toBe(1);
    await house.press(bo, 'approve');
    await house.sandbox.redeliver(1);
    await house.settle();
    expect(await count('request.approved ok')).toBe(1);
    expect(await actions()).not.toContain('request.decided_late refused');
  });

  test('two approvals at once that must not both be granted: the second sees what the first gave', async () => {
    await house.ask(ana, 'request deploy/production 2h Ship the fix for INC-42');
    await house.ask(ana, 'request payments-db/admin 30m Rebuild the broken index now');
    const [ship, administer] = [await house.card(bo, 'approve'), await house.card(samir, 'approve')];
    await Promise.all([
      house.sandbox.as(bo).click({ kind: 'message', channel: ship.channel, ts: ship.ts }, 'approve'),
      house.sandbox
        .as(samir)
        .click({ kind: 'message', channel: administer.channel, ts: administer.ts }, 'approve'),
    ]);
    await house.settle();
    expect(await count('request.approved ok')).toBe(1);
    expect(await count('request.approved refused')).toBe(1);
    const told = [bo, samir].map((who) => house.reads(who)).join('\n');
    expect(told).toContain('ship or administer');
  });

  test('overlapping grants: the end of one leaves the access that the other justifies', async () => {
    const readers = 'Payments DB Readers';
    await house.ask(ana, 'request payments-db/read 1h Looking into INC-42');
    await house.ask(ana, 'request payments-oncall 2h Carrying the pager tonight');
    await house.press(people.carla, 'approve');
    await house.pass(3_600);
    expect(house.target.members(readers)).toEqual(['ana.ruiz@tidewater.example']);
    await house.pass(3_600);
    expect(house.target.members(readers)).toEqual([]);
  });
});
