import { stageWords } from '../domain/approvers.ts';
import type { Target } from '../domain/catalogue.ts';
import { asking } from '../domain/decide/submit-request.ts';
import type { Seconds } from '../domain/instant.ts';
import { day, hour, minute } from '../domain/instant.ts';
import type { Item } from '../domain/item.ts';
import { findItem, visibleItems } from '../domain/item.ts';
import type { Person } from '../domain/person.ts';
import type { Policy } from '../domain/policy.ts';
import { route } from '../domain/route.ts';
import type { Preview } from '../domain/views.ts';
import { loadDirectory, stagesFor } from './directory.ts';
import { smallerChoice } from './need.ts';
import type { Circumstances } from './request-facts.ts';
import type { Read } from './store.ts';

/** Items the person may know of that fit every word of the query, best first: id, name and alias count more than a description. */
export function searchItems(
  policy: Policy,
  person: Person,
  ask: { readonly query: string; readonly limit: number },
): readonly Item[] {
  const words = ask.query.toLowerCase().split(/\s+/).filter(Boolean);
  return visibleItems(policy, person)
    .map((item) => ({ item, score: scoreOf(policy, item, words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, ask.limit)
    .map(({ item }) => item);
}

function scoreOf(policy: Policy, item: Item, words: readonly string[]): number {
  const names = [item.target.id, item.name, ...aliasesOf(policy, item.target)].map((name) =>
    name.toLowerCase(),
  );
  const apps = policy.apps
    .filter((app) => item.entitlements.some((one) => one.app === app.id))
    .map((app) => app.name.toLowerCase());
  const description = item.description.toLowerCase();
  let score = 1;
  for (const word of words) {
    if (names.some((name) => name.startsWith(word))) score += 8;
    else if (names.some((name) => name.includes(word))) score += 4;
    else if (apps.some((app) => app.includes(word))) score += 2;
    else if (description.includes(word)) score += 1;
    else return 0;
  }
  return score;
}

const aliasesOf = (policy: Policy, target: Target): readonly string[] =>
  (target.kind === 'bundle'
    ? policy.bundles.find((one) => one.id === target.id)
    : policy.entitlements.find((one) => one.id === target.id)
  )?.aliases ?? [];

const usual: readonly Seconds[] = [
  15 * minute,
  30 * minute,
  hour,
  2 * hour,
  4 * hour,
  8 * hour,
  day,
  3 * day,
  7 * day,
  14 * day,
  30 * day,
  90 * day,
];

/** What asking for this would mean for this person: which lengths, and who decides. Undefined for what they may not know of. */
export async function previewItem(
  read: Read,
  person: Person,
  ask: {
    readonly target: Target;
    readonly duration?: Seconds;
    readonly reason?: string;
    readonly moment: Circumstances;
  },
): Promise<Preview | undefined> {
  const policy = (await read.currentPolicy())?.policy;
  const item = policy && findItem(policy, ask.target, person);
  if (policy === undefined || item === undefined) return undefined;
  const wanted = ask.duration ?? item.defaultDuration;
  const lengths = [...new Set([...usual, item.maxDuration])].filter((length) => length <= item.maxDuration);
  const held = await read.liveGrantsOf(person.id);
  const asked = (duration: Seconds) =>
    asking(person, { duration, reason: ask.reason ?? '' }, { held, moment: ask.moment });
  const stages = stagesFor(policy, item, [...lengths, wanted].map(asked));
  const directory = await loadDirectory(read, stages, { item, requester: person });
  const at = (duration: Seconds) => route(policy, item, { ...asked(duration), directory });
  const durations = lengths
    .filter((length) => {
      const verdict = at(length);
      return verdict.is === 'refuse' || length <= verdict.maxDuration;
    })
    .sort((a, b) => a - b);
  const verdict = at(wanted);
  const less = smallerChoice(policy, item, { person, grants: held });
  const offer = { item, durations, ...(less === undefined ? {} : { smaller: less }) };
  if (verdict.is === 'refuse')
    return {
      ...offer,
      verdict: {
        is: 'refuse',
        refusal: verdict.refusal,
        ...(verdict.rule === undefined ? {} : { rule: verdict.rule.name }),
      },
    };
  if (verdict.is === 'auto')
    return { ...offer, verdict: { is: 'auto', rule: verdict.rule.name, because: verdict.rule.because } };
  const named = [];
  for (const one of verdict.asked) {
    const [account] = await read.accountsOf(one.person, 'slack');
    const slack = account?.native.split(':')[1];
    named.push({
      ...one,
      name: directory.person(one.person)?.name ?? one.person,
      ...(slack === undefined ? {} : { slack }),
    });
  }
  return {
    ...offer,
    verdict: {
      is: 'ask',
      rule: verdict.rule.name,
      because: verdict.rule.because,
      asked: named,
      stages: verdict.stages.map(stageWords),
      conflicts: verdict.conflicts.map((one) => one.name),
    },
  };
}
