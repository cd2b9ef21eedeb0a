import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readDirectory } from '../directory/sync.ts';
import { day, hour, minute } from '../domain/instant.ts';
import type { House } from './house.ts';
import { actionsIn, askedEntries, kinds, openHouse, people } from './house.ts';
import type { OwnPolicy } from './own-policy.ts';
import { ownPolicy } from './own-policy.ts';

const { ana, bo, carla, samir, ines, kit, lucy } = people;
const [firstKind] = kinds;
const admins = 'Payments DB Admins';
const mail = 'ana.ruiz@tidewater.example';
const emergency = 'payments-db/admin 30m INC-42: refunds fail for everybody since 14:10';

describe.each(kinds.filter((kind) => kind.mode === firstKind?.mode))('broken glass on $dialect', (kind) => {
  let house: House & { close(): Promise<void> };
  let files: OwnPolicy;
  beforeEach(async () => {
    files = await ownPolicy();
    house = await openHouse(kind, { policyFile: files.policyFile });
  });
  afterEach(async () => {
    await house.close();
    await files.remove();
  });

  const open = async (who: string, text: string) => {
    const said = await house.ask(who, `break-glass ${text}`);
    if (house.sandbox.as(who).modals().length > 0) await house.sandbox.as(who).fill('sure', ['sure']);
    return said;
  };
  const breakIt = async (who: string, text: string = emergency): Promise<string> => {
    const said = await open(who, text);
    const as = house.sandbox.as(who);
    if (as.modals().length === 0) return said;
    const sent = await as.submit();
    await house.settle();
    return JSON.stringify([sent, as.modals()]);
  };
  const review = async (who: string, answer: 'justified' | 'not_justified', note: string) => {
    await house.press(who, answer);
    const as = house.sandbox.as(who);
    await house.sandbox.waitFor(() => as.modals()[0], 'the dialog that asks for a note');
    await as.fill('reason', note);
    const sent = await as.submit();
    await house.settle();
    return sent;
  };
  const alarms = (who: string) =>
    house.sandbox.dm(who).filter((message) => /^(Alarm|Over): /.test(message.text));
  const syncPeople = async () => {
    const read = await readDirectory(files.policyFile.replace('access.yml', 'people.csv'), 'T0TIDEWATER');
    if (read.is === 'faults') throw new Error(read.faults[0]?.message);
    const actor = { kind: 'system', name: 'directory' } as const;
    await house.hallpass().engine.handle({ kind: 'sync_people', actor, entries: read.entries });
    await house.settle();
  };
  const audit = async (action: string) =>
    (await askedEntries(house.hallpass().store)).filter((entry) => entry.action === action);

  test('gives at once, loudly, what nobody was asked for; ends by the clock; and is owed a review before it can be broken again', async () => {
    expect(house.target.members(admins)).toEqual([]);
    expect(await breakIt(ana)).toBe('[{"ok":true},[]]');
    expect(house.target.members(admins)).toEqual([mail]);
    for (const who of [carla, samir, ines]) {
      expect(alarms(who)).toHaveLength(1);
      expect(alarms(who)[0]?.text).toMatch(/^Alarm: Ana Ruiz broke glass for Payments DB admin\n/);
      expect(alarms(who)[0]?.text).toContain('INC-42: refunds fail for everybody');
      expect(alarms(who)[0]?.text).toMatch(/Payments DB admin: active since/);
    }
    expect(alarms(bo)).toEqual([]);
    expect(house.reads(ana)).toMatch(
      /It is in the audit log[\s\S]*Told at once:[\s\S]*until the review is closed/i,
    );
    expect(await breakIt(ana, 'payments-db/write 30m The records have to be put right too')).toMatch(
      /You broke glass for Payments DB admin[\s\S]*not over: one at a time[\s\S]*E-BG-DEBT/,
    );

    await house.pass(31 * minute);
    expect(house.target.members(admins)).toEqual([]);
    for (const who of [carla, samir, ines]) expect(alarms(who)[0]?.text).toMatch(/^Over: /);
    expect(house.reads(samir)).toContain('Please review: Ana Ruiz broke glass for Payments DB admin');
    expect(house.reads(samir)).toMatch(/Payments DB admin\n: seen in Payments DB [\s\S]*Its time was over\./);
    expect(house.sandbox.dm(carla).flatMap(actionsIn)).not.toContain('justified');
    expect(await breakIt(ana)).toMatch(
      /before your last use, for Payments DB admin, has been reviewed\. (Inês Carvalho and Samir Haddad|Samir Haddad and Inês Carvalho) have the review since [\s\S]*E-BG-DEBT/,
    );

    expect(await review(samir, 'justified', 'INC-42 was real; the log shows the one lock.')).toMatchObject({
      ok: true,
    });
    expect(house.reads(ana)).toContain('Reviewed: how you broke glass for Payments DB admin');
    expect(house.reads(ana)).toContain('INC-42 was real; the log shows the one lock.');
    expect(alarms(carla)[0]?.text).toMatch(/Review: Justified, said <@U006>/);
    expect(house.sandbox.dm(ines).flatMap(actionsIn)).not.toContain('justified');
    await breakIt(ana);
    expect(house.target.members(admins)).toEqual([mail]);
    expect(await audit('glass.broken')).toMatchObject([
      { actor: 'person:ana', outcome: 'ok', detail: { told: ['carla', 'raj', 'ines', 'samir'] } },
      { actor: 'person:ana', outcome: 'ok' },
    ]);
    expect(await audit('review.closed')).toMatchObject([
      { actor: 'person:samir', because: 'Justified: INC-42 was real; the log shows the one lock.' },
    ]);
  });

  test('is ended early by somebody who was told, and reviewed as not justified', async () => {
    await breakIt(ana);
    await house.press(carla, 'end_now');
    expect(house.target.members(admins)).toEqual([]);
    expect(alarms(samir)[0]?.text).toContain('<@U003> ended it early.');
    expect(await audit('grant.revoked')).toHaveLength(2);
    expect(await review(ines, 'not_justified', 'Carla was at her desk.')).toMatchObject({ ok: true });
    expect(house.reads(ana)).toMatch(/Not justified[\s\S]*Carla was at her desk\./);
    expect(house.sandbox.dm(samir).flatMap(actionsIn)).not.toContain('end_now');
  });

  test('cannot be extended, and is given back like any other access', async () => {
    await breakIt(ana);
    await house.pass(20 * minute);
    expect(house.sandbox.dm(ana).flatMap(actionsIn)).not.toContain('extend');
    await house.press(ana, 'return');
    expect(house.target.members(admins)).toEqual([]);
    expect(house.sandbox.dm(samir).flatMap(actionsIn)).toContain('justified');
  });

  test('stays shut for whom a rule above refuses, and is not even offered; nor where no rule speaks of it', async () => {
    expect(await breakIt(kit)).toMatch(/No rule lets you break glass for anything now[\s\S]*E-BG-NONE/);
    expect(house.target.members(admins)).toEqual([]);
    expect(await breakIt(lucy)).toMatch(/No rule lets you break glass for anything now[\s\S]*E-BG-NONE/);
  });

  test('never makes a forbidden pair; a pair that has an exception is told as a conflict', async () => {
    await house.ask(ana, 'request deploy/production 2h Ship the refund fix');
    await house.press(bo, 'approve');
    await breakIt(ana);
    expect(alarms(carla)[0]?.text).toContain(
      'Conflict: it breaks the separation of duties “ship or administer”',
    );
    await house.press(ana, 'return');
    await review(samir, 'justified', 'It was real.');
    await files.edit('access.yml', /\n {4}exception:\n[\s\S]*?most: 30m/, '');
    await house.hallpass().applyPolicy('test');
    await house.settle();
    expect(await breakIt(ana)).toContain('E-SOD');
    expect(house.target.members(admins)).toEqual([]);
  });

  test('is asked for with a reason of twenty characters and a tick', async () => {
    await open(ana, 'payments-db/admin 30m It burns');
    const as = house.sandbox.as(ana);
    expect(await as.submit()).toMatchObject({ errors: { reason: expect.stringContaining('20–4,000') } });
    await as.fill('sure', []);
    expect(await as.submit()).toMatchObject({ ok: false });
    expect(house.target.members(admins)).toEqual([]);
  });

  test('sent twice, it is broken once', async () => {
    await open(ana, emergency);
    const as = house.sandbox.as(ana);
    await Promise.all([as.submit(), as.submit()]);
    await house.sandbox.redeliver(2);
    await house.settle();
    expect((await audit('glass.broken')).filter((entry) => entry.outcome === 'ok')).toHaveLength(1);
    expect(alarms(carla)).toHaveLength(1);
  });

  test('is never reviewed by the person who broke it: where only they could, it stays shut', async () => {
    await files.edit('access.yml', 'review: { group: security }', 'review: { person: raj }');
    await files.edit(
      'access.yml',
      'tell: [owner, { on_call: payments }, { group: security }, { channel: C0ACCESS }]',
      'tell: owner',
    );
    await house.hallpass().applyPolicy('test');
    expect(await breakIt(people.raj)).toContain('E-BG-REVIEW');
    await breakIt(ana);
    await house.press(ana, 'return');
    expect(house.sandbox.dm(people.raj).flatMap(actionsIn)).toContain('justified');
  });

  test('is asked about every day until somebody closes it; where the reviewers left, the owner of the app does', async () => {
    await breakIt(ana);
    await house.pass(hour);
    const asked = (who: string) =>
      house.sandbox.dm(who).filter((message) => actionsIn(message).includes('justified')).length;
    expect([asked(samir), asked(carla)]).toEqual([1, 0]);
    await house.pass(day);
    expect([asked(samir), asked(carla)]).toEqual([2, 0]);
    await files.edit('people.csv', '2020-09-07,,security', '2020-09-07,,');
    await files.edit('people.csv', 'Lisbon,active,2024-01-15', 'Lisbon,terminated,2024-01-15');
    await syncPeople();
    expect(await breakIt(ana)).toContain('Carla Okafor has the review since');
    await house.pass(day);
    expect(asked(carla)).toBe(1);
    await review(carla, 'justified', 'I saw what was done.');
    await house.pass(day);
    expect([asked(samir), asked(carla)]).toEqual([0, 0]);
  });

  test('is told in the channel too, where nobody can end it by accident, and followed there', async () => {
    await breakIt(ana);
    const inChannel = () =>
      house.sandbox.channel('C0ACCESS').filter((one) => one.text.includes('broke glass'));
    expect(inChannel()).toHaveLength(1);
    expect(inChannel()[0]?.text).toMatch(/^Alarm: Ana Ruiz broke glass for Payments DB admin\n/);
    expect(inChannel().flatMap(actionsIn)).toEqual([]);
    await house.press(carla, 'end_now');
    await review(samir, 'justified', 'It was real.');
    expect(inChannel()).toHaveLength(1);
    expect(inChannel()[0]?.text).toMatch(/^Over: [\s\S]*ended it early[\s\S]*Review: Justified/);
  });

  test('told while the bot is away is told when it is back, and the access is there once', async () => {
    house.sandbox.faults([{ method: 'chat.postMessage', times: 50, fault: { kind: 'status', status: 503 } }]);
    await breakIt(ana);
    expect(alarms(carla)).toEqual([]);
    await house.stopBot();
    house.sandbox.faults([]);
    await house.startBot();
    for (let round = 0; round < 6; round += 1) await house.pass(minute);
    for (const who of [carla, samir, ines]) expect(alarms(who)).toHaveLength(1);
    expect(house.target.members(admins)).toEqual([mail]);
    expect(await audit('grant.active')).toHaveLength(1);
  });

  test('while there is doubt stays shut, and says why', async () => {
    await open(ana, emergency);
    await files.edit('access.yml', 'apps:', 'appz:');
    await expect(house.hallpass().applyPolicy('test')).rejects.toThrow();
    expect(JSON.stringify([await house.sandbox.as(ana).submit(), house.sandbox.as(ana).modals()])).toMatch(
      /E-POL-INVALID/,
    );
    expect(house.target.members(admins)).toEqual([]);
  });

  test('alarms nobody too late: what Slack does not take at once is posted as soon as it does', async () => {
    house.sandbox.faults([{ method: 'chat.postMessage', times: 6, fault: { kind: 'status', status: 503 } }]);
    await breakIt(ana);
    for (let round = 0; round < 5; round += 1) await house.pass(minute);
    for (const who of [carla, samir, ines]) expect(alarms(who)).toHaveLength(1);
  });
});
