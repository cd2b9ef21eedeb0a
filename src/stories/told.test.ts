import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hour } from '../domain/instant.ts';
import type { House } from './house.ts';
import { actionsIn, kinds, openHouse, people, textOf } from './house.ts';

const { ana, carla, samir, ines, bo } = people;
const access = 'C0ACCESS';
const [firstKind] = kinds;

describe.each(kinds.filter((kind) => kind.mode === firstKind?.mode))('who is told on $dialect', (kind) => {
  let house: House & { close(): Promise<void> };
  beforeEach(async () => {
    house = await openHouse(kind);
  });
  afterEach(() => house.close());

  /** What stands in #access, as everybody there reads it. */
  const inChannel = (): readonly string[] => house.sandbox.channel(access).map(textOf);

  test('a channel and the owner follow a request from the question to the end of the access, on one message without buttons', async () => {
    await house.ask(ana, 'request payments-db/admin 30m Rebuild the broken index now');
    expect(inChannel()).toHaveLength(1);
    expect(inChannel()[0]).toMatch(/^Ana Ruiz asks for Payments DB admin/);
    for (const told of [inChannel()[0], house.reads(carla)]) {
      expect(told).toContain('Rebuild the broken index now');
      expect(told).toMatch(/30 min[\s\S]*Waiting for [\s\S]*Samir Haddad/);
      expect(told).toContain('You are only told of this; others decide.');
    }
    expect([...house.sandbox.channel(access), ...house.sandbox.dm(carla)].flatMap(actionsIn)).toEqual([]);
    await house.press(samir, 'approve');
    expect(inChannel()).toHaveLength(1);
    expect(inChannel()[0]).toMatch(/Approved[\s\S]*active since/);
    expect(house.reads(carla)).toMatch(/Approved[\s\S]*active since/);
    await house.pass(hour);
    expect(inChannel()).toHaveLength(1);
    expect(inChannel()[0]).toContain(': ended ');
    expect(house.sandbox.channel(access)[0]?.text).toContain('Its time was over.');
  });

  test('a “no” is seen there too, with who said it and why', async () => {
    await house.ask(ana, 'request payments-db/admin 30m Rebuild the broken index now');
    await house.press(ines, 'deny');
    await house.sandbox.waitFor(() => house.sandbox.as(ines).modals()[0], 'the dialog that asks why');
    await house.sandbox.as(ines).fill('reason', 'The index is rebuilt tonight anyway.');
    await house.sandbox.as(ines).submit();
    await house.settle();
    expect(inChannel()[0]).toMatch(/Denied[\s\S]*The index is rebuilt tonight anyway\./);
  });

  test('nobody is told of what the rule tells nobody of', async () => {
    await house.ask(ana, 'request payments-db/write 1h Refund 8812 is stuck');
    await house.press(bo, 'approve');
    expect(inChannel()).toEqual([]);
    expect(house.reads(carla)).toBe('');
  });
});
