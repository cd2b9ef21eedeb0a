// What a cover costs at least: the textbook's greedy set cover, written by hand, on sets made ready beforehand. It knows no risk, no
// ties and no proof; what it leaves out of account is what the figures beside it pay for.
import type { Offer } from '../domain/least-privilege/offer.ts';
import { permissionsOf } from '../domain/least-privilege/offer.ts';

export type PlainGreedy = (needs: readonly string[], held: ReadonlySet<string>) => readonly Offer[];

/** Takes the offer with the least new excess for each need it covers, until nothing that is left helps. */
export function plainGreedy(offers: readonly Offer[], weightOf: (name: string) => number): PlainGreedy {
  const ready = offers.map((offer) => ({ offer, gives: new Set(offer.entitlements.flatMap(permissionsOf)) }));
  const carriers = new Map<string, typeof ready>();
  for (const one of ready)
    for (const name of one.gives) carriers.set(name, [...(carriers.get(name) ?? []), one]);
  return (needs, held) => {
    const open = new Set(needs.filter((name) => !held.has(name) && carriers.has(name)));
    const free = new Set([...needs, ...held]);
    const helpful = new Set([...open].flatMap((name) => carriers.get(name) ?? []));
    const taken: Offer[] = [];
    while (open.size > 0) {
      let best: (typeof ready)[number] | undefined;
      let least = Number.POSITIVE_INFINITY;
      for (const one of helpful) {
        let covers = 0;
        let excess = 0;
        for (const name of one.gives)
          if (open.has(name)) covers += 1;
          else if (!free.has(name)) excess += weightOf(name);
        if (covers > 0 && excess / covers < least) [best, least] = [one, excess / covers];
      }
      if (best === undefined) break;
      taken.push(best.offer);
      for (const name of best.gives) {
        open.delete(name);
        free.add(name);
      }
    }
    return taken;
  };
}
