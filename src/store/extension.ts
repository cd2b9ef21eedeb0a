import type { ExtensionPreview } from '../domain/answers.ts';
import { chainOf, extensionsOf, lengthWith, tooLong, whyNot } from '../domain/decide/extend-grant.ts';
import { asking } from '../domain/decide/submit-request.ts';
import { detailsOf } from '../domain/details.ts';
import type { GrantId } from '../domain/ids.ts';
import { day, hour, minute } from '../domain/instant.ts';
import { findItem } from '../domain/item.ts';
import type { Person } from '../domain/person.ts';
import { refusal } from '../domain/refusal.ts';
import { matchRule } from '../domain/route.ts';
import type { Circumstances } from './request-facts.ts';
import type { Read } from './store.ts';

const usual = [15 * minute, 30 * minute, hour, 2 * hour, 4 * hour, 8 * hour, day, 3 * day, 7 * day];

/** May this person make this access last longer now, and by which lengths? Undefined: it is not theirs. */
export async function extensionOf(
  read: Read,
  by: Person | undefined,
  of: { readonly grant: GrantId; readonly moment: Circumstances },
): Promise<ExtensionPreview | undefined> {
  const grant = await read.grant(of.grant);
  const person = by ?? (grant && (await read.person(grant.person)));
  if (grant === undefined || grant.person !== person?.id) return undefined;
  const policy = (await read.currentPolicy())?.policy;
  const item = policy && findItem(policy, { kind: 'entitlement', id: grant.entitlement }, person);
  if (policy === undefined || item === undefined)
    return {
      name: grant.entitlement,
      durations: [],
      refusal: refusal('E-CAT-NONE', 'It has been withdrawn from the catalogue, so it cannot be extended.'),
    };
  const origin = await read.request(grant.request);
  const chain = chainOf(grant, origin);
  const held = await read.liveGrantsOf(person.id);
  const open = await read.openRequestsOf(person.id);
  const judged = usual.map((duration) => {
    const altogether = lengthWith(grant, chain, duration);
    const ask = { ...detailsOf(origin ?? {}), duration: altogether, reason: '' };
    const rule = matchRule(policy, item, asking(person, ask, { held, moment: of.moment }));
    const longest = Math.min(item.maxDuration, rule?.maxDuration ?? item.maxDuration);
    const wish = { grant, item, moment: of.moment, time: chain.time, open, duration };
    const no =
      whyNot(wish, extensionsOf(rule, origin)) ?? (altogether > longest ? tooLong(item, longest) : undefined);
    return { duration, no };
  });
  const durations = judged.filter((one) => one.no === undefined).map((one) => one.duration);
  const [first] = judged;
  return durations.length > 0 || first?.no === undefined
    ? { name: item.name, durations }
    : { name: item.name, durations, refusal: first.no };
}
