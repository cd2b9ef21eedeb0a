// Everything on one machine: the local Slack workspace, the demo company's SCIM app with its own database, and the real bot between them.
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import pino from 'pino';
import type { Config } from '../config.ts';
import { renderImportFaults } from '../directory/fault.ts';
import { readDirectory } from '../directory/sync.ts';
import type { DirectoryEntry } from '../domain/command.ts';
import type { Instant } from '../domain/instant.ts';
import { secret } from '../domain/secret.ts';
import type { Hallpass } from '../main.ts';
import { createHallpass } from '../main.ts';
import { filesBeside } from '../office/files-beside.ts';
import { parsePolicy } from '../policy/parse.ts';
import type { Sandbox, SandboxOptions, SandboxUser } from '../sandbox/sandbox.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import type { ScimApp, Seed } from '../sandbox/scim-app/scim-app.ts';
import { startScimApp } from '../sandbox/scim-app/scim-app.ts';

export type LocalOptions = {
  readonly databaseUrl: string;
  readonly mode: 'socket' | 'http';
  /** The workspace's clock, which is the bot's too. */
  readonly clock?: SandboxOptions['clock'];
  readonly port?: number;
  /** Tables shown beside the workspace; `local` is there by the time they are read. */
  readonly panels?: (local: () => Local) => NonNullable<SandboxOptions['panels']>;
  readonly log?: Logger;
  /** Another policy file than the demo company's. */
  readonly policyFile?: string;
};

export type Local = {
  readonly sandbox: Sandbox;
  readonly target: ScimApp;
  /** What its administrator would log in with. */
  readonly targetToken: string;
  /** The bot that runs now; another one after a restart. */
  readonly hallpass: () => Hallpass;
  readonly people: readonly DirectoryEntry[];
  /** Settings as the bot has them, for starting it in a process of its own. */
  readonly config: Config;
  readonly variables: Readonly<Record<string, string>>;
  now(): Instant;
  /** Does what is due, until Slack and the bot are quiet. */
  settle(): Promise<void>;
  /** Moves the clock and settles. */
  pass(seconds: number): Promise<void>;
  /** Tells the bot, if it runs, that something may be due. */
  wake(): void;
  stopBot(): Promise<void>;
  startBot(): Promise<void>;
  stop(): Promise<void>;
};

const company = fileURLToPath(new URL('../../src/sandbox/company/', import.meta.url));
const manifestFile = fileURLToPath(new URL('../../manifest.yml', import.meta.url));
export const companyPolicyFile = `${company}access.yml`;
const team = 'T0TIDEWATER';

/** Starts all three. Nothing outside this machine is spoken to. */
export async function startLocal(options: LocalOptions): Promise<Local> {
  const policyFile = options.policyFile ?? companyPolicyFile;
  const people = await readPeopleFile();
  const token = randomBytes(24).toString('base64url');
  const target = await startScimApp({ token, database: ':memory:', seed: await seedOf(policyFile, people) });
  const made: { local?: Local } = {};
  const local = (): Local => {
    if (made.local === undefined) throw new Error('The local company is still starting.');
    return made.local;
  };
  const sandbox = await startSandbox({
    ...(options.port === undefined ? {} : { port: options.port }),
    ...(options.clock === undefined ? {} : { clock: options.clock }),
    manifest: await readFile(manifestFile, 'utf8'),
    team: { id: team, name: 'Tidewater', domain: 'tidewater' },
    users: people.flatMap((entry) => workspaceUsers(entry)).sort((a, b) => (a.id < b.id ? -1 : 1)),
    channels: [
      {
        id: 'C0GENERAL',
        name: 'general',
        kind: 'channel',
        members: people.flatMap((entry) => userIds(entry)),
      },
      {
        id: 'C0ACCESS',
        name: 'access',
        kind: 'channel',
        members: people.flatMap((entry) => userIds(entry)),
        appInvited: true,
      },
    ],
    userGroups: [
      { id: 'S0LEADS', handle: 'security-leads', name: 'Security leads', users: ['U006', 'U007'] },
    ],
    panels: options.panels?.(local) ?? [],
    onAdvance: () => made.local?.wake(),
  });
  const config = configFor(sandbox, { options, policyFile });
  made.local = assemble({ options, sandbox, target, people, config, token });
  await made.local.startBot();
  return made.local;
}

type Started = {
  readonly options: LocalOptions;
  readonly sandbox: Sandbox;
  readonly target: ScimApp;
  readonly people: readonly DirectoryEntry[];
  readonly config: Config;
  readonly token: string;
};

