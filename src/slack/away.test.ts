import { expect, test } from 'vitest';
import { awayBy } from './away.ts';

const now = 1_000_000;
const status = (emoji: string, text: string, until = 0) => ({ team: 'T1', emoji, text, until });

test.each([
  [':palm_tree:', ''],
  [':face_with_thermometer:', 'Out sick'],
  [':airplane:', 'Lisbon'],
  ['', 'On vacation'],
  [':calendar:', 'holiday'],
  ['', 'Out of office until further notice'],
  ['', 'Away'],
])('%s %s says that somebody is away', (emoji, text) => {
  expect(awayBy(status(emoji, text), now)).toEqual({});
});

test.each([
  ['', ''],
  [':house_with_garden:', 'Working remotely'],
  ['', 'Highway patrol'],
  ['', 'In a meeting about holidaymakers'],
  [':palm_tree:', 'Back from vacation'],
])('%s %s does not', (emoji, text) => {
  expect(awayBy(status(emoji, text), now)).toBeUndefined();
});

test('its end is the end of the status; a status that is over says nothing', () => {
  expect(awayBy(status(':palm_tree:', '', now + 1), now)).toEqual({ until: now + 1 });
  expect(awayBy(status(':palm_tree:', '', now), now)).toBeUndefined();
});
