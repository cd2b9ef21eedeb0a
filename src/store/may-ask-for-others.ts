import type { Person } from '../domain/person.ts';
import type { Read } from './store.ts';

/** By the settings: somebody reports to them, or they own something. For whom and what, a request is judged. */
export async function mayAskForOthers(read: Read, { id }: Person): Promise<boolean> {
  const policy = (await read.currentPolicy())?.policy;
  const roles = policy?.settings.onBehalf ?? [];
  if (roles.includes('owner') && policy?.entitlements.some((one) => one.owners.includes(id)) === true)
    return true;
  return roles.includes('manager') && (await read.manages(id));
}
