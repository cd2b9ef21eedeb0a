// Grants with the names that people know them by.
import type { Grant } from '../domain/grant.ts';
import type { Policy } from '../domain/policy.ts';
import type { GrantLine } from '../domain/views.ts';
import type { Read } from './store.ts';

/** These grants as the policy names what they are for; the one in force where it is not given. */
export async function linesOf(
  read: Read,
  grants: readonly Grant[],
  policy: Policy | undefined,
): Promise<readonly GrantLine[]> {
  const current = policy ?? (grants.length > 0 ? (await read.currentPolicy())?.policy : undefined);
  return grants.map((grant) => line(grant, current));
}

/** One grant as the policy in force names what it is for. */
export async function grantLine(read: Read, grant: Grant): Promise<GrantLine> {
  return line(grant, (await read.currentPolicy())?.policy);
}

function line(grant: Grant, policy: Policy | undefined): GrantLine {
  const entitlement = policy?.entitlements.find((one) => one.id === grant.entitlement);
  return {
    grant,
    name: entitlement?.name ?? grant.entitlement,
    entitlement,
    app: policy?.apps.find((app) => app.id === entitlement?.app),
  };
}
