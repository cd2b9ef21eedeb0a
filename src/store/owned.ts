// What somebody owns: as the policy file has it, as it is with what its owners chose, and what may be changed.

import type { Owned, OwnedPage } from '../domain/answers.ts';
import type { PersonId } from '../domain/ids.ts';
import type { OwnerSettings } from '../domain/owner-settings.ts';
import { mayChange } from '../domain/owner-settings.ts';
import { setAside } from '../domain/set-aside.ts';
import { standInsFor } from './settings-facts.ts';
import type { Read } from './store.ts';

/** One page of it, in the order of the policy file. */
export async function ownedPage(
  read: Read,
  person: PersonId,
  { from, limit }: { readonly from: number; readonly limit: number },
): Promise<OwnedPage> {
  const company = await companyOf(read);
  const mine = company.filed.filter((one) => one.owners.includes(person));
  const items = [];
  for (const one of mine.slice(from, from + limit)) items.push(...(await ownedOf(read, company, one.id)));
  return { total: mine.length, items };
}

/** The one of this id, name or alias, among what this person owns; what is not theirs cannot be told from what there is not. */
export async function ownedNamed(read: Read, person: PersonId, word: string): Promise<Owned | undefined> {
  const company = await companyOf(read);
  const wanted = word.trim().toLowerCase();
  const mine = company.filed.filter((one) => one.owners.includes(person));
  const found =
    mine.find((one) => one.id === wanted) ??
    mine.find((one) => [one.name, ...one.aliases].some((name) => name.toLowerCase() === wanted));
  return found && (await ownedOf(read, company, found.id))[0];
}

type Company = Awaited<ReturnType<typeof companyOf>>;

async function companyOf(read: Read) {
  const policy = (await read.policyAsFiled())?.policy;
  return {
    policy,
    filed: policy?.entitlements ?? [],
    inForce: (await read.currentPolicy())?.policy.entitlements ?? [],
    chosen: await read.ownerSettings(),
  };
}

async function ownedOf(read: Read, company: Company, id: string): Promise<readonly Owned[]> {
  const { policy } = company;
  const filed = company.filed.find((one) => one.id === id);
  const inForce = company.inForce.find((one) => one.id === id);
  if (policy === undefined || filed === undefined || inForce === undefined) return [];
  const chosen: OwnerSettings | undefined = company.chosen.find((one) => one.entitlement === id);
  const may = mayChange(policy, filed);
  const standIns = await standInsFor(read, filed);
  const by = chosen && (await read.person(chosen.setBy));
  return [
    {
      filed,
      inForce,
      system: policy.apps.find((app) => app.id === filed.app)?.name ?? filed.app,
      may,
      version: chosen?.version ?? 0,
      standIns,
      approvers: may.includes('approvers')
        ? standIns.filter((one) => chosen?.approvers?.includes(one.id))
        : [],
      setAside: chosen === undefined ? [] : setAside(policy, filed, { chosen, standIns }),
      ...(chosen === undefined || by === undefined ? {} : { changed: { by: by.name, at: chosen.setAt } }),
    },
  ];
}
