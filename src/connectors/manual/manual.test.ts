import { expect, it } from 'vitest';
import { passesHumanContract, recordingCtx } from '../contract.ts';
import { manual } from './manual.ts';

const connector = manual.create({}, { secretOf: () => undefined });

passesHumanContract('Manual work', connector);

it('is always ready, needs no settings and cannot list', async () => {
  expect(manual.config.safeParse({}).success).toBe(true);
  expect(manual.config.safeParse({ url: 'https://example.com' }).success).toBe(false);
  expect(await connector.check(recordingCtx([]))).toMatchObject({ ok: true });
  expect(await connector.listAssignments(recordingCtx([]))).toMatchObject({
    is: 'refused',
    code: 'unsupported',
  });
});
