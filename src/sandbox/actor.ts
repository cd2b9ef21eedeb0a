// Who may act, and how Slack tells a person that something did not work.
import type { SandboxUser } from './options.ts';
import type { ActResult } from './page/protocol.ts';
import { hasFlag } from './people.ts';
import type { Outcome } from './records.ts';
import type { Workspace } from './workspace.ts';
import { nextId } from './workspace.ts';

export type Refused = Extract<ActResult, { ok: false }>;

export const done: ActResult = { ok: true };

export function cannot(error: string, text: string): Refused {
  return { ok: false, error, text };
}

/**
 * The person behind an id, or why nobody acts.
 * @param force lets an act through that was on its way before the person was deactivated
 */
export function actor(w: Workspace, id: string, force = false): SandboxUser | Refused {
  const user = w.users.get(id);
  if (user === undefined) return cannot('user_not_found', 'There is no such person in this workspace.');
  if (hasFlag(user, 'bot')) return cannot('user_is_bot', 'Bots do not click or type.');
  if (hasFlag(user, 'deactivated') && !force) {
    return cannot('account_inactive', 'Your account has been deactivated.');
  }
  return user;
}

/** Shows one of Slack's own notices to a person; it is gone after a reload. */
export function notify(w: Workspace, user: string, text: string): void {
  const notices = w.notices.get(user) ?? [];
  w.notices.set(user, [...notices, { id: nextId(w, 'N'), text }]);
  w.changes.touch();
}

/** What a person sees when the app did not take an interaction: a notice that names Slack's error. */
export function showFailure(
  w: Workspace,
  user: string,
  failure: { readonly outcome: Outcome & { ok: false }; readonly what: string },
): Refused {
  const text = `${failure.what} failed with the error "${failure.outcome.error}"`;
  notify(w, user, text);
  return cannot(failure.outcome.error, text);
}
