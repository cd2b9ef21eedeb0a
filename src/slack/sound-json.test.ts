import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSoundJson } from './sound-json.ts';

test('whatever JSON.stringify writes is sound', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
      const text = JSON.stringify(value);
      fc.pre(!text.includes('__proto__'));
      expect(isSoundJson(text)).toBe(true);
      expect(isSoundJson(JSON.stringify(value, null, 2))).toBe(true);
    }),
  );
});

test.each([
  ['a key twice', '{"user":"U1","user":"U2"}'],
  ['a key twice, once written with an escape', '{"user":"U1","\\u0075ser":"U2"}'],
  ['a key twice further in', '{"a":[{"b":1,"c":[],"b":2}]}'],
  ['__proto__', '{"a":{"__proto__":{"admin":true}}}'],
  ['an escaped __proto__', '{"\\u005f_proto__":1}'],
  ['10,000 levels', `${'['.repeat(10_000)}${']'.repeat(10_000)}`],
])('%s is refused', (_, text) => {
  expect(isSoundJson(text)).toBe(false);
});

test('the same word as a key here and a value there is fine', () => {
  expect(isSoundJson('{"a":"a","b":{"a":["a","a","__proto__"]}}')).toBe(true);
});
