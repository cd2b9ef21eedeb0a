/** The demo's target: an app with a SCIM 2.0 interface (RFC 7643, RFC 7644) and a database of its own. */
import { createServer, type Server } from 'node:http';
import type { Faults } from './faults.ts';
import { faultSwitch } from './faults.ts';
import { BASE_PATH, createGateway, type Requested } from './gateway.ts';
import { openStore, type ScimStore } from './store.ts';

export type ScimAppOptions = {
  /** 0 or absent: any free port of 127.0.0.1. */
  readonly port?: number;
  readonly token: string;
  /** A file, or ':memory:'. */
  readonly database: string;
  readonly seed: Seed;
};

/** What must exist when the app starts; what exists already is left as it is. */
export type Seed = {
  readonly users: readonly {
    readonly userName: string;
    readonly displayName?: string;
    readonly email?: string;
    readonly externalId?: string;
    readonly active?: boolean;
  }[];
  /** `members` are user names. */
  readonly groups: readonly { readonly displayName: string; readonly members?: readonly string[] }[];
};

export type ScimApp = {
  /** The base URL a SCIM client is given. */
  readonly url: string;
  /** User names in the group of that name, from the app's own database. */
  members(group: string): readonly string[];
  /** Every group and who is in it, for a panel. */
  table(): readonly { readonly group: string; readonly members: readonly string[] }[];
  readonly faults: Pick<Faults, 'next' | 'down' | 'up'>;
  /** The latest requests, oldest first. */
  requests(): readonly Requested[];
  stop(): Promise<void>;
};

const KEPT_REQUESTS = 1_000;

export async function startScimApp({ port = 0, token, database, seed }: ScimAppOptions): Promise<ScimApp> {
  const store = openStore(database);
  plant(store, seed);
  const faults = faultSwitch();
  const log: Requested[] = [];
  const record = (requested: Requested) => {
    log.push(requested);
    if (log.length > KEPT_REQUESTS) log.shift();
  };
  const server = createServer(createGateway({ token, store, faults, record }));
  server.on('connection', (socket) => {
    if (faults.isDown()) socket.destroy();
  });
  const url = await listen(server, port);
  const table = () => tableOf(store);
  return {
    url,
    members: (group) => table().flatMap((row) => (row.group === group ? row.members : [])),
    table,
    faults: {
      next: faults.next,
      up: faults.up,
      down() {
        faults.down();
        server.closeAllConnections();
      },
    },
    requests: () => [...log],
    stop: () => stop(server, () => [faults.clear(), store.close()]),
  };
}

function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      const bound = address !== null && typeof address === 'object' ? address.port : port;
      resolve(`http://127.0.0.1:${bound}${BASE_PATH}`);
    });
  });
}

function stop(server: Server, release: () => void): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      release();
      resolve();
    });
    server.closeAllConnections();
  });
}

function tableOf(store: ScimStore) {
  return store.all('groups').map((group) => ({
    group: String(group.body['displayName']),
    members: store.membersOf(group.id).map((member) => member.display),
  }));
}

function plant(store: ScimStore, seed: Seed): void {
  store.atomically(() => {
    for (const { email, externalId = null, ...user } of seed.users) {
      if (store.named('users', user.userName).length > 0) continue;
      const emails = [{ value: email ?? user.userName, type: 'work', primary: true }];
      store.insert('users', { name: user.userName, externalId, body: { active: true, ...user, emails } });
    }
    for (const { displayName, members = [] } of seed.groups) {
      if (store.named('groups', displayName).length > 0) continue;
      const id = store.insert('groups', { name: displayName, externalId: null, body: { displayName } });
      store.setMembers(
        id,
        members.flatMap((name) => store.named('users', name)),
      );
    }
  });
}
