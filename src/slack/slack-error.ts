// What Slack's errors mean for us (https://docs.slack.dev/reference/methods/chat.postMessage#errors and siblings).
import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';

export type Trouble =
  /** Try again, at the earliest after so many milliseconds. */
  | { readonly is: 'wait'; readonly ms: number; readonly error: string }
  /** The message is not where we thought; a new one has to be posted. */
  | { readonly is: 'gone'; readonly ms: number; readonly error: string }
  /** We may not write in this channel; somebody has to invite us, or to name another. */
  | { readonly is: 'barred'; readonly ms: number; readonly error: string }
  /** This person cannot be reached, or what we drew is not taken: trying again changes nothing. */
  | { readonly is: 'final'; readonly error: string };

const gone = ['message_not_found', 'cant_update_message', 'edit_window_closed', 'channel_not_found'];
const barred = /^(?:not_in_channel|is_archived|restricted_action)/;
const unreachable = [
  'user_disabled',
  'user_not_found',
  'users_not_found',
  'user_not_visible',
  'cannot_dm_bot',
  'account_inactive',
  'messages_tab_disabled',
  'not_enabled',
];
const ourFault =
  /^(?:invalid_(?:blocks|arguments|view|metadata)|msg_too_long|no_text|view_too_large|metadata_too_large)/;
const soon = 2_000;
/** A revoked token or a missing scope: somebody has to act, which takes longer than a hiccup. */
const operator = 60_000;
/** Nobody waits at a channel that we are not in; it is enough to find the door open within minutes. */
export const untilInvited = 10 * 60_000;

/** Sorts an error of a Web API call. What is not an answer of Slack at all (a bug) is thrown on. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof WebAPIRateLimitedError)
    return { is: 'wait', ms: Math.max(1, error.retryAfter) * 1_000, error: 'ratelimited' };
  if (error instanceof WebAPIHTTPError) return { is: 'wait', ms: soon, error: `HTTP ${error.statusCode}` };
  if (error instanceof WebAPIRequestError) return { is: 'wait', ms: soon, error: 'Slack cannot be reached' };
  if (!(error instanceof WebAPIPlatformError)) throw error;
  const name = error.data.error;
  if (gone.includes(name)) return { is: 'gone', ms: soon, error: name };
  if (barred.test(name)) return { is: 'barred', ms: untilInvited, error: name };
  if (unreachable.includes(name) || ourFault.test(name)) return { is: 'final', error: name };
  return {
    is: 'wait',
    ms: /error|unavailable|timeout|ratelimited/.test(name) ? soon : operator,
    error: name,
  };
}

const triggers = ['expired_trigger_id', 'invalid_trigger_id', 'exchanged_trigger_id'];

/** Slack's three seconds for opening a form are over. */
export const isTriggerGone = (error: unknown): boolean => hasCode(error, triggers);

/** The view changed since the payload we answer to was made. */
export const isHashConflict = (error: unknown): boolean => hasCode(error, ['hash_conflict']);

const hasCode = (error: unknown, names: readonly string[]): boolean =>
  error instanceof WebAPIPlatformError && names.includes(error.data.error);
