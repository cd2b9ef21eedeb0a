import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { House, Kind } from './house.ts';
import { kinds, openHouse, people } from './house.ts';
import type { OwnPolicy } from './own-policy.ts';
import { ownPolicy } from './own-policy.ts';

const { ana, bo, dee, kit, raj } = people;
const noor = 'U012';

describe.each<Kind>(kinds.filter(({ mode }) => mode === 'socket'))(
  'who wants to be like a colleague, on $dialect',
  ({ dialect }) => {
    let house: House & { close(): Promise<void> };
    let files: OwnPolicy;
    beforeEach(async () => {
      files = await ownPolicy();
      // Ana has three colleagues of the same work: Dee, Kit and Tom. Deploying is known to Engineering alone.
      for (const other of ['Data Platform Lead', 'Contract Engineer'])
        await files.edit('people.csv', other, 'Software Engineer');
      await files.edit('people.csv', 'Support,Support Lead', 'Engineering,Software Engineer');
      await files.edit(
        'access.yml',
        'aliases: [deploy, prod deploy]',
        'aliases: [deploy, prod deploy]\n        visible_to: { department: [Engineering] }',
      );
      house = await openHouse({ mode: 'socket', dialect }, { policyFile: files.policyFile });
      for (const who of [ana, dee, kit])
        await house.ask(who, 'request payments-db/read 2h Look at refund 8812');
      await house.ask(ana, 'request warehouse/analyst 2h The monthly report of refunds');
      await house.press(dee, 'approve');
      await house.ask(ana, 'request deploy/production 2h Ship the refund fix');
      await house.press(bo, 'approve');
    });
    afterEach(async () => {
      await house.close();
      await files.remove();
    });

    const like = async (who: string, whom: string): Promise<string> => {
      const said = await house.sandbox.as(who).command(`/access request like <@${whom}|somebody>`);
      return said.ephemeral.map((one) => one.text).join();
    };

    test('is shown what comes with the work, with why, and of the rest how much there is, but not what', async () => {
      const said = await like(raj, ana);
      expect(said).toContain(
        'Payments DB read: 2 of 3 others with the title Software Engineer in Engineering hold it.',
      );
      expect(said).toContain('And 1 more that is Ana’s alone.');
      expect(said).not.toMatch(/warehouse|deploy/i);
      expect(house.reads(ana)).not.toContain('Raj');
      const card = house.sandbox.dm(raj).findLast((one) => one.ephemeral);
      if (card === undefined) throw new Error('the answer is not there');
      await house.sandbox
        .as(raj)
        .click({ kind: 'message', channel: card.channel, ts: card.ts }, 'request_again');
      const form = await house.sandbox.waitFor(() => house.sandbox.as(raj).modals()[0], 'the form');
      expect(JSON.stringify(form)).toContain('Payments DB read');
    });

    test('as the manager reads all of it by name, and as an owner what is theirs to give', async () => {
      const manager = await like(bo, ana);
      expect(manager).toMatch(/alone, so not offered:\n• Data warehouse analyst\n• Production deploy\n/);
      const owner = await like(dee, ana);
      expect(owner).toMatch(/• Data warehouse analyst\n• and 1 more that is Ana’s alone/);
      expect(owner).not.toContain('Production deploy');
      expect(owner).not.toContain('Payments DB read');
    });

    test('is told in a sentence where there is nobody to be like', async () => {
      expect(await like(raj, raj)).toContain('That is you.');
      expect(await like(raj, 'U201')).toContain('knows nobody with that Slack account');
      expect(await like(raj, noor)).toContain('Noor Aziz is not active');
      expect(await like(ana, people.grace)).toContain('Grace Lindqvist holds nothing that you could ask for');
      expect(await house.ask(raj, 'request like maria')).toContain('Name a colleague with @');
      expect(house.sandbox.as(raj).modals()).toEqual([]);
    });
  },
);
