import { findItem } from '../domain/item.ts';
import type { Policy } from '../domain/policy.ts';
import { route } from '../domain/route.ts';
import { createJudge } from '../policy/condition/judge.ts';
import { parsePolicy } from '../policy/parse.ts';
import type { Decide } from './questions.ts';
import { deciders } from './questions.ts';
import type { Terms } from './rulebook.ts';
import { rulebook } from './rulebook.ts';

/** Our own way from a request to its answer, as the engine goes it: find the item, match the rules, find who is asked, say why not. */
export function byUs(all: readonly Terms[]): Decide {
  const policy = policyFrom(rulebook(all));
  const judge = createJudge();
  const people = new Map<string, (typeof deciders)[number]>(deciders.map((one) => [one.id, one]));
  const directory = { person: (id: string) => people.get(id), group: () => [], sought: () => [] };
  const held: ReadonlySet<string> = new Set();
  return (question) => {
    const item = findItem(policy, question.target, question.requester);
    if (item === undefined) throw new Error(`There is no ${question.target.id}.`);
    const { requester, duration, reason, now } = question;
    const ask = { requester, duration, reason, now, held, source: 'slack', judge, directory } as const;
    const verdict = route(policy, item, ask);
    return { rule: verdict.rule?.name ?? '', route: verdict.is };
  };
}

function policyFrom(text: string): Policy {
  const parsed = parsePolicy(text);
  if (parsed.is === 'faults') throw new Error(parsed.faults.map((one) => one.message).join('\n'));
  return parsed.policy;
}
