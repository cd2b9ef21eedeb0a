import { expect, test } from 'vitest';
import { permalink } from './permalink.ts';

const at = { channel: 'C1H9RESGA', ts: '1358546515.000008' };

test('is the address that Slack documents', () => {
  expect(permalink('https://ghostbusters.slack.com/', at)).toBe(
    'https://ghostbusters.slack.com/archives/C1H9RESGA/p1358546515000008',
  );
});

test.each([
  ['the workspace is not known yet', '', at],
  ['the workspace’s address is none of https', 'http://ghostbusters.slack.com/', at],
  ['the card is a Home tab', 'https://ghostbusters.slack.com/', { channel: 'home', ts: 'home' }],
])('is not made where %s', (...[, workspace, place]) => {
  expect(permalink(workspace, place)).toBeUndefined();
});
