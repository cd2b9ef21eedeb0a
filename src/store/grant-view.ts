import type { Card } from '../domain/card.ts';
import type { GrantId } from '../domain/ids.ts';
import type { GrantView } from '../domain/views.ts';
import { extensionOf } from './extension.ts';
import { grantLine } from './grant-lines.ts';
import { named } from './named.ts';
import { proposalFor } from './proposals.ts';
import type { Circumstances } from './request-facts.ts';
import type { Read } from './store.ts';

/** One access as this card shows it. */
export async function grantView(
  read: Read,
  id: GrantId,
  { card: { person, role }, moment }: { readonly card: Card; readonly moment: Circumstances },
): Promise<GrantView | undefined> {
  const grant = await read.grant(id);
  const proposal = role === 'unused' && grant && (await proposalFor(read, grant, moment.now));
  const holder = role === 'ending' && grant !== undefined ? await read.person(grant.person) : undefined;
  const theirs = grant === undefined || grant.person === person ? undefined : await named(read, grant.person);
  const extension = holder && (await extensionOf(read, holder, { grant: id, moment }));
  return (
    grant && {
      kind: 'grant',
      line: await grantLine(read, grant),
      ...(theirs === undefined ? {} : { holder: theirs }),
      request: await read.request(grant.request),
      extendable: extension !== undefined && extension.refusal === undefined,
      ...(proposal ? { unused: proposal } : {}),
    }
  );
}
