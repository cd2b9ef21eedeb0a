import { whyNot } from '../domain/decide/extend-grant.ts';
import { asking } from '../domain/decide/submit-request.ts';
import type { Grant } from '../domain/grant.ts';
import type { GrantId } from '../domain/ids.ts';
import { day, hour, minute } from '../domain/instant.ts';
import { findItem } from '../domain/item.ts';
import type { Person } from '../domain/person.ts';
import { refusal } from '../domain/refusal.ts';
import { matchRule } from '../domain/route.ts';
import type { ExtensionPreview } from '../domain/views.ts';
import type { Circumstances } from './request-facts.ts';
import type { Read } from './store.ts';

const usual = [30 * minute, hour, 2 * hour, 4 * hour, 8 * hour, day, 3 * day, 7 * day];

/** May this person make this access last longer now, and by which lengths? Undefined: it is not theirs. */
export async function extensionOf(
  read: Read,
  person: Person,
  of: { readonly grant: GrantId; readonly moment: Circumstances },
): Promise<ExtensionPreview | undefined> {
  const grant = await read.grant(of.grant);
  if (grant?.person !== person.id) return undefined;
  const policy = (await read.currentPolicy())?.policy;
  const item = policy && findItem(policy, { kind: 'entitlement', id: grant.entitlement }, person);
  if (policy === undefined || item === undefined)
    return {
      name: grant.entitlement,
      durations: [],
      refusal: refusal('E-CAT-NONE', 'It has been withdrawn from the catalogue, so it cannot be extended.'),
    };
  const held = await read.liveGrantsOf(person.id);
  const ask = { duration: item.defaultDuration, reason: '' };
  const rule = matchRule(policy, item, asking(person, ask, { held, moment: of.moment }));
  const no = whyNot(
    {
      grant,
      item,
      moment: of.moment,
      time: await timesBefore(read, grant),
      open: await read.openRequestsOf(person.id),
    },
    rule?.extensions,
  );
  const most = rule?.extensions?.most ?? 0;
  const durations = [...new Set([...usual.filter((length) => length < most), most])];
  return no === undefined ? { name: item.name, durations } : { name: item.name, durations: [], refusal: no };
}

/** The how-manieth extension in a row this would be. */
async function timesBefore(read: Read, grant: Grant): Promise<number> {
  return ((await read.request(grant.request))?.extends?.time ?? 0) + 1;
}
