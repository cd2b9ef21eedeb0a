// What comes in from files: the policy, and the people it names.
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { WebAPIPlatformError, WebClient } from '@slack/web-api';
import type { Config } from './config.ts';
import { renderImportFaults } from './directory/fault.ts';
import { readDirectory } from './directory/sync.ts';
import type { DirectoryEntry } from './domain/command.ts';
import { channelsOf } from './domain/policy-reach.ts';
import { reveal } from './domain/secret.ts';
import { bringIn } from './office/bring-in.ts';
import type { OfficeParts } from './office/parts.ts';
import type { ReadPolicy } from './office/read-policy.ts';
import { readPolicyText } from './office/read-policy.ts';
import { channelTrouble } from './slack/channel-check.ts';

import { readUsageFile } from './usage-intake.ts';

/** The configuration, the policy or the directory does not allow what was wanted; the text says what to correct. */
export class IntakeRefused extends Error {}

/** The policy file itself is what is wrong. */
export class PolicyRefused extends IntakeRefused {}

/** Nothing is wrong with the policy file, but it does not come into force now: the version in force stays, whole. */
export class PolicyHeld extends IntakeRefused {}

const held: ReadonlySet<string> = new Set(['E-POL-MASS', 'E-POL-4EYES', 'E-POL-CHANGED', 'E-BUSY']);

export type IntakeSources = {
  readonly config: Pick<Config, 'policyFile' | 'botToken' | 'slackApiUrl'>;
  readonly variables: Readonly<Record<string, string>>;
};

export type Intake = {
  /** Brings the people directory up to date. */
  directory(): Promise<void>;
  /** Has everybody's birthrights looked at afresh. */
  birthrights(): Promise<void>;
  /** Applies the policy file; says what came of it. */
  policy(by: string): Promise<string>;
};

/** How many people one transaction takes: enough to be quick, few enough that nobody waits behind it. */
const perSync = 100;

/** Makes the intake. Both throw `IntakeRefused`, with every fault and its place, and change nothing then. */
export function createIntake(parts: IntakeSources & OfficeParts): Intake {
  return {
    async directory() {
      const people = await readPeople(parts);
      for (let at = 0; at < people.length; at += perSync) {
        const entries = people.slice(at, at + perSync);
        const done = await parts.engine.handle({
          kind: 'sync_people',
          actor: { kind: 'system', name: 'directory' },
          entries,
        });
        if (done.is === 'refused') throw new IntakeRefused(done.refusal.text);
      }
      // Once all are in: half a directory must not look like a company that left.
      await review(parts.engine, 'directory');
    },
    birthrights: () => review(parts.engine, 'calendar'),
    async policy(by) {
      const { policy, hash, text } = await readPolicy(parts);
      const { outcome } = await bringIn(parts, { text, policy, hash, author: { by } });
      if (outcome.is === 'accepted') return outcome.answer.text;
      const { code, text: no } = outcome.refusal;
      throw held.has(code) ? new PolicyHeld(`${no} (${code})`) : new PolicyRefused(`${no} (${code})`);
    },
  };
}

async function review(engine: OfficeParts['engine'], by: string): Promise<void> {
  await engine.handle({ kind: 'review_birthrights', actor: { kind: 'system', name: by } });
}

/** Reads the policy, asks Slack who we are, and reads the directory, without changing anything; says what it found. Throws `IntakeRefused`. */
export async function checkSources(sources: IntakeSources): Promise<string> {
  const { policy } = await readPolicy(sources);
  const people = await readPeople(sources);
  for (const app of policy.apps) {
    const usage = await readUsageFile(policy, app, { policyFile: sources.config.policyFile, now: Date.now });
    if (usage?.is === 'faults') throw new IntakeRefused(usage.text);
  }
  return `${policy.entitlements.length} entitlements, ${policy.rules.length} rules, ${people.length} people`;
}

/** Looks at every channel the policy writes in; says what stands in the way there, if anything. Throws `IntakeRefused`. */
export async function checkChannels(sources: IntakeSources): Promise<readonly string[]> {
  const { policy } = await readPolicy(sources);
  const client = slackClient(sources);
  const found = [];
  for (const id of channelsOf(policy)) found.push((await channelTrouble(client, id)) ?? []);
  return found.flat();
}

async function readPeople(sources: IntakeSources): Promise<readonly DirectoryEntry[]> {
  const { people } = await readPolicy(sources);
  if (people === undefined) return [];
  const read = await readDirectory(
    resolve(dirname(sources.config.policyFile), people.file),
    await slackTeam(sources),
  );
  if (read.is === 'faults') throw new IntakeRefused(renderImportFaults(read, people.file));
  return read.entries;
}

async function readPolicy({
  config,
  variables,
}: IntakeSources): Promise<Extract<ReadPolicy, { is: 'read' }> & { readonly text: string }> {
  const text = await readFile(config.policyFile, 'utf8').catch((error: unknown) => {
    throw new PolicyRefused(
      `The policy file ${config.policyFile} cannot be read (${error instanceof Error ? error.message : String(error)}). Set HALLPASS_CONFIG, or write one.`,
    );
  });
  const read = readPolicyText({ text, file: config.policyFile, variables });
  if (read.is === 'faults') throw new PolicyRefused(read.text);
  return { ...read, text };
}

// Errors that mean the token itself: https://docs.slack.dev/reference/methods/auth.test
const wrongToken =
  /^(invalid_auth|not_authed|account_inactive|token_revoked|token_expired|not_allowed_token_type)$/;

const slackClient = ({ config }: IntakeSources): WebClient =>
  new WebClient(reveal(config.botToken), {
    slackApiUrl: config.slackApiUrl,
    retryConfig: { retries: 0 },
    timeout: 10_000,
  });

async function slackTeam(sources: IntakeSources): Promise<string> {
  const answer = await slackClient(sources)
    .auth.test()
    .catch((error: unknown) => {
      if (error instanceof WebAPIPlatformError && wrongToken.test(error.data.error))
        throw new IntakeRefused(
          `Slack does not accept SLACK_BOT_TOKEN (${error.data.error}). Copy it again from your app's “OAuth & Permissions” page (E-CONF).`,
        );
      throw error;
    });
  if (answer.team_id === undefined)
    throw new IntakeRefused('Slack did not tell which workspace the bot token belongs to.');
  return answer.team_id;
}
