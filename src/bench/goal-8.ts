// Reading a policy of 1,000 rules with conditions, beside what the library takes to read and check the conditions alone.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { checkCondition } from '../policy/condition/check.ts';
import { environmentFor } from '../policy/condition/environment.ts';
import { parsePolicy } from '../policy/parse.ts';
import type { Blocks, Watch } from './blocks.ts';
import { blockResult, worst } from './blocks.ts';
import type { Result } from './result.ts';
import { atMost } from './result.ts';
import type { Pair } from './rounds.ts';
import { alternate, interleaved, slicesEach, timed } from './rounds.ts';
import { conditionsOf, rulebook, termsOfAll } from './rulebook.ts';

/** The whole file on our side: YAML, its shape, names, conditions, and what the linter says of them. */
export async function goal8(watch: Watch): Promise<readonly Result[]> {
  const all = termsOfAll(200);
  const text = rulebook(all);
  const conditions = all.flatMap(conditionsOf);
  const alone = async (work: () => void): Promise<number> => {
    // Others get their turn, so that a block is one reading and not several.
    await nextTurn();
    const took = await timed(work);
    await nextTurn();
    return took;
  };
  const ours = () =>
    alone(() => {
      if (parsePolicy(text).is === 'faults') throw new Error('The policy is not sound.');
    });
  const peers = () => alone(() => checkAll(conditions));
  const checked = () =>
    alone(() => {
      if (conditions.some((one) => checkCondition(one, 'rule').length > 0))
        throw new Error('One is not sound.');
    });
  // Everyone has paid for compiling before they are measured.
  for (const one of [ours, checked, peers]) await one();
  const seen: Blocks[] = [];
  const whole = await interleaved(async () => {
    const { value, blocks } = await watch.during(() => alternate(ours, peers));
    seen.push(blocks);
    return each(value);
  });
  const conditionsOnly = await interleaved(async () => each(await alternate(checked, peers)));
  const line = { goal: 8, unit: 'ms', against: 'the library: its 1,000 conditions alone' } as const;
  return [
    { ...line, what: 'reading a file of 1,000 rules', ...whole, bound: atMost(2) },
    { ...line, what: 'checking its 1,000 conditions', ...conditionsOnly },
    blockResult('reading a file of 1,000 rules', worst(seen)),
  ];
}

const each = ({ measured, peer }: Pair): Pair => ({
  measured: measured / slicesEach,
  peer: peer / slicesEach,
});

/** In the types of a rule's variables, as the library itself parses and checks. */
function checkAll(conditions: readonly string[]): void {
  const environment = environmentFor('rule', { holds: () => false, tick: () => {} });
  for (const condition of conditions)
    if (!environment.parse(condition).check().valid) throw new Error(`“${condition}” is not sound.`);
}
