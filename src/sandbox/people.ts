// People: as Slack's user objects, as cards for the page, and what their flags forbid.

import type { Shape } from './json.ts';
import { compact } from './json.ts';
import type { SandboxUser } from './options.ts';
import type { PersonCard } from './page/protocol.ts';
import type { Workspace } from './workspace.ts';

/** Slack's user object; the e-mail only when the app holds users:read.email. */
export function userObject(w: Workspace, user: SandboxUser): Shape {
  const has = (flag: PersonCard['flags'][number]): boolean => hasFlag(user, flag);
  return compact({
    id: user.id,
    team_id: teamOf(w, user),
    name: user.name,
    real_name: user.realName,
    deleted: has('deactivated'),
    tz: user.tz ?? 'Etc/UTC',
    tz_label: user.tz ?? 'Coordinated Universal Time',
    tz_offset: offsetSeconds(user.tz ?? 'Etc/UTC', w.clock.now()),
    profile: profileObject(w, user),
    is_admin: false,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: has('guest') || has('single_channel_guest'),
    is_ultra_restricted: has('single_channel_guest'),
    is_bot: has('bot'),
    is_app_user: false,
    enterprise_user:
      w.enterprise === null
        ? undefined
        : {
            id: user.id,
            enterprise_id: w.enterprise.id,
            enterprise_name: w.enterprise.name,
            teams: w.all.filter((one) => one.users.has(user.id)).map((one) => one.team.id),
          },
    is_stranger: has('external') ? true : undefined,
    updated: Math.floor(w.clock.now() / 1000),
  });
}

/** What a person says of themselves. */
export function profileObject(w: Workspace, user: SandboxUser): Shape {
  const [firstName = '', ...rest] = user.realName.split(' ');
  return compact({
    title: user.title ?? '',
    real_name: user.realName,
    real_name_normalized: user.realName,
    display_name: user.name,
    display_name_normalized: user.name,
    status_text: user.status?.text ?? '',
    status_emoji: user.status?.emoji ?? '',
    status_expiration: user.status?.expiration ?? 0,
    first_name: firstName,
    last_name: rest.join(' '),
    email: w.manifest.scopes.has('users:read.email') && !hasFlag(user, 'bot') ? user.email : undefined,
    team: teamOf(w, user),
  });
}

/** How the page and its people switch show somebody. */
export function personCard(user: SandboxUser): PersonCard {
  const { id, name, realName, title = '', flags = [] } = user;
  return { id, name, realName, title, flags };
}

export function hasFlag(user: SandboxUser, flag: PersonCard['flags'][number]): boolean {
  return user.flags?.includes(flag) === true;
}

/** The workspace somebody belongs to: people from outside come through Slack Connect. */
export function teamOf(w: Workspace, user: SandboxUser): string {
  return user.teamId ?? (hasFlag(user, 'external') ? 'T0EXTERNAL' : w.team.id);
}

function offsetSeconds(zone: string, at: number): number {
  try {
    const name = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
      .formatToParts(at)
      .find((part) => part.type === 'timeZoneName');
    const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d+):(\d+)/.exec(name?.value ?? '') ?? [];
    return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
  } catch {
    return 0;
  }
}
