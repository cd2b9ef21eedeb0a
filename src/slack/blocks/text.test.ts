import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cut, plain } from './text.ts';

// Lone surrogates, controls, emoji families, long runs of combining marks.
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400, size: 'max' }),
  fc.string({ unit: 'grapheme', maxLength: 400, size: 'max' }),
  fc.constantFrom('', ' ', '\u0000', '\u200b', '👩‍👩‍👧‍👦'.repeat(40), 'e\u0301'.repeat(400), 'x'.repeat(400)),
);

describe('cutting', () => {
  test('keeps what fits, and never more than that', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 300 }), (whole, max) => {
        const kept = cut(whole, max);
        expect(kept.length).toBeLessThanOrEqual(max);
        expect(kept).not.toMatch(/\p{Surrogate}/u);
        expect(kept.trim()).not.toBe('');
      }),
    );
  });

  test('does not break a family apart', () => {
    expect(cut(`ab${'👩‍👩‍👧‍👦'.repeat(3)}`, 20)).toBe('ab👩‍👩‍👧‍👦…');
  });

  test('emoji codes that people type stay text', () => {
    expect(plain(':tada:')).toEqual({ type: 'plain_text', text: ':tada:', emoji: false });
  });
});
