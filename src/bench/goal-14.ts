// Least privilege while somebody waits: the smallest cover in a catalogue of 2,000 entitlements and 300 bundles.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Entitlement } from '../domain/catalogue.ts';
import { permissionsOf } from '../domain/least-privilege/offer.ts';
import { indexPermissions, weightOf } from '../domain/least-privilege/permission-index.ts';
import { smallestCover } from '../domain/least-privilege/smallest-cover.ts';
import type { Blocks, Watch } from './blocks.ts';
import { blockResult, worst } from './blocks.ts';
import { plainGreedy } from './plain-greedy.ts';
import type { Result } from './result.ts';
import { atMost } from './result.ts';
import { medianOf, percentile, roundCount } from './rounds.ts';
import type { Random } from './seeded.ts';
import { seeded } from './seeded.ts';
import { apps, fillShelves, permission, permissionsEach } from './shelves.ts';

const size = { entitlements: 2_000, bundles: 300 };
const asksEach = 1_000;

/** The same asks, each round others, covered by us and by a plain greedy cover: how long each takes, and what each gives too much. */
export async function goal14(watch: Watch): Promise<readonly Result[]> {
  const { entitlements, offers } = fillShelves(size);
  const index = indexPermissions(entitlements);
  const greedy = plainGreedy(offers, (name) => weightOf(index, [name]));
  const ours = async (asks: readonly Ask[]): Promise<Told> => {
    const { took, made } = await timeEach(asks, (ask) => smallestCover({ ...ask, offers, index }));
    const exact = made.filter(({ method }) => method === 'exact').length / made.length;
    return { took, weight: sum(made.map(({ weight }) => weight)), exact };
  };
  const theirs = async (asks: readonly Ask[]): Promise<Told> => {
    const { took, made } = await timeEach(asks, ({ needs, held }) =>
      greedy(needs, new Set(held.flatMap(permissionsOf))),
    );
    const weights = made.map((chosen, at) => {
      const free = new Set([...(asks[at]?.needs ?? []), ...(asks[at]?.held.flatMap(permissionsOf) ?? [])]);
      const given = chosen.flatMap((offer) => offer.entitlements).flatMap(permissionsOf);
      return weightOf(
        index,
        given.filter((name) => !free.has(name)),
      );
    });
    return { took, weight: sum(weights), exact: 0 };
  };
  const rounds: Round[] = [];
  // The first round is not counted: it pays for compiling.
  for (let round = 0; round <= roundCount; round += 1) {
    const random = seeded(round);
    const asks = Array.from({ length: asksEach }, () => askAt(random, entitlements));
    const { value, blocks } = await watch.during(() => ours(asks));
    rounds.push({ ours: value, theirs: await theirs(asks), blocks });
  }
  return linesOf(rounds.slice(1));
}

type Ask = { readonly needs: readonly string[]; readonly held: readonly Entitlement[] };
/** Milliseconds for each ask, the weight of all excess, and the part of the answers that is proven. */
type Told = { readonly took: readonly number[]; readonly weight: number; readonly exact: number };
type Round = { readonly ours: Told; readonly theirs: Told; readonly blocks: Blocks };

/** Most people need a handful of things in an app or two; one in ten has a long list from up to four. */
function askAt(random: Random, entitlements: readonly Entitlement[]): Ask {
  const draw = random(10);
  const [most, places] = draw < 6 ? [5, 2] : draw < 9 ? [12, 3] : [40, 4];
  const where = Array.from({ length: 1 + random(places) }, () => random(apps));
  return {
    needs: Array.from({ length: 1 + random(most) }, () =>
      permission(where[random(where.length)] ?? 0, random(permissionsEach)),
    ),
    held: Array.from({ length: random(5) }, () => entitlements[random(entitlements.length)] ?? []).flat(),
  };
}

async function timeEach<Made>(
  asks: readonly Ask[],
  make: (ask: Ask) => Made,
): Promise<{ readonly took: readonly number[]; readonly made: readonly Made[] }> {
  const took: number[] = [];
  const made: Made[] = [];
  for (const ask of asks) {
    const start = performance.now();
    made.push(make(ask));
    took.push(performance.now() - start);
    // Others get their turn, as between two clicks.
    await nextTurn();
  }
  return { took, made };
}

function linesOf(rounds: readonly Round[]): readonly Result[] {
  const of = (figure: (told: Told) => number) =>
    medianOf(rounds.map(({ ours, theirs }) => ({ measured: figure(ours), peer: figure(theirs) })));
  const tail = of(({ took }) => percentile(took, 99));
  const longest = of(({ took }) => Math.max(...took)).measured;
  const exact = Math.min(...rounds.map(({ ours }) => ours.exact));
  const line = { goal: 14, against: 'plain greedy, sets made ready' } as const;
  return [
    { ...line, what: 'smallest cover of 2,300, p50', unit: 'ms', ...of(({ took }) => percentile(took, 50)) },
    { ...line, what: 'smallest cover of 2,300, p99', unit: 'ms', ...tail },
    withinLimit('smallest cover of 2,300, p99', tail.measured, 100),
    withinLimit('smallest cover of 2,300, the longest', longest, 20),
    {
      ...line,
      what: 'what it gives too much',
      unit: 'weight',
      ...of(({ weight }) => weight / asksEach),
      bound: atMost(1),
      note: `${(exact * 100).toFixed(1)} % proven smallest`,
    },
    blockResult('smallest cover of 2,300', worst(rounds.map(({ blocks }) => blocks))),
  ];
}

const withinLimit = (what: string, measured: number, limit: number): Result => ({
  goal: 14,
  what,
  unit: 'ms',
  measured,
  peer: limit,
  against: 'the limit',
  ratio: measured / limit,
  bound: atMost(1),
});

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
