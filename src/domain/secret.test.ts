import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { reveal, secret } from './secret.ts';

describe('a secret', () => {
  const wrapped = secret('hunter2');

  it('gives its text when asked outright', () => {
    expect(reveal(wrapped)).toBe('hunter2');
  });

  it('hides from printing, joining, serialising, inspecting and spreading', () => {
    const shown = [
      `${String(wrapped)} ${[wrapped].join()}`,
      JSON.stringify({ wrapped, copy: { ...wrapped } }),
      inspect(wrapped),
      inspect({ deep: [wrapped] }, { depth: 9, showHidden: true }),
      JSON.stringify(Object.getOwnPropertyNames(wrapped)),
    ].join();
    expect(shown).toContain('[secret]');
    expect(shown).not.toContain('hunter2');
  });
});
