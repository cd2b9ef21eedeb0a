import { expect, test } from 'vitest';
import { readable } from './readable.ts';

test.each([
  ['because <@U002|bo> asked', 'because @bo asked'],
  ['because <@U002> asked', 'because @U002 asked'],
  ['see <#C0OPS|ops> and <#C0OPS>', 'see #ops and #C0OPS'],
  ['see <https://tickets.example/INC-42|INC-42>', 'see https://tickets.example/INC-42'],
  ['mail <mailto:bo@tidewater.example|bo@tidewater.example>', 'mail bo@tidewater.example'],
  ['tell <!here> and <!subteam^S1|@oncall>', 'tell @here and @oncall'],
  ['if a <b> c > d < e', 'if a <b> c > d < e'],
  ['  two words  ', 'two words'],
])('%s reads %s', (typed, read) => {
  expect(readable(typed)).toBe(read);
});
