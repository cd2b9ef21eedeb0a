// What asking for something would mean, before anybody asks.

import type { Preview } from '../domain/answers.ts';
import type { Directory } from '../domain/approvers.ts';
import { stageWords } from '../domain/approvers.ts';
import { birthrightTo } from '../domain/birthright.ts';
import { dateWords } from '../domain/calendar.ts';
import type { Target } from '../domain/catalogue.ts';
import { beginWay } from '../domain/decide/begin-way.ts';
import type { Parties } from '../domain/decide/on-behalf.ts';
import { itemFor, onlyThemselves, toldToAsker } from '../domain/decide/on-behalf.ts';
import { asking } from '../domain/decide/submit-request.ts';
import type { Details } from '../domain/details.ts';
import { detailsOf } from '../domain/details.ts';
import type { Instant, Seconds } from '../domain/instant.ts';
import { day, hour, minute } from '../domain/instant.ts';
import type { Item } from '../domain/item.ts';
import type { Person } from '../domain/person.ts';
import type { Policy, Settings } from '../domain/policy.ts';
import { covers, isInForce } from '../domain/pre-approval.ts';
import type { Verdict } from '../domain/route.ts';
import { matchRule, route } from '../domain/route.ts';
import { stricterThan } from '../domain/stricter.ts';
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
  ask: Details & {
    readonly target: Target;
    /** Who asks, where it is somebody else: what they may not know of they cannot ask for. */
    readonly asker?: Person;
    readonly startAt?: Instant;
    readonly duration?: Seconds;
    readonly reason?: string;
    readonly moment: Circumstances;
  },
): Promise<Preview | undefined> {
  const policy = (await read.currentPolicy())?.policy;
  const asker = ask.asker ?? person;
  const parties: Parties = { asker, subject: person };
  const item = policy && itemFor(parties, ask.target, policy);
  if (policy === undefined || item === undefined || 'code' in item) return undefined;
  const lengths = [...new Set([...usual, item.maxDuration])].filter((length) => length <= item.maxDuration);
  const held = await read.liveGrantsOf(person.id);
  const asked = (duration: Seconds) =>
    asking(
      person,
      { ...detailsOf(ask), ...startOf(ask), duration, reason: ask.reason ?? '' },
      { held, moment: ask.moment, asker },
    );
  const usualRule = matchRule(policy, item, asked(item.defaultDuration));
  const wanted = ask.duration ?? usualRule?.defaultDuration ?? item.defaultDuration;
  const stages = stagesFor(policy, item, [...lengths, wanted].map(asked));
  const directory = await loadDirectory(read, stages, { policy, item, ask: asked(wanted) });
  const at = (duration: Seconds) => route(policy, item, { ...asked(duration), directory });
  const verdict = at(wanted);
  const less = smallerChoice(policy, item, { person, grants: held });
  const byRole = birthrightTo(policy, item, { person, judge: ask.moment.judge });
  return {
    item,
    durations: allowedOf(lengths, at),
    duration: wanted,
    wants: wantsOf(verdict, policy),
    ...(less === undefined ? {} : { smaller: less }),
    stricter: stricterThan((await read.policyAsFiled())?.policy.entitlements ?? [], item.entitlements),
    ...(byRole === undefined ? {} : { birthright: { rule: byRole.name, because: byRole.because } }),
    verdict: await told(read, forReader(verdict, parties, item), {
      directory,
      settings: policy.settings,
      now: ask.moment.now,
      whom: asker.id === person.id ? 'you' : person.name,
      ask: { ...startOf(ask), person: person.id, target: ask.target, duration: wanted },
    }),
  };
}

/** The lengths that could be had, shortest first. */
const allowedOf = (lengths: readonly Seconds[], at: (length: Seconds) => Verdict): readonly Seconds[] =>
  lengths
    .filter((length) => {
      const verdict = at(length);
      return verdict.is === 'refuse' || length <= verdict.maxDuration;
    })
    .sort((a, b) => a - b);

/** A refusal that speaks to the one who would get it, as the one who asks is to read it. */
function forReader(verdict: Verdict, parties: Parties, item: Item): Verdict {
  if (verdict.is !== 'refuse' || parties.asker.id === parties.subject.id) return verdict;
  const no = verdict.refusal.code === 'E-APPR-NONE' ? onlyThemselves(parties, item) : verdict.refusal;
  return { ...verdict, refusal: toldToAsker(parties, no) };
}

const startOf = ({ startAt }: { readonly startAt?: Instant }) => (startAt === undefined ? {} : { startAt });

const wantsOf = ({ rule }: Verdict, { settings }: Policy): Preview['wants'] => ({
  startWithin: rule?.startWithin ?? settings.startWithin,
  fields: rule?.fields ?? [],
  ...(rule?.ticket === undefined ? {} : { ticket: rule.ticket }),
});

/** What is looked for among the yeses given in advance, and what whoever would get it is called to who reads of it. */
type Allowed = {
  readonly now: Instant;
  readonly whom: string;
  readonly ask: Parameters<typeof covers>[1];
};

/** The verdict with the names people know each other by. */
async function told(
  read: Read,
  verdict: Verdict,
  of: {
    readonly directory: Directory;
    readonly settings: Settings;
  } & Allowed,
): Promise<Preview['verdict']> {
  if (verdict.is === 'refuse')
    return {
      is: 'refuse',
      refusal: verdict.refusal,
      ...(verdict.rule === undefined ? {} : { rule: verdict.rule.name }),
      ...(verdict.cause === undefined ? {} : { cause: verdict.cause }),
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
    ...(await allowedAhead(read, asked, of)),
  };
}

/** Who of those asked first said yes in advance. */
async function allowedAhead(
  read: Read,
  asked: readonly { readonly person: Person['id']; readonly name: string }[],
  { now, whom, ask }: Allowed,
): Promise<{ readonly ahead?: string }> {
  for (const one of await read.preApprovalsFor(ask.person, now)) {
    const by = asked.find((each) => each.person === one.approver);
    if (by !== undefined && isInForce(one, now) && covers(one, ask))
      return {
        ahead: `${by.name} allowed ${whom} this ahead until ${dateWords(one.endsAt, one.zone)}, so their yes is given at once.`,
      };
  }
  return {};
}
