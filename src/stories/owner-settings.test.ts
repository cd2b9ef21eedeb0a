import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { entitlementId, personId } from '../domain/ids.ts';
import { hour } from '../domain/instant.ts';
import type { OwnerValues } from '../domain/owner-settings.ts';
import type { House, Kind } from './house.ts';
import { kinds, openHouse, people } from './house.ts';
import type { OwnPolicy } from './own-policy.ts';
import { ownPolicy } from './own-policy.ts';

const { ana, bo, carla, raj } = people;
const risk = 'risk';

describe.each<Kind>(kinds.filter(({ mode }) => mode === 'socket'))(
  'an owner and what they own, on $dialect',
  ({ dialect }) => {
    let house: House & { close(): Promise<void> };
    let files: OwnPolicy;
    beforeEach(async () => {
      files = await ownPolicy();
      house = await openHouse({ mode: 'socket', dialect }, { policyFile: files.policyFile });
    });
    afterEach(async () => {
      await house.close();
      await files.remove();
    });

    const open = async (who: string, item: string): Promise<void> => {
      await house.sandbox.as(who).command(`/access settings ${item}`);
      await house.sandbox.waitFor(() => house.sandbox.as(who).modals()[0], 'the form');
    };
    const save = async (who: string, item: string, values: Record<string, string | string[]>) => {
      await open(who, item);
      const as = house.sandbox.as(who);
      for (const [field, value] of Object.entries(values)) await as.fill(field, value);
      const sent = await as.submit();
      await house.settle();
      return { ...sent, says: JSON.stringify(as.modals()) };
    };
    const reload = async (): Promise<void> => {
      await house.hallpass().applyPolicy('test');
      await house.settle();
    };
    const cardsOf = (who: string) => house.sandbox.dm(who).filter((one) => /asks for/.test(one.text));
    const command = (who: string, values: OwnerValues, version = 0) =>
      house.hallpass().engine.handle({
        kind: 'set_owner_settings',
        actor: { kind: 'slack', identity: { team: 'T0TIDEWATER', user: who, standing: 'member' } },
        entitlement: entitlementId('payments-db/read'),
        version,
        values,
      });

    test('shortens the longest time: the next request is held to it, and the default with it', async () => {
      expect(await house.ask(ana, 'explain payments-db/read')).toMatch(/2 h[\s\S]*At most: [\s\S]*4 h/);
      const saved = await save(carla, 'payments-db/read', { max: String(hour) });
      expect(saved.says).toContain('Longest time: 1 h, was 1 day.');
      expect(await house.ask(ana, 'explain payments-db/read')).toMatch(/for 1 h[\s\S]*At most: [\s\S]*1 h/);
      expect(await house.ask(ana, 'explain payments-oncall')).toContain(
        'The owner of Payments DB read set its longest time to 1 h (1 day in the policy).',
      );
      await house.ask(ana, 'request payments-db/read 2h Look at refund 8812 again');
      expect(JSON.stringify(house.sandbox.as(ana).modals())).toContain('1 h');
      expect(await house.hallpass().store.read.openRequestsOf(personId('ana'))).toEqual([]);
    });

    test('raises the risk: another rule decides, while an open request goes on as it was asked', async () => {
      await house.ask(ana, 'request payments-db/read 8h Look at refund 8812 all day');
      expect(cardsOf(bo)).toHaveLength(1);
      await save(carla, 'payments-db/read', { [risk]: 'high' });
      await house.ask(people.dee, 'request payments-db/read 1h Look at refund 8812 again');
      expect(cardsOf(carla)[0]?.text).toContain('Risk: High');
      await house.press(bo, 'approve');
      expect(house.reads(ana)).toContain('Payments DB read');
      expect(await house.hallpass().store.read.heldBy(personId('ana'))).toEqual(['payments-db/read']);
    });

    test('has somebody else decide: the card goes there, and back once the policy no longer names them', async () => {
      const said = await save(carla, 'payments-db/write', { approvers: ['raj'] });
      expect(said.says).toContain('Who decides for the owner: Raj Patel, was the owners.');
      await house.ask(ana, 'request payments-db/write 4h Refund 8812 is stuck');
      expect(cardsOf(raj)[0]?.text).toContain('Why you: The owner of Payments DB write has you decide.');
      expect(cardsOf(carla)).toEqual([]);
      await house.press(raj, 'approve');
      expect(await house.hallpass().store.read.heldBy(personId('ana'))).toEqual(['payments-db/write']);
      await files.edit('access.yml', '{ person: raj }, ', '');
      await reload();
      await house.ask(people.dee, 'request payments-db/write 4h Refund 8813 is stuck');
      expect([cardsOf(raj).length, cardsOf(carla).length]).toEqual([1, 1]);
      expect(await house.ask(carla, 'settings')).toContain('the owners are asked');
    });

    test('may not what the policy does not name, nor go below it; both are refused and written down', async () => {
      await files.edit('access.yml', 'owners_may: [description, risk, max, approvers]', 'owners_may: [risk]');
      await reload();
      await open(carla, 'payments-db/write');
      expect(Object.keys(house.sandbox.as(carla).modals()[0]?.values ?? {})).toEqual(['risk']);
      expect(await command(carla, { max: hour })).toMatchObject({
        is: 'refused',
        refusal: { code: 'E-SETTING', text: expect.stringContaining('does not let owners change') },
      });
      await save(carla, 'payments-db/read', { risk: 'medium' });
      await files.edit('access.yml', /(name: Payments DB read[\s\S]*?)risk: low/, '$1risk: high');
      await reload();
      expect(await command(carla, { risk: 'medium' }, 1)).toMatchObject({
        refusal: { text: expect.stringContaining('owners can only raise the risk') },
      });
      const entries = await house.hallpass().store.read.auditAfter(0, 1_000);
      expect(
        entries.filter((one) => one.action === 'owner_settings.set').map((one) => [one.outcome, one.actor]),
      ).toEqual([
        ['refused', 'person:carla'],
        ['ok', 'person:carla'],
        ['refused', 'person:carla'],
      ]);
      expect(
        entries.find((one) => one.action === 'owner_settings.set' && one.outcome === 'ok')?.detail,
      ).toEqual({
        version: 1,
        changed: { risk: { from: null, to: 'medium' } },
      });
    });

    test('is told which of their settings the policy has taken back, and they count no longer', async () => {
      await save(carla, 'payments-db/read', { max: String(2 * hour), description: 'Look, and tell nobody.' });
      await files.edit('access.yml', 'max: 24h\n        default: 2h', 'max: 1h\n        default: 30m');
      await reload();
      expect(await house.ask(carla, 'settings')).toContain(
        'Your longest time (2 h) does not count: the policy allows 1 h now.',
      );
      expect(await house.ask(ana, 'explain payments-db/read')).toMatch(/At most: [\s\S]*1 h/);
      expect(
        JSON.stringify(await house.hallpass().engine.look.items(await person('ana'), 'read', 1)),
      ).toContain('Look, and tell nobody.');
    });

    test('who opened the form before a colleague saved theirs is told so in the form', async () => {
      await files.edit('access.yml', 'owners: [carla]', 'owners: [carla, raj]');
      await reload();
      await open(carla, 'payments-db/read');
      await save(raj, 'payments-db/read', { max: String(hour) });
      const { errors } = await house.sandbox.as(carla).submit();
      expect(errors).toEqual({
        description: expect.stringMatching(/Somebody changed these settings[\s\S]*E-REV/),
      });
    });

    test('whoever is none hears the same of what there is and what there is not', async () => {
      const answer = async (item: string) =>
        (await house.sandbox.as(ana).command(`/access settings ${item}`)).ephemeral
          .map((one) => one.text)
          .join();
      const [there, not] = [await answer('payments-db/read'), await answer('payments-db/nope')];
      expect(there.replace('/read', '/nope')).toBe(not);
      expect(there).toContain('You own nothing called');
      expect(await command(ana, { max: hour })).toMatchObject({ refusal: { code: 'E-CAT-NONE' } });
      expect(await house.ask(ana, 'settings')).toContain('You own nothing that can be asked for');
    });

    async function person(id: string) {
      const found = await house.hallpass().store.read.person(personId(id));
      if (found === undefined) throw new Error(`no ${id}`);
      return found;
    }
  },
);
