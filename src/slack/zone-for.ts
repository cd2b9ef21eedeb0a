import type { SlackIdentity } from '../domain/identity.ts';
import type { Person } from '../domain/person.ts';

/** In which time zone somebody means the days they write: the directory's, or else the one their Slack is set to. */
export const zoneFor = (person: Person, identity: SlackIdentity): string =>
  person.attributes['timezone'] ?? identity.zone ?? 'UTC';
