import { expect, test } from 'vitest';
import { createDoubt } from './doubt.ts';

const noon = 1_800_000_000_000;

test('time never runs backwards for a decision, and a clock set back stops what is new until it has caught up', () => {
  let clock = noon;
  const doubt = createDoubt(() => clock, 0);
  expect(doubt.now()).toBe(noon);
  clock = noon - 30_000;
  expect(doubt.now()).toBe(noon);
  expect(doubt.reason()).toBeUndefined();
  clock = noon - 3_600_000;
  expect(doubt.now()).toBe(noon);
  expect(doubt.reason()).toMatchObject({ code: 'E-CLOCK' });
  clock = noon + 1;
  expect(doubt.now()).toBe(noon + 1);
  expect(doubt.reason()).toBeUndefined();
});

test('a clock that is behind the last audit entry at the start is noticed', () => {
  const doubt = createDoubt(() => noon, noon + 86_400_000);
  expect(doubt.reason()).toMatchObject({ code: 'E-CLOCK' });
  expect(doubt.now()).toBe(noon + 86_400_000);
});

test('an audit log that does not verify is told before anything else', () => {
  const doubt = createDoubt(() => noon, 0);
  doubt.auditBroken('Entry 4 was changed.');
  expect(doubt.reason()).toMatchObject({ code: 'E-AUDIT', text: expect.stringContaining('Entry 4') });
});

test('a policy file with a fault stops what is new until it is put right', () => {
  const doubt = createDoubt(() => noon, 0);
  doubt.policyInvalid(true);
  expect(doubt.reason()).toMatchObject({ code: 'E-POL-INVALID' });
  doubt.policyInvalid(false);
  expect(doubt.reason()).toBeUndefined();
});
