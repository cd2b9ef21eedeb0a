import { expect, it } from 'vitest';
import type { Fault } from './fault.ts';
import { renderFaults } from './fault.ts';

const fault = (more: Partial<Fault>): Fault => ({
  line: 1,
  column: 1,
  message: 'wrong',
  code: 'E-POL-PARSE',
  severity: 'error',
  ...more,
});

it('shows each fault with its line and a caret under the place', () => {
  const text = 'rules:\r\n  - aprove: manager\r\n';
  const faults = [
    fault({ line: 2, column: 5, message: 'unknown key “aprove”', hint: 'did you mean “approve”?' }),
    fault({ severity: 'warning' }),
  ];
  expect(renderFaults(text, faults, 'access.yml')).toBe(
    [
      'access.yml:2:5 error E-POL-PARSE: unknown key “aprove”: did you mean “approve”?',
      '    2 |   - aprove: manager',
      '      |     ^',
      '',
      'access.yml:1:1 warning E-POL-PARSE: wrong',
      '    1 | rules:',
      '      | ^',
    ].join('\n'),
  );
});

it('cuts a long line around the place', () => {
  const [, line, caret] = renderFaults(
    `${'a'.repeat(500)}HERE${'b'.repeat(500)}`,
    [fault({ column: 501 })],
    'f',
  ).split('\n');
  expect(line?.length).toBeLessThan(120);
  expect(line?.slice(caret?.indexOf('^'))).toMatch(/^HERE/);
});

it('shows no line where the file has none, and lets nothing steer the terminal', () => {
  expect(renderFaults('a', [fault({ line: 9 })], 'f')).toBe('f:9:1 error E-POL-PARSE: wrong');
  const rendered = renderFaults('\ta: \u001b[2J\u202e', [fault({ message: 'x\u001b[2J' })], 'f');
  expect(rendered).not.toMatch(/[\p{Cf}\t]|\p{Cc}\[/u);
});
