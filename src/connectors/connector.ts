/** The contract between the engine's worker and every target system. Types only. */
import type { z } from 'zod';
import type { Secret } from '../domain/secret.ts';

/**
 * One target system. `grant` ensures the person has the entitlement, `revoke` ensures they have it not: both may be
 * called any number of times. Nothing here throws for a failure of the outside: it comes back as a value.
 */
export type Connector = {
  readonly type: string;
  /** 'human': a person does the work, so grant and revoke answer `pending` and `has` cannot see. */
  readonly fulfilment: 'immediate' | 'human';
  readonly capabilities: Capabilities;
  /** Tries the address and the credential without changing anything. */
  check(ctx: Ctx): Promise<Check>;
  /** Reads the target. 'unknown' when it could not be read; the reason goes to `ctx.log`. */
  has(ctx: Ctx, subject: Subject, target: Target): Promise<Observation>;
  grant(ctx: Ctx, subject: Subject, target: Target): Promise<Outcome>;
  revoke(ctx: Ctx, subject: Subject, target: Target): Promise<Outcome>;
  /** Everything the target holds, a page at a time. Pages may overlap: read the rows as a set. */
  listAssignments(ctx: Ctx, page?: Cursor): Promise<Listing<Assignment>>;
};

/** How a connector is made from its block in access.yml. */
export type ConnectorFactory = {
  readonly type: string;
  /** The app's settings in access.yml. */
  readonly config: z.ZodType;
  /** The `target:` map of one entitlement. */
  readonly target: z.ZodType;
  /** Parses `config` itself; throws a ZodError if it was not checked before. Opens nothing yet. */
  create(config: unknown, deps: ConnectorDeps): Connector;
};

export type ConnectorDeps = {
  /** The value of an environment variable named in the configuration, or undefined when it is not set. */
  secretOf(name: string): Secret | undefined;
};

/** What every write answers. */
export type Outcome = Success | Pending | Refused | Failed | Unknown;
export type Success = { readonly is: 'done' | 'already'; readonly evidence: Evidence };
export type Pending = {
  readonly is: 'pending';
  readonly handle: string;
  readonly pollAfterMs: number;
  readonly reason: 'async' | 'invite' | 'manual';
};
/** Permanent: the same call will be refused again until somebody changes something. */
export type Refused = {
  readonly is: 'refused';
  readonly code: 'not_found' | 'policy' | 'forbidden' | 'unsupported' | 'invalid';
  readonly message: string;
};
/** Not done, and worth trying again. */
export type Failed = {
  readonly is: 'failed';
  readonly code: 'retryable' | 'throttled' | 'conflict' | 'auth';
  readonly retryAfterMs?: number;
  readonly message: string;
};
/** Sent, and no answer came: it may or may not have happened. Ask `has` before any retry. */
export type Unknown = { readonly is: 'unknown'; readonly message: string };

/** Safe for the audit log: no secret and no more of a person than the ids needed to find them again. */
type Evidence = {
  readonly what: string;
  /** The target's own id for what was touched. */
  readonly native?: string;
  /** Epoch milliseconds. */
  readonly at: number;
};

/** What one call is given by the worker. */
export type Ctx = {
  /** Ends the call early: the lease or the process is going away. */
  readonly signal: AbortSignal;
  /** The same for every attempt at the same step. */
  readonly idempotencyKey: string;
  /** Epoch milliseconds. */
  now(): number;
  log(level: LogLevel, msg: string, fields: Readonly<Record<string, LogValue>>): void;
};
type LogLevel = 'debug' | 'info' | 'warn' | 'error';
export type LogValue = string | number | boolean | undefined;

/** The person, as the connector needs them. */
export type Subject = {
  readonly person: string;
  readonly email: string;
  readonly name: string;
  /** Their name in this system, when it is not their e-mail address. */
  readonly login?: string;
};

/** The entitlement; `native` is its `target:` map in access.yml, such as `{ group: 'Payments DB Writers' }`. */
export type Target = {
  readonly entitlement: string;
  readonly native: Readonly<Record<string, string>>;
};

export type Observation = 'present' | 'absent' | 'unknown';

export type Check = {
  readonly ok: boolean;
  /** Who or what answered, in words for an administrator. */
  readonly identity: string;
  readonly warnings: readonly string[];
};

type Capabilities = {
  /** False: `listAssignments` is refused. */
  readonly list: boolean;
  /** False: "not listed" may not be read as "gone". */
  readonly listIsComplete: boolean;
  readonly consistency: 'strong' | { readonly eventualMs: number };
  readonly maxParallel: number;
};

/** One person's hold on one entitlement as the target tells it, in the target's own ids. */
export type Assignment = {
  readonly account: string;
  readonly accountName?: string;
  readonly native: Readonly<Record<string, string>>;
};

/** Opaque; made by the connector, kept by the caller. */
export type Cursor = string;

export type Listing<T> =
  | { readonly is: 'page'; readonly items: readonly T[]; readonly next?: Cursor }
  | Refused
  | Failed;
