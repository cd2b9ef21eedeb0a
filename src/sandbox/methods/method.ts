// What a Web API method is, how it reads its arguments and how it refuses.

import type { Shape } from '../json.ts';
import { isShape, parseJson } from '../json.ts';
import type { Tier } from '../limits.ts';
import type { Json } from '../page/protocol.ts';
import type { Grant } from '../records.ts';
import type { Problem } from '../validate/rules.ts';
import { problemText } from '../validate/views.ts';
import type { Workspace } from '../workspace.ts';

export type Method = {
  readonly tier: Tier;
  /** `client` is no token but the app's client id and secret. */
  readonly token: 'bot' | 'app' | 'client';
  /** Lists what is in one workspace: a token of the whole organisation must say in which. */
  readonly perTeam?: true;
  /** The bot scope without which the method is refused; methods about conversations look at the kind themselves. */
  readonly scope?: string;
  /** Arguments whose absence is invalid_arguments; one that is there and names nothing is the method's own refusal. */
  readonly needs?: readonly string[];
  /** @param grant what the bot token was given for */
  readonly handle: (w: Workspace, args: Shape, grant: Grant | undefined) => Shape;
};

export function refuse(error: string, more: Shape = {}): Shape {
  return { ok: false, error, ...more };
}

/** Slack's refusal of arguments that do not fit, with the reasons. */
export function refuseArguments(error: string, messages: readonly string[]): Shape {
  return refuse(error, { response_metadata: { messages } });
}

/** Nothing when every argument the method needs is there, else Slack's refusal. */
export function needArguments(args: Shape, needs: readonly string[] = []): Shape | undefined {
  const absent = needs.filter((key) => args[key] === undefined);
  if (absent.length === 0) return undefined;
  const reasons = absent.map((key) => `[ERROR] missing required field: ${key}`);
  return refuseArguments('invalid_arguments', reasons);
}

export function refuseProblems(error: string, problems: readonly Problem[]): Shape {
  const messages = problems.map(problemText);
  return refuse(error, { errors: messages, response_metadata: { messages } });
}

/** Nothing when the bot holds one of the scopes, else Slack's refusal. */
export function needScope(w: Workspace, ...anyOf: readonly string[]): Shape | undefined {
  if (anyOf.some((scope) => w.manifest.scopes.has(scope))) return undefined;
  return refuse('missing_scope', { needed: anyOf.join(','), provided: [...w.manifest.scopes].join(',') });
}

/** An argument as text, '' when it is absent. */
export function textOf(args: Shape, key: string): string {
  const value = args[key];
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

export function flagOf(args: Shape, key: string): boolean {
  return ['true', '1'].includes(textOf(args, key));
}

/** An argument that travels JSON-encoded in a form, and as it is in a JSON body; text that is not JSON stays text. */
export function jsonOf(args: Shape, key: string): Json | undefined {
  const value = args[key];
  if (value === undefined || value === '') return undefined;
  if (typeof value !== 'string') return value;
  return parseJson(value) ?? value;
}

/** The view argument, or the refusal it deserves. */
export function viewOf(args: Shape): { readonly view: Shape } | { readonly refusal: Shape } {
  const view = jsonOf(args, 'view');
  if (isShape(view)) return { view };
  const reason = view === undefined ? 'missing required field: view' : 'must provide an object';
  return { refusal: refuseArguments('invalid_arguments', [`[ERROR] ${reason} [json-pointer:/view]`]) };
}
