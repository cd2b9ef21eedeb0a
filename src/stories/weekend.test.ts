import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { day, hour, minute } from '../domain/instant.ts';
import type { House } from './house.ts';
import { kinds, openHouse, people } from './house.ts';

const { lucy, samir, tom } = people;
const [firstKind] = kinds;

describe.each(kinds.filter((kind) => kind.mode === firstKind?.mode))(
  'a stage that counts working hours on $dialect',
  (kind) => {
    let house: House & { close(): Promise<void> };
    beforeEach(async () => {
      // Friday, 15:50 in UTC: in Prague, where Tom is, ten minutes of the week are left.
      house = await openHouse(kind, { clock: { start: Date.UTC(2026, 10, 27, 15, 50), running: false } });
    });
    afterEach(() => house.close());

    test('reminds on Monday, asks more people when they are there, and says the real end', async () => {
      await house.ask(lucy, 'request crm/agent 8h Late shift until midnight');
      await house.press(tom, 'approve');
      expect(await house.ask(lucy, 'explain crm/export 1h')).toMatch(/counts only their working hours/);
      await house.ask(lucy, 'request crm/export 1h The regulator wants the thread of case 77');
      expect(house.sandbox.dm(tom).at(-1)?.text).toContain('2026-11-30 15:50 UTC');
      await house.pass(2 * day);
      expect(house.reads(tom)).not.toContain('Still waiting for you');
      // Sunday 15:50; on Monday Tom is back at 8:00 in UTC, and twenty of the thirty minutes are left.
      await house.pass(16 * hour + 25 * minute);
      expect(house.reads(tom)).not.toContain('Still waiting for you');
      await house.pass(6 * minute);
      expect(house.reads(tom)).toContain('Still waiting for you: CRM export');
      expect(house.reads(samir)).toBe('');
      await house.pass(90 * minute);
      expect(house.reads(samir)).toContain('The regulator wants the thread of case 77');
      await house.press(tom, 'deny');
      await house.sandbox.waitFor(() => house.sandbox.as(tom).modals()[0], 'the dialog that asks why');
      await house.sandbox.as(tom).fill('reason', 'Legal sends it themselves.');
      await house.sandbox.as(tom).submit();
      await house.settle();
      expect(house.reads(lucy)).toContain('Legal sends it themselves.');
    });
  },
);
