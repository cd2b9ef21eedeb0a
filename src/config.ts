// The only reader of the environment. `.env.example` lists every variable; a test holds the two together.
import { z } from 'zod';
import type { Secret } from './domain/secret.ts';
import { secret } from './domain/secret.ts';

const token = (prefix: string) =>
  z
    .string()
    .refine((text) => text.startsWith(prefix), { error: `must begin with ${prefix}` })
    .refine((text) => !text.includes('your-'), { error: 'is still the placeholder' })
    .transform(secret);

const base64Key = z
  .string()
  .refine((text) => Buffer.from(text, 'base64').length === 32, {
    error: 'must be 32 bytes in base64: openssl rand -base64 32',
  })
  .transform((text): Uint8Array => Buffer.from(text, 'base64'));

const environment = z.object({
  SLACK_BOT_TOKEN: token('xoxb-'),
  SLACK_APP_TOKEN: token('xapp-').exactOptional(),
  SLACK_SIGNING_SECRET: z
    .string()
    .min(16, { error: 'is too short to be a signing secret' })
    .transform(secret)
    .exactOptional(),
  SLACK_API_URL: z.url({ protocol: /^https?$/ }).default('https://slack.com/api/'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3_000),
  HOST: z.string().exactOptional(),
  DATABASE_URL: z.string().default('file:./data/hallpass.db'),
  HALLPASS_CONFIG: z.string().default('./access.yml'),
  HALLPASS_SECRET_KEY: base64Key,
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

/** How Slack reaches us: over a socket we open, or by signed HTTP requests to `PORT`. */
export type SlackMode =
  | { readonly kind: 'socket'; readonly appToken: Secret }
  | { readonly kind: 'http'; readonly signingSecret: Secret };

export type Config = {
  readonly botToken: Secret;
  readonly slack: SlackMode;
  readonly slackApiUrl: string;
  readonly port: number;
  /** The address to listen on; absent: all of them. */
  readonly host?: string;
  readonly databaseUrl: string;
  readonly policyFile: string;
  /** 32 bytes: seals the values of buttons. */
  readonly secretKey: Uint8Array;
  readonly logLevel: string;
};

export type ConfigResult =
  | { readonly is: 'config'; readonly config: Config }
  | { readonly is: 'faults'; readonly faults: readonly string[] };

/** The names of all variables this program reads. */
export const variables: readonly string[] = Object.keys(environment.shape);

/** Reads the configuration; each fault names its variable and never its value. An empty variable counts as unset. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): ConfigResult {
  const parsed = environment.safeParse(
    Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== '')),
  );
  if (!parsed.success) return { is: 'faults', faults: parsed.error.issues.map((issue) => faultOf(issue)) };
  const { data } = parsed;
  const slack = modeOf(data.SLACK_APP_TOKEN, data.SLACK_SIGNING_SECRET);
  if (slack === undefined)
    return {
      is: 'faults',
      faults: [
        'Set SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for HTTP mode: neither is there (E-CONF).',
      ],
    };
  return {
    is: 'config',
    config: {
      botToken: data.SLACK_BOT_TOKEN,
      slack,
      slackApiUrl: data.SLACK_API_URL,
      port: data.PORT,
      ...(data.HOST === undefined ? {} : { host: data.HOST }),
      databaseUrl: data.DATABASE_URL,
      policyFile: data.HALLPASS_CONFIG,
      secretKey: data.HALLPASS_SECRET_KEY,
      logLevel: data.LOG_LEVEL,
    },
  };
}

/** The environment of this process. Hallpass counts in UTC; anything else is corrected here, before the first date is made. */
export function processEnvironment(): {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly zoneWas: string | undefined;
} {
  const zoneWas = process.env['TZ'];
  process.env['TZ'] = 'UTC';
  return { env: process.env, zoneWas: zoneWas === 'UTC' ? undefined : zoneWas };
}

function modeOf(appToken: Secret | undefined, signingSecret: Secret | undefined): SlackMode | undefined {
  if (appToken !== undefined) return { kind: 'socket', appToken };
  return signingSecret === undefined ? undefined : { kind: 'http', signingSecret };
}

function faultOf(issue: z.core.$ZodIssue): string {
  const name = issue.path.join('.');
  return issue.code === 'invalid_type'
    ? `${name} is missing (E-CONF).`
    : `${name} ${issue.message} (E-CONF).`;
}
