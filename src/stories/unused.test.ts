import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { personId } from '../domain/ids.ts';
import { day } from '../domain/instant.ts';
import type { House, Kind } from './house.ts';
import { actionsIn, kinds, openHouse, people } from './house.ts';
import type { OwnPolicy } from './own-policy.ts';
import { ownPolicy } from './own-policy.ts';

const { ana, bo, carla, dee } = people;

describe.each<Kind>(kinds.filter(({ mode }) => mode === 'socket'))(
  'what is held and not used, on $dialect',
  ({ dialect }) => {
    let house: House & { close(): Promise<void> };
    let files: OwnPolicy;
    beforeEach(async () => {
      files = await ownPolicy();
      await files.edit('access.yml', 'max: 3d', 'max: 90d');
      await files.edit(
        'access.yml',
        'max: 8h\n        default: 1h\n        aliases: [payments write]',
        'max: 90d\n        default: 1h\n        aliases: [payments write]',
      );
      await files.edit(
        'access.yml',
        'owner_approvers:',
        'usage: { file: payments.csv }\n    owner_approvers:',
      );
      await files.edit('access.yml', '\nsettings:', '\nsettings:\n  unused_after: 14d');
      await say('payments.csv', '');
      await say('usage.csv', '');
      house = await openHouse({ mode: 'socket', dialect }, { policyFile: files.policyFile });
    });
    afterEach(async () => {
      await house.close();
      await files.remove();
    });

    const say = (file: string, rows: string): Promise<void> =>
      writeFile(join(dirname(files.policyFile), file), `email,person,entitlement,last_used\n${rows}`);
    /** A week and more passes, and the bot is started anew: the calendar catches up with what it missed. */
    const weeks = async (days: number): Promise<void> => {
      await house.pass(days * day);
      await house.stopBot();
      await house.startBot();
      await house.settle();
    };
    const asked = (who: string) =>
      house.sandbox.dm(who).filter((one) => one.text.startsWith('Do you still need'));
    const hold = async (): Promise<void> => {
      await house.ask(ana, 'request payments-db/write 60 days The refund backlog of the year');
      await house.press(carla, 'approve');
      expect(await house.hallpass().store.read.heldBy(personId('ana'))).toEqual(['payments-db/write']);
    };

    test('is asked about once, and given back with one click', async () => {
      await hold();
      await say(
        'payments.csv',
        'ANA.ruiz@tidewater.example,,write,2026-11-24\nzoe@tidewater.example,,write,never\n',
      );
      await weeks(20);
      const [card, ...more] = asked(ana);
      expect(more).toEqual([]);
      expect(card?.text).toContain('Payments DB write has not been used for at least 18 days: give it back.');
      await weeks(8);
      expect(asked(ana)).toHaveLength(1);
      await house.press(ana, 'return');
      expect(await house.hallpass().store.read.heldBy(personId('ana'))).toEqual([]);
      expect(asked(ana)).toEqual([]);
    });

    test('in part leads to the smaller thing that gives what is used, with a button to ask for it', async () => {
      await hold();
      await say(
        'payments.csv',
        ',ana,payments.view,2026-12-12\n,ana,refunds.view,2026-12-12\n,ana,payments.correct,never\n,ana,refunds.correct,never\n',
      );
      await weeks(20);
      const [card] = asked(ana);
      expect(card?.text).toContain('Payments DB read gives the rest.');
      expect(card && actionsIn(card)).toEqual(['request_again', 'return']);
      if (card === undefined) return;
      await house.sandbox
        .as(ana)
        .click({ kind: 'message', channel: card.channel, ts: card.ts }, 'request_again');
      const form = await house.sandbox.waitFor(() => house.sandbox.as(ana).modals()[0], 'the form');
      expect(JSON.stringify(form)).toContain('Payments DB read');
    });

    test('is not what nothing is known of, nor what was used lately; and a later report settles the card', async () => {
      await hold();
      await weeks(20);
      expect(asked(ana)).toEqual([]);
      await say('payments.csv', ',ana,write,2026-12-12\n');
      await weeks(8);
      expect(asked(ana)).toEqual([]);
      await weeks(8);
      expect(asked(ana)).toHaveLength(1);
    });

    test('is read from no file with a fault, while the others are read', async () => {
      await hold();
      await house.ask(ana, 'request warehouse/analyst 2h The monthly report of refunds');
      await say('payments.csv', ',ana,write,2026-11-24\n,ana,wirte,2026-11-24\n');
      await say('usage.csv', ',dee,analyst,2026-11-24\n');
      await weeks(20);
      expect(asked(ana)).toEqual([]);
      const { read } = house.hallpass().store;
      expect(await read.usagesOf(personId('ana'))).toEqual([]);
      expect(await read.usagesOf(personId('dee'))).toMatchObject([
        { used: 'warehouse/analyst', source: 'file:warehouse' },
      ]);
      expect([asked(dee), asked(bo)]).toEqual([[], []]);
    });
  },
);
