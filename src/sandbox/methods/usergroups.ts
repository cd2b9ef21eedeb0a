// usergroups.*
import type { Shape } from '../json.ts';
import { subteamObject } from '../user-groups.ts';
import type { Workspace } from '../workspace.ts';
import { flagOf, refuse, refuseArguments, textOf } from './method.ts';
import { pageOf } from './paging.ts';

/** All of them at once, unless a limit or a cursor asks for pages. Disabled ones only where they are asked for. */
export function usergroupsList(w: Workspace, args: Shape): Shape {
  const shown = [...w.userGroups.values()].filter(
    ({ deleted }) => deleted === 0 || flagOf(args, 'include_disabled'),
  );
  const page = paged(shown, ({ id }) => id, args);
  if ('error' in page) return refuse(page.error);
  const more = { users: flagOf(args, 'include_users'), count: flagOf(args, 'include_count') };
  return { ok: true, usergroups: page.items.map((group) => subteamObject(w, group, more)), ...page.rest };
}

export function usergroupsUsersList(w: Workspace, args: Shape): Shape {
  const id = textOf(args, 'usergroup');
  if (id === '') return refuseArguments('invalid_arguments', ['[ERROR] missing required field: usergroup']);
  const group = w.userGroups.get(id);
  if (group === undefined || (group.deleted !== 0 && !flagOf(args, 'include_disabled')))
    return refuse('no_such_subteam');
  const page = paged(group.users, (user) => user, args);
  return 'error' in page ? refuse(page.error) : { ok: true, users: page.items, ...page.rest };
}

function paged<T>(items: readonly T[], idOf: (item: T) => string, args: Shape) {
  if (textOf(args, 'limit') === '' && textOf(args, 'cursor') === '') return { items, rest: {} };
  const page = pageOf(items, idOf, args);
  if ('error' in page) return page;
  return { items: page.items, rest: { response_metadata: page.response_metadata } };
}
