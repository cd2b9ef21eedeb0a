import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parsePolicy } from './parse.ts';

it('the file in docs/policy.md is one that is accepted without a word', () => {
  const page = readFileSync(new URL('../../docs/policy.md', import.meta.url), 'utf8');
  const [, text = ''] = /```yaml\n(.*?)```/s.exec(page) ?? [];
  const shifts = 'start,end,person\n2026-01-05T09:00+01:00,2026-01-06T09:00+01:00,ana';
  expect(parsePolicy(text, { SCIM_URL: 'http://127.0.0.1/scim' }, () => shifts)).toMatchObject({
    is: 'policy',
    warnings: [],
  });
});
