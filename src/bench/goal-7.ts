// One request against 1,000 rules with conditions: beside Cedar, beside predicates written by hand, and beside the same with 10 rules.
import { isDeepStrictEqual } from 'node:util';
import type { Work } from './ask-all.ts';
import { askAll } from './ask-all.ts';
import { byHand } from './by-hand.ts';
import { byUs } from './by-us.ts';
import { startCedar } from './cedar-thread.ts';
import type { Answer } from './questions.ts';
import { questionsAbout } from './questions.ts';
import type { Result } from './result.ts';
import { atLeast, atMost } from './result.ts';
import type { Pair, Slice } from './rounds.ts';
import { alternate, interleaved, slicesEach } from './rounds.ts';
import { routes, termsOfAll } from './rulebook.ts';

const count = 400;

/**
 * Every engine answers the same 400 questions, and alike, before any of them is measured; turning a request into what an engine wants is
 * inside the measure. The questions are asked without a turn of the event loop between them, so there is no line about blocks.
 */
export async function goal7(): Promise<readonly Result[]> {
  const many = termsOfAll(200);
  const few = termsOfAll(2);
  const questions = questionsAbout(many, count);
  const fewer = questionsAbout(few, count);
  const ours = here({ decide: byUs(many), questions, runs: 40 });
  const hand = here({ decide: byHand(many), questions, runs: 2_000 });
  const small = here({ decide: byUs(few), questions: fewer, runs: 40 });
  // The same questions as those to the small policy, put to the large one: what more rules cost, apart from what more items do.
  const among = here({ decide: byUs(many), questions: fewer, runs: 40 });
  const thread = await startCedar();
  const cedar = { answers: thread.answers, decisions: count * 2, run: () => thread.run(2) };
  mustAgree(ours, [hand, cedar]);
  mustAgree(small, [among, here({ decide: byHand(few), questions: fewer, runs: 1 })]);
  const line = { goal: 7, what: 'decision, 1,000 rules, 200 items', unit: 'decisions/s' } as const;
  const beside = {
    cedar: await compare(ours, cedar),
    hand: await compare(hand, ours),
    rules: await compare(small, among),
    few: await compare(small, ours),
  };
  await thread.close();
  return [
    { ...line, ...beside.cedar, against: 'Cedar, policies parsed before', bound: atLeast(25) },
    { ...line, ...swapped(beside.hand), against: `written by hand ${slower}`, bound: atMost(40) },
    {
      ...line,
      what: 'decision, 1,000 rules, 2 items',
      ...swapped(beside.rules),
      against: `ours, 10 rules, the same 2 items ${slower}`,
      bound: atMost(1.2),
    },
    { ...line, ...swapped(beside.few), against: `ours, 10 rules, 2 items ${slower}` },
  ];
}

const slower = '(ratio: times slower)';

type Contestant = { readonly answers: readonly Answer[]; readonly decisions: number; readonly run: Slice };

const here = (work: Work): Contestant => ({
  answers: work.questions.map(work.decide),
  decisions: work.questions.length * work.runs,
  run: () => askAll(work),
});

/** Throws where two differ, or where the questions leave a rule out: then the engines would not have been told apart. */
function mustAgree(one: Contestant, others: readonly Contestant[]): void {
  for (const { answers } of others)
    for (const [at, answer] of one.answers.entries())
      if (!isDeepStrictEqual(answer, answers[at]))
        throw new Error(`Question ${at}: ${JSON.stringify(answer)} is not ${JSON.stringify(answers[at])}.`);
  const met = new Set(one.answers.map(({ rule }) => rule.split(' ').at(-1)));
  // All five, and the rest.
  if (met.size !== routes.length + 1) throw new Error('Some rule decided no question.');
}

/** Decisions a second of each, in alternate slices, the median of three rounds. The first run pays for compiling. */
async function compare(measured: Contestant, peer: Contestant): Promise<Compared> {
  await measured.run();
  await peer.run();
  return interleaved(async () => {
    const took = await alternate(measured.run, peer.run);
    return { measured: rate(measured, took.measured), peer: rate(peer, took.peer) };
  });
}

type Compared = Pair & { readonly ratio: number };

const rate = ({ decisions }: Contestant, took: number): number => (decisions * slicesEach * 1_000) / took;

/** Ours goes first in a line; the ratio says how many times slower it is than the other. */
const swapped = ({ measured, peer, ratio }: Compared): Compared => ({
  measured: peer,
  peer: measured,
  ratio,
});
