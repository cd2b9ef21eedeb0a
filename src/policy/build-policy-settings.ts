import { personId } from '../domain/ids.ts';
import type { AdminSpec, PolicySettings } from '../domain/policy.ts';
import { defaultPolicySettings } from '../domain/policy.ts';
import type { PolicyFile } from './schema.ts';
import type { AdminsEntry } from './schema-settings.ts';

type Entry = NonNullable<PolicyFile['settings']>['policy'];

/** How the policy itself is changed, with the defaults filled in. */
export const buildPolicySettings = (entry: Entry): PolicySettings => ({
  admins: entry?.admins === undefined ? defaultPolicySettings.admins : adminsFrom(entry.admins),
  fourEyes: entry?.four_eyes ?? defaultPolicySettings.fourEyes,
  brake: {
    people: entry?.brake?.people ?? defaultPolicySettings.brake.people,
    share: entry?.brake?.share ?? defaultPolicySettings.brake.share,
  },
});

const adminsFrom = (entry: AdminsEntry): readonly AdminSpec[] =>
  (Array.isArray(entry) ? entry : [entry]).map(adminFrom);

const adminFrom = ({ person, group }: Exclude<AdminsEntry, readonly unknown[]>): AdminSpec =>
  person === undefined ? { by: 'group', group: group ?? '' } : { by: 'person', person: personId(person) };
