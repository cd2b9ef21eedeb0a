import { expect, it } from 'vitest';
import { ana, bo, carla, entitlement, eve } from './decide/given.ts';
import { maySeeThatHolds } from './may-see.ts';

it.each([
  ['the holder', ana, true],
  ['their manager', bo, true],
  ['the owner of it', carla, true],
  ['anybody else', eve, false],
] as const)('what Ana holds may be seen by %s: %s', (_who, viewer, may) => {
  expect(maySeeThatHolds(viewer, ana, entitlement('db/read'))).toBe(may);
});
