import type { Offer } from './offer.ts';
import type { Smaller } from './smaller-than.ts';
import type { Cover } from './smallest-cover.ts';

/**
 * A cover in one sentence, such as “Payments read + Deploy: 3 permissions, none extra; Engineering admin would give 29 more.” It counts
 * what would be new to the person. Long lists are cut, with the number of what is left out.
 */
export function explainCover(cover: Cover): string {
  const { chosen, held, uncoverable } = cover;
  const none = chosen.length === 0 ? 'Nothing' : 'nothing';
  const missing =
    uncoverable.length === 0 ? [] : [`${none} you can ask for gives ${listed(uncoverable, ', ')}`];
  const clauses = [...(chosen.length === 0 ? [] : [given(cover), ...instead(cover)]), ...missing];
  if (clauses.length > 0) return `${clauses.join('; ')}.`;
  if (held.length === 0) return 'This needs no permission.';
  return held.length === 1
    ? `You hold the permission that this needs already: ${held.join('')}.`
    : `You hold all ${held.length} permissions that this needs already.`;
}

/** What to say to somebody who chose more than they need, such as “You chose On call; Payments read does it with 29 fewer permissions.” */
export function explainSmaller({ choice, smaller, fewer }: Smaller): string {
  if (smaller.length === 0) return `You chose ${choice.name}; what you need of it you hold already.`;
  const does = smaller.length === 1 ? 'does' : 'do';
  const better = fewer > 0 ? `with ${counted(fewer, 'fewer permission')}` : 'with less risky permissions';
  return `You chose ${choice.name}; ${namesOf(smaller)} ${does} it ${better}.`;
}

/** The same to somebody who decides about it: “Payments read would do; On call gives 29 permissions more.” */
export function explainExcess({ choice, smaller, fewer }: Smaller, asker: string): string {
  if (smaller.length === 0) return `${asker} holds all that ${choice.name} gives already.`;
  const more = fewer > 0 ? `${counted(fewer, 'permission')} more` : 'riskier permissions';
  return `${namesOf(smaller)} would give what ${asker} does not hold yet; ${choice.name} gives ${more}.`;
}

function given(cover: Cover): string {
  const { chosen, covers, excess, method } = cover;
  const extra = excess.length === 0 ? 'none extra' : `${excess.length} of them extra`;
  const doubt = method === 'exact' ? '' : ' (best found, not proven smallest)';
  return `${namesOf(chosen)}: ${counted(covers.length + excess.length, 'permission')}, ${extra}${doubt}`;
}

function instead({ excess, alternative }: Cover): readonly string[] {
  if (alternative === undefined) return [];
  const more = alternative.excess.length - excess.length;
  const name = alternative.offer.name;
  return [more > 0 ? `${name} would give ${more} more` : `${name} alone would give riskier ones`];
}

const namesOf = (offers: readonly Offer[]): string =>
  listed(
    offers.map(({ name }) => name),
    ' + ',
  );

const mostListed = 6;

const listed = (names: readonly string[], by: string): string =>
  names.length <= mostListed
    ? names.join(by)
    : `${names.slice(0, mostListed - 1).join(by)}${by}${names.length - mostListed + 1} more`;

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
