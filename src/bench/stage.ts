// The real bot and the bare Bolt app side by side, each in a process of its own, with the same Slack in front of them.
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppProcess } from './app-process.ts';
import { startApp } from './app-process.ts';
import { inFolder } from './house.ts';
import type { SlackStub } from './slack-stub.ts';
import { startSlackStub } from './slack-stub.ts';
import type { Lane } from './wire.ts';
import { httpLane, socketLanes } from './wire.ts';

export type Mode = 'http' | 'socket';
export type Side = { readonly app: AppProcess; readonly open: () => Promise<Lane> };
export type Stage = {
  readonly ours: Side;
  readonly peer: Side;
  readonly slack: SlackStub;
  /** The bot's database, to be looked into when the bot has stopped. */
  readonly database: string;
};

/** Enough that nobody reaches the 30 actions a minute that a person has. */
export const people = 1_000;
export const entitlements = 10;

/** Sets up both apps for `work` and takes everything down again whatever happens. */
export const onStage = <T>(mode: Mode, work: (stage: Stage) => Promise<T>): Promise<T> =>
  inFolder(async (folder) => {
    await writeFile(join(folder, 'people.csv'), peopleFile());
    await writeFile(join(folder, 'access.yml'), policyFile());
    const slacks: SlackStub[] = [];
    const apps: AppProcess[] = [];
    const side = async (role: 'hallpass' | 'bolt'): Promise<Side & { readonly slack: SlackStub }> => {
      const slack = await startSlackStub();
      slacks.push(slack);
      const signingSecret = randomBytes(16).toString('hex');
      const app = await startApp(role, { mode, apiUrl: slack.apiUrl, folder, signingSecret });
      apps.push(app);
      const socket = slack.socket();
      const open =
        socket === undefined
          ? () => httpLane({ port: app.port, signingSecret, now: app.now })
          : socketLanes(socket);
      return { app, open, slack };
    };
    try {
      const peer = await side('bolt');
      const ours = await side('hallpass');
      return await work({ ours, peer, slack: ours.slack, database: join(folder, 'hallpass.db') });
    } finally {
      for (const app of apps) await app.stop();
      for (const slack of slacks) await slack.close();
    }
  });

const managerOf = (at: number): string => (at === 0 ? '' : at % 12 === 0 ? 'p0' : `p${at - (at % 12)}`);

const peopleFile = (): string =>
  [
    'id,email,name,slack_user_id,manager,department,title,location,status,start_date,end_date',
    ...Array.from(
      { length: people },
      (_, at) =>
        `p${at},p${at}@bench.example,Person ${at},U${at},${managerOf(at)},Payments,Clerk,Vienna,active,2020-01-01,`,
    ),
  ].join('\n');

const policyFile = (): string => `
people: { source: csv, file: people.csv }
apps:
  payments-db:
    name: Payments DB
    connector: manual
    owners: [p0]
    entitlements:
${Array.from({ length: entitlements }, (_, at) => `      ${nameOf(at)}: { name: Payments DB ${nameOf(at)}, description: One of many., risk: medium }`).join('\n')}
rules:
  - { name: managers decide, approve: manager, because: Your manager knows what your work needs. }
settings: { max_pending: 1000 }
`;

/** The key of an entitlement of `payments-db`. */
export const nameOf = (at: number): string => (at === 0 ? 'read' : `read-${at}`);
