import type { Proposal } from './rightsize.ts';

/** Of what goes back: the permissions it carries (`all`), those of them that were not used (`unused`), and for how many days at least. */
export type Disuse = { readonly all: number; readonly unused: number; readonly days: number };

/** Why something is proposed for return and what is enough instead, in one sentence. */
export function proposalText(
  { holding, giveBack, askFor }: Omit<Proposal, 'because'>,
  disuse: Disuse,
): string {
  const { name, entitlements } = holding.offer;
  const { all, unused, days } = disuse;
  const since = `been used for at least ${days} days`;
  const whole = giveBack.length === entitlements.length;
  const parts = giveBack.map((part) => part.name).join(', ');
  if (unused === all)
    return whole
      ? `${name} has not ${since}: give it back.`
      : `Of ${name}, ${parts} ${giveBack.length === 1 ? 'has' : 'have'} not ${since}: give ${giveBack.length === 1 ? 'it' : 'them'} back.`;
  const from = whole ? name : `${parts} in ${name}`;
  const names = askFor.map((offer) => offer.name).join(' + ');
  const enough =
    names === '' ? 'what else is held gives' : `${names} ${askFor.length === 1 ? 'gives' : 'give'}`;
  return `${unused} of the ${all} permissions of ${from} ${unused === 1 ? 'has' : 'have'} not ${since}; ${enough} the rest.`;
}
