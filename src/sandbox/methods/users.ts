// users.*
import { channelObject } from '../channels.ts';
import type { Shape } from '../json.ts';
import { profileObject, userObject } from '../people.ts';
import type { Workspace } from '../workspace.ts';
import { MOST_CONVERSATIONS, missingKindScope, wantedKinds } from './conversations.ts';
import { refuse, textOf } from './method.ts';
import { limitOf, pageOf } from './paging.ts';

export function usersInfo(w: Workspace, args: Shape): Shape {
  const user = w.users.get(textOf(args, 'user'));
  return user === undefined ? refuse('user_not_found') : { ok: true, user: userObject(w, user) };
}

export function usersList(w: Workspace, args: Shape): Shape {
  const page = pageOf([...w.users.values()], ({ id }) => id, args);
  if ('error' in page) return refuse(page.error);
  return {
    ok: true,
    members: page.items.map((user) => userObject(w, user)),
    cache_ts: Math.floor(w.clock.now() / 1000),
    response_metadata: page.response_metadata,
  };
}

/** Unknown and deactivated people get the same answer. */
export function usersLookupByEmail(w: Workspace, args: Shape): Shape {
  const email = textOf(args, 'email').trim().toLowerCase();
  const user = [...w.users.values()].find((one) => one.email !== '' && one.email.toLowerCase() === email);
  if (user === undefined || user.flags?.includes('deactivated') === true) return refuse('users_not_found');
  return { ok: true, user: userObject(w, user) };
}

/** The app's own profile when nobody is named. */
export function usersProfileGet(w: Workspace, args: Shape): Shape {
  const user = w.users.get(textOf(args, 'user') || w.app.botUser);
  return user === undefined ? refuse('user_not_found') : { ok: true, profile: profileObject(w, user) };
}

export function usersConversations(w: Workspace, args: Shape): Shape {
  const kinds = wantedKinds(args);
  const refusal = missingKindScope(w, kinds);
  if (refusal !== undefined) return refusal;
  const member = textOf(args, 'user') || w.app.botUser;
  if (!w.users.has(member)) return refuse('user_not_found');
  const mine = [...w.channels.values()].filter(
    ({ kind, members }) => kinds.has(kind) && members.has(member) && members.has(w.app.botUser),
  );
  if (limitOf(args, MOST_CONVERSATIONS) === undefined) return refuse('invalid_limit');
  const page = pageOf(mine, ({ id }) => id, args);
  if ('error' in page) return refuse(page.error);
  const channels = page.items.map((channel) => channelObject(w, channel));
  return { ok: true, channels, response_metadata: page.response_metadata };
}
