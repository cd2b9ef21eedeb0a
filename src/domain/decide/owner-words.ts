import type { Entitlement } from '../catalogue.ts';
import { formatDuration } from '../duration.ts';
import type { PersonId } from '../ids.ts';
import { inARow } from '../in-a-row.ts';
import type { OwnerValues } from '../owner-settings.ts';

type Change = {
  readonly before: OwnerValues;
  readonly after: OwnerValues;
  readonly nameOf: (id: PersonId) => string;
};

/** What changed, old and new, as sentences for the owner and for the audit log. */
export function changeWords(entitlement: Entitlement, { before, after, nameOf }: Change): string {
  const people = (ids: readonly PersonId[] | undefined): string =>
    ids === undefined ? 'the owners' : inARow(ids.map(nameOf), 5);
  const sentences = [
    step('Risk', before.risk ?? entitlement.risk, after.risk ?? entitlement.risk),
    step(
      'Longest time',
      formatDuration(before.max ?? entitlement.maxDuration),
      formatDuration(after.max ?? entitlement.maxDuration),
    ),
    step('Who decides for the owner', people(before.approvers), people(after.approvers)),
    before.description === after.description
      ? ''
      : after.description === undefined
        ? 'The description is the policy’s again.'
        : 'The description is new.',
  ];
  return sentences.filter((one) => one !== '').join(' ');
}

const step = (what: string, before: string, after: string): string =>
  before === after ? '' : `${what}: ${after}, was ${before}.`;