function assemble({ options, sandbox, target, people, config, token }: Started): Local {
  const running: { bot?: Hallpass } = {};
  const variables = { DEMO_SCIM_URL: target.url };
  const hallpass = (): Hallpass => {
    if (running.bot === undefined) throw new Error('The bot is stopped.');
    return running.bot;
  };
  const settle = async (): Promise<void> => {
    for (let round = 0; round < 3; round += 1) {
      await sandbox.settled();
      await hallpass().tick();
    }
    await sandbox.settled();
  };
  return {
    sandbox,
    target,
    targetToken: token,
    people,
    config,
    variables,
    hallpass,
    settle,
    now: sandbox.now,
    wake: () => running.bot?.wake(),
    async pass(seconds) {
      await sandbox.advance(seconds);
      await settle();
    },
    async startBot() {
      running.bot = await makeBot({ options, sandbox, config, token, variables });
      await running.bot.start();
      if (options.mode === 'http') await deliverTo(sandbox, running.bot.port());
    },
    async stopBot() {
      await running.bot?.stop();
      delete running.bot;
    },
    async stop() {
      await running.bot?.stop();
      await sandbox.stop();
      await target.stop();
    },
  };
}

function makeBot({
  options,
  sandbox,
  config,
  token,
  variables,
}: Pick<Started, 'options' | 'sandbox' | 'config' | 'token'> & {
  readonly variables: Local['variables'];
}): Promise<Hallpass> {
  return createHallpass({
    config,
    variables,
    log: options.log ?? pino({ level: 'silent' }),
    now: sandbox.now,
    random: Math.random,
    secretOf: (name) => (name === 'DEMO_SCIM_TOKEN' ? secret(token) : undefined),
  });
}

function configFor(
  sandbox: Sandbox,
  made: { readonly options: LocalOptions; readonly policyFile: string },
): Config {
  return {
    botToken: secret(sandbox.tokens.bot),
    slack:
      made.options.mode === 'socket'
        ? { kind: 'socket', appToken: secret(sandbox.tokens.app) }
        : { kind: 'http', signingSecret: secret(sandbox.tokens.signingSecret) },
    slackApiUrl: sandbox.apiUrl,
    port: 0,
    host: '127.0.0.1',
    databaseUrl: made.options.databaseUrl,
    policyFile: made.policyFile,
    secretKey: randomBytes(32),
    logLevel: 'silent',
  };
}

async function readPeopleFile(): Promise<readonly DirectoryEntry[]> {
  const read = await readDirectory(`${company}people.csv`, team);
  if (read.is === 'faults') throw new Error(renderImportFaults(read, 'people.csv'));
  return read.entries;
}

/** The target knows everybody who works here, and has a group for each entitlement; nobody is in one yet. */
async function seedOf(policyFile: string, people: readonly DirectoryEntry[]): Promise<Seed> {
  const parsed = parsePolicy(
    await readFile(policyFile, 'utf8'),
    { DEMO_SCIM_URL: 'http://127.0.0.1' },
    filesBeside(policyFile).fileNamed,
  );
  if (parsed.is === 'faults') throw new Error(parsed.faults.map((fault) => fault.message).join('\n'));
  const groups = new Set(parsed.policy.entitlements.flatMap((one) => one.target['group'] ?? []));
  return {
    users: people
      .filter(({ person }) => person.status === 'active')
      .map(({ person }) => ({
        userName: person.email,
        displayName: person.name,
        email: person.email,
        externalId: person.id,
      })),
    groups: [...groups].map((displayName) => ({ displayName })),
  };
}

const userIds = (entry: DirectoryEntry): readonly string[] =>
  entry.slack.map((native) => native.slice(native.indexOf(':') + 1));

function workspaceUsers(entry: DirectoryEntry): readonly SandboxUser[] {
  const { person } = entry;
  return userIds(entry).map((id) => ({
    id,
    name: person.id,
    realName: person.name,
    email: person.email,
    title: person.title,
    tz: 'Europe/Vienna',
    ...(person.status === 'terminated' ? { flags: ['deactivated'] as const } : {}),
  }));
}

async function deliverTo(sandbox: Sandbox, port: number | undefined): Promise<void> {
  const taken = await sandbox.deliverTo({ mode: 'http', url: `http://127.0.0.1:${port ?? 0}/slack/events` });
  if (!taken.ok) throw new Error(taken.text);
}
