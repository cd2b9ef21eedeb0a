import fc from 'fast-check';
import { expect, test } from 'vitest';
import { open, seal } from './token.ts';

const key = new Uint8Array(32).fill(7);
const press = {
  card: 'card_019ab0c7-1111-7000-8000-000000000001',
  about: 'request:req_019ab0c7-2222-7000-8000-000000000002',
  revision: 3,
};

test('a token opens to what was sealed', () => {
  expect(open(key, seal(key, press, 'approve'), 'approve')).toEqual(press);
});

test('a modal remembers the message it was opened from', () => {
  const placed = { ...press, place: { channel: 'D1', ts: '1700000000.000100' } };
  expect(open(key, seal(key, placed, 'deny'), 'deny')).toEqual(placed);
});

test('a button value of generated ids stays under 255 characters', () => {
  expect(seal(key, { ...press, revision: 999_999_999 }, 'approve').length).toBeLessThan(255);
});

test('the token of one action does not open another', () => {
  expect(open(key, seal(key, press, 'deny'), 'approve')).toBeUndefined();
});

test('a token of another installation does not open', () => {
  expect(open(new Uint8Array(32).fill(8), seal(key, press, 'approve'), 'approve')).toBeUndefined();
});

test('any single changed character is refused', () => {
  const token = seal(key, press, 'approve');
  for (let at = 0; at < token.length; at += 1) {
    const other = token[at] === 'A' ? 'B' : 'A';
    const changed = `${token.slice(0, at)}${other}${token.slice(at + 1)}`;
    expect(open(key, changed, 'approve'), `character ${at}`).toBeUndefined();
  }
});

test('no text that somebody makes up opens, and none throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(open(key, text, 'approve')).toBeUndefined();
      expect(open(key, `${text}.${text}`, 'approve')).toBeUndefined();
    }),
  );
});
