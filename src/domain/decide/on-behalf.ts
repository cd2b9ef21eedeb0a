// Asking for somebody else: who may, for what, and how a refusal that speaks to the one is told to the other.
import type { Target } from '../catalogue.ts';
import type { Item } from '../item.ts';
import { commonOwners, findItem } from '../item.ts';
import type { Person } from '../person.ts';
import type { Policy } from '../policy.ts';
import type { Refusal } from '../refusal.ts';
import { refusal } from '../refusal.ts';

/** Who asks, and who is to get it. One and the same, unless somebody asks for another. */
export type Parties = { readonly asker: Person; readonly subject: Person };

/** What is asked for, as both may know of it; or why it cannot be asked for like this. */
export function itemFor(parties: Parties, target: Target, policy: Policy): Item | Refusal {
  const { asker, subject } = parties;
  const item = findItem(policy, target, asker);
  if (item === undefined) return noSuchItem;
  if (asker.id === subject.id) return item;
  if (!mayAskFor(parties, item, policy)) return notYours(subject, policy);
  if (subject.status !== 'active') return notHere(subject);
  return findItem(policy, target, subject) === undefined ? notForThem(subject) : item;
}

/** By the settings: managers for the people who report to them, owners for what they own. */
const mayAskFor = ({ asker, subject }: Parties, item: Item, { settings }: Policy): boolean =>
  settings.onBehalf.some((who) =>
    who === 'manager' ? subject.manager === asker.id : commonOwners(item).includes(asker.id),
  );

/** The refusal as the person who asked is to read it: what it says to the one who would get it is quoted, and leads nowhere. */
export function toldToAsker({ asker, subject }: Parties, no: Refusal): Refusal {
  if (asker.id === subject.id || no.code === 'E-APPR-NONE') return no;
  const { see: _, extend: __, ...plain } = no;
  return no.field === undefined || no.field === 'item'
    ? { ...plain, text: `${subject.name} would be told: “${no.text}”` }
    : plain;
}

/** Nobody is left to decide but the two who may not: then it has to be asked for by the one who gets it. */
export const onlyThemselves = ({ subject }: Parties, item: Item): Refusal =>
  refusal(
    'E-APPR-NONE',
    `Nobody can decide about ${item.name} for ${subject.name} but you, and whoever asks does not decide. Nothing was sent. Let ${subject.name} ask: then you are not kept from deciding.`,
  );

/** Said of somebody Hallpass does not know, or who is not here. */
export const notHere = (subject: Person | undefined): Refusal =>
  refusal(
    'E-BEHALF',
    `${subject?.name ?? 'This person'} is not an active person in the people directory, so nothing can be asked for on their behalf.`,
    'person',
  );

const notYours = (subject: Person, { settings }: Policy): Refusal =>
  refusal(
    'E-BEHALF',
    settings.onBehalf.length === 0
      ? `Nobody asks for others here, so nothing was sent. ${subject.name} can ask for it.`
      : `You may not ask for this for ${subject.name}: ${settings.onBehalf.map((who) => roles[who]).join(', and ')}. ${subject.name} can ask for it.`,
    'person',
  );

const roles = {
  manager: 'managers ask for the people who report to them',
  owner: 'owners ask for what they own',
} as const;

const notForThem = (subject: Person): Refusal =>
  refusal('E-CAT-NONE', `There is no such item available to ${subject.name}. Choose another.`, 'item');

export const noSuchItem = refusal(
  'E-CAT-NONE',
  'There is no such item available to you. Type /access request to search what there is.',
  'item',
);
