// What of somebody's access their work justifies, for a colleague who wants to be like them.

import type { LikeAnswer } from '../domain/answers.ts';
import type { Entitlement } from '../domain/catalogue.ts';
import type { Grant } from '../domain/grant.ts';
import { justifies } from '../domain/grant.ts';
import type { SlackIdentity } from '../domain/identity.ts';
import type { Holder, Holding } from '../domain/least-privilege/like.ts';
import { like } from '../domain/least-privilege/like.ts';
import { maySeeThatHolds } from '../domain/may-see.ts';
import type { Person } from '../domain/person.ts';
import { slackNative } from '../domain/person.ts';
import type { Refusal } from '../domain/refusal.ts';
import { refusal } from '../domain/refusal.ts';
import type { Read } from './store.ts';

/** So many people of the same work are looked at. */
const mostPeers = 100;

/** What the work of the person behind a Slack account justifies; a refusal where there is nobody to compare with. */
export async function likeOf(
  read: Read,
  asker: Person,
  model: Pick<SlackIdentity, 'team' | 'user'>,
): Promise<LikeAnswer | { readonly refusal: Refusal }> {
  const account = await read.account('slack', slackNative(model.team, model.user));
  const person = account && (await read.person(account.person));
  if (person === undefined) return { refusal: unknown };
  if (person.id === asker.id) return { refusal: yourself };
  if (person.status !== 'active') return { refusal: left(person) };
  return answerFor(read, asker, person);
}

async function answerFor(read: Read, asker: Person, model: Person): Promise<LikeAnswer> {
  const policy = (await read.currentPolicy())?.policy;
  const byId = new Map((policy?.entitlements ?? []).map((one) => [one.id, one]));
  const holderOf = async (person: Person): Promise<Holder> => ({
    person,
    holds: (await read.liveGrantsOf(person.id)).flatMap((grant) => holding(grant, byId)),
  });
  const people: Holder[] = [];
  for (const peer of await peersOf(read, model)) people.push(await holderOf(peer));
  const { offered, alone } = like({
    requester: asker,
    held: (await holderOf(asker)).holds.map((one) => one.entitlement),
    model: await holderOf(model),
    byRule: new Set(),
    people,
  });
  const seen = alone.filter((one) => maySeeThatHolds(asker, model, one));
  return {
    model,
    offered: offered.map(({ entitlement, because }) => ({
      item: { target: { kind: 'entitlement', id: entitlement.id }, name: entitlement.name },
      because,
    })),
    alone: seen.map((one) => one.name),
    unnamed: alone.length - seen.length,
  };
}

/** An unknown department or title makes nobody a peer. */
const peersOf = async (read: Read, model: Person): Promise<readonly Person[]> =>
  model.department === '' || model.title === '' ? [] : read.peopleOfRole(model, mostPeers);

function holding(grant: Grant, byId: ReadonlyMap<string, Entitlement>): readonly Holding[] {
  const entitlement = justifies(grant) ? byId.get(grant.entitlement) : undefined;
  return entitlement === undefined ? [] : [{ entitlement, by: originOf(grant) }];
}

function originOf(grant: Grant): Holding['by'] {
  if (grant.adopted) return 'adopted';
  return grant.birthright === undefined ? 'requested' : 'birthright';
}

const unknown = refusal(
  'E-LIKE',
  'The people directory knows nobody with that Slack account, so there is no work to compare with. Guests and bots are not in it. Ask for what you need by name.',
);
const yourself = refusal('E-LIKE', 'That is you. Type /access status to see what you hold.');
const left = (person: Person): Refusal =>
  refusal(
    'E-LIKE',
    `${person.name} is not active in the people directory, so nothing comes with their work. Ask for what you need by name.`,
  );
