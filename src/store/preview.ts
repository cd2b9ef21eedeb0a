// What asking for something would mean, before anybody asks.
import type { Directory } from '../domain/approvers.ts';
import { stageWords } from '../domain/approvers.ts';
import { birthrightTo } from '../domain/birthright.ts';
import type { Target } from '../domain/catalogue.ts';
import { beginWay } from '../domain/decide/begin-way.ts';
import { asking } from '../domain/decide/submit-request.ts';
import type { Instant, Seconds } from '../domain/instant.ts';
import { day, hour, minute } from '../domain/instant.ts';
import { findItem } from '../domain/item.ts';
import type { Person } from '../domain/person.ts';
import type { Settings } from '../domain/policy.ts';
import type { Verdict } from '../domain/route.ts';
import { route } from '../domain/route.ts';
import { stricterThan } from '../domain/stricter.ts';
import type { Preview } from '../domain/views.ts';
import { loadDirectory, stagesFor } from './directory.ts';
import { smallerChoice } from './need.ts';
import type { Circumstances } from './request-facts.ts';
import type { Read } from './store.ts';

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
  const byRole = birthrightTo(policy, item, { person, judge: ask.moment.judge });
  const less = smallerChoice(policy, item, { person, grants: held });
  return {
    item,
    durations,
    ...(less === undefined ? {} : { smaller: less }),
    stricter: stricterThan((await read.policyAsFiled())?.policy.entitlements ?? [], item.entitlements),
    ...(byRole === undefined ? {} : { birthright: { rule: byRole.name, because: byRole.because } }),
    verdict: await told(read, at(wanted), { directory, settings: policy.settings, now: ask.moment.now }),
  };
}

/** The verdict with the names people know each other by. */
async function told(
  read: Read,
  verdict: Verdict,
  of: { readonly directory: Directory; readonly settings: Settings; readonly now: Instant },
): Promise<Preview['verdict']> {
  if (verdict.is === 'refuse')
    return {
      is: 'refuse',
      refusal: verdict.refusal,
      ...(verdict.rule === undefined ? {} : { rule: verdict.rule.name }),
    };
  const { name: rule, because } = verdict.rule;
  if (verdict.is === 'auto') return { is: 'auto', rule, because };
  const asked = [];
  for (const one of verdict.asked) {
    const [account] = await read.accountsOf(one.person, 'slack');
    const slack = account?.native.split(':')[1];
    asked.push({
      ...one,
      name: of.directory.person(one.person)?.name ?? one.person,
      ...(slack === undefined ? {} : { slack }),
    });
  }
  return {
    is: 'ask',
    rule,
    because,
    asked,
    stages: verdict.stages.map(stageWords),
    way: beginWay(verdict, of.now, of),
    conflicts: verdict.conflicts.map((one) => one.name),
  };
}
