import { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { House } from '../stories/house.ts';
import { openHouse } from '../stories/house.ts';
import { channelTrouble } from './channel-check.ts';

let house: House & { close(): Promise<void> };
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const troubleIn = (id: string) =>
  channelTrouble(new WebClient(house.sandbox.tokens.bot, { slackApiUrl: house.sandbox.apiUrl }), id);
const answersOnce = (error: string): void =>
  house.sandbox.faults([{ method: 'conversations.info', times: 1, fault: { kind: 'error', error } }]);

test('a channel the bot is in is well', async () => {
  expect(await troubleIn('C0ACCESS')).toBeUndefined();
});

test('for any other it says what to do, in words', async () => {
  expect(await troubleIn('C0GENERAL')).toBe(
    '#general (C0GENERAL) does not have Hallpass in it: type /invite @Hallpass there',
  );
  expect(await troubleIn('C0NOWHERE')).toMatch(/^C0NOWHERE is no channel that Hallpass can see: copy the id/);
  answersOnce('missing_scope');
  expect(await troubleIn('C0ACCESS')).toMatch(
    /lacks channels:read or groups:read: install it again from manifest\.yml$/,
  );
  answersOnce('something_new');
  expect(await troubleIn('C0ACCESS')).toBe('C0ACCESS cannot be looked at (something_new)');
});
