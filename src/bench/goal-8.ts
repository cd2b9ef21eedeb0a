// Reading a policy of 1,000 rules with conditions, beside what the library takes to read and check the conditions alone.
import { environmentFor } from '../policy/condition/environment.ts';
import { parsePolicy } from '../policy/parse.ts';
import type { Blocks, Watch } from './blocks.ts';
import { blockResult, worst } from './blocks.ts';
import type { Result } from './result.ts';
import { atMost } from './result.ts';
import { alternate, interleaved, slicesEach, timed } from './rounds.ts';
import { conditionsOf, rulebook, termsOfAll } from './rulebook.ts';

/** The whole file on our side: YAML, its shape, names, conditions, and what the linter says of them. */
export async function goal8(watch: Watch): Promise<readonly Result[]> {
  const all = termsOfAll(200);
  const text = rulebook(all);
  const conditions = all.flatMap(conditionsOf);
  const ours = () =>
    timed(() => {
      if (parsePolicy(text).is === 'faults') throw new Error('The policy is not sound.');
    });
  const peers = () => timed(() => checkAll(conditions));
  // Both have paid for compiling before they are measured.
  await ours();
  await peers();
  const seen: Blocks[] = [];
  const found = await interleaved(async () => {
    const { value, blocks } = await watch.during(() => alternate(ours, peers));
    seen.push(blocks);
    return { measured: value.measured / slicesEach, peer: value.peer / slicesEach };
  });
  return [
    {
      goal: 8,
      what: 'reading a file of 1,000 rules',
      unit: 'ms',
      ...found,
      against: 'the library: its 1,000 conditions alone',
      bound: atMost(2),
    },
    blockResult('reading a file of 1,000 rules', worst(seen)),
  ];
}

/** In the types of a rule's variables, as the library itself parses and checks. */
function checkAll(conditions: readonly string[]): void {
  const environment = environmentFor('rule', { holds: () => false, tick: () => {} });
  for (const condition of conditions)
    if (!environment.parse(condition).check().valid) throw new Error(`“${condition}” is not sound.`);
}
