import { randomUUID } from 'node:crypto';
import { secret } from '../../domain/secret.ts';
import { startScimApp } from '../../sandbox/scim-app/scim-app.ts';
import type { Subject, Target } from '../connector.ts';
import { passesContract, type World } from '../contract.ts';
import { scim } from './scim.ts';

const kim: Subject = { person: 'p-1', email: 'kim@example.com', name: 'Kim' };
const odd: Subject = { person: 'p-2', email: `o'br\\"ien.ünal@example.com`, name: 'O' };
const group = (name: string): Target => ({ entitlement: `app:${name}`, native: { group: name } });
const AWKWARD = [
  'Say "yes"',
  'C:\\Ops \\" (x) [y]',
  'Zahlungen – schreiben ✍',
  "Rob'); DROP",
  '100% +a&b=c#d',
];
const CROWD = Array.from({ length: 45 }, (_, n) => `Group ${n}`);

for (const settings of [{}, { membershipCheck: 'filter' }]) {
  passesContract(`SCIM with ${JSON.stringify(settings)}`, async (): Promise<World> => {
    const token = `canary-${randomUUID()}`;
    const app = await startScimApp({
      token,
      database: ':memory:',
      seed: {
        users: [kim, odd].map(({ email, name }) => ({ userName: email, displayName: name })),
        groups: [
          ...[...AWKWARD, 'Writers'].map((displayName) => ({ displayName })),
          ...CROWD.map((displayName) => ({ displayName, members: [odd.email] })),
        ],
      },
    });
    const config = { baseUrl: `${app.url}/`, tokenEnv: 'APP_TOKEN', ...settings };
    return {
      connector: scim.create(config, { secretOf: () => secret(token) }),
      known: kim,
      stranger: { person: 'p-9', email: 'nobody@example.com', name: 'Nobody' },
      target: group('Writers'),
      missing: group('Writters'),
      awkward: AWKWARD.map((name) => ({ subject: odd, target: group(name) })),
      faults: app.faults,
      canary: token,
      holds: ({ email }, { native }) => app.members(native['group'] ?? '').includes(email),
      isAssignment: (row, { email }, { native }) =>
        row.accountName === email && row.native['group'] === native['group'],
      stop: () => app.stop(),
    };
  });
}
