// A policy comes in: it is weighed against the one in force, and then comes into force, waits for a second person, or is refused.
import type { Outcome } from '../domain/outcome.ts';
import type { Person } from '../domain/person.ts';
import type { Policy } from '../domain/policy.ts';
import type { PolicyAuthor, ProposalSummary, Weighed } from '../domain/proposal.ts';
import { refusal } from '../domain/refusal.ts';
import type { Gain } from '../policy/profits.ts';
import { profitSteps } from '../policy/profits.ts';
import type { OfficeParts } from './parts.ts';
import { patiently } from './patiently.ts';
import type { Weighing } from './weigh.ts';
import { weigh } from './weigh.ts';
import { weighedLines } from './weighed-lines.ts';

export type Incoming = {
  readonly text: string;
  readonly policy: Policy;
  readonly hash: string;
  readonly author: PolicyAuthor;
  readonly expected?: number;
};
export type BroughtIn = { readonly outcome: Outcome; readonly weighing?: Weighing };

const attempts = 5;

/** Brings a policy in. Another one that comes into force meanwhile is what this one is weighed against next: none is lost. */
export async function bringIn(parts: OfficeParts, incoming: Incoming): Promise<BroughtIn> {
  for (let attempt = 1; ; attempt += 1) {
    const brought = await bringInOnce(parts, incoming);
    const { outcome } = brought;
    const beaten = outcome.is === 'refused' && outcome.refusal.code === 'E-POL-CHANGED';
    if (!beaten || attempt === attempts) return brought;
  }
}

/** A policy with what it changes, and what its author gains by it where it is known who that is. */
export async function weighFor(
  parts: OfficeParts,
  { policy, author, expected }: Pick<Incoming, 'policy' | 'author' | 'expected'>,
): Promise<{ readonly weighing: Weighing; readonly weighed: Weighed } | undefined> {
  const weighing = await weigh(parts, policy);
  if (weighing === undefined) return undefined;
  const person = author.person === undefined ? undefined : weighing.people.get(author.person);
  const gains =
    person === undefined ? [] : (await gainsOf(parts, weighing, person)).map(({ words }) => words);
  const weighed: Weighed = {
    base: weighing.current.id,
    gains,
    losing: weighing.losing.length,
    people: weighing.active,
    ...(expected === undefined ? {} : { expected }),
  };
  return { weighing, weighed };
}

async function bringInOnce(parts: OfficeParts, incoming: Incoming): Promise<BroughtIn> {
  const { policy, hash, author } = incoming;
  const actor = { kind: 'system', name: author.by } as const;
  const isNew = (await parts.read.policyAsFiled())?.hash !== hash;
  const found = isNew ? await weighFor(parts, incoming) : undefined;
  const command = { kind: 'apply_policy', actor, policy, hash, author } as const;
  if (found === undefined) return { outcome: await parts.engine.handle(command) };
  const { weighing, weighed } = found;
  const outcome = await parts.engine.handle({ ...command, weighed });
  if (outcome.is === 'accepted' || outcome.refusal.code !== 'E-POL-4EYES') return { outcome, weighing };
  const summary = await summaryOf(parts, incoming, found);
  const proposed = await parts.engine.handle({
    kind: 'propose_policy',
    actor,
    hash,
    content: { file: incoming.text, policy },
    author,
    base: weighed.base,
    summary,
  });
  if (proposed.is === 'refused') return { outcome: proposed, weighing };
  const text = `${outcome.refusal.text} ${proposed.answer.text}`;
  return { outcome: { is: 'refused', refusal: refusal('E-POL-4EYES', text) }, weighing };
}

const gainsOf = (
  parts: OfficeParts,
  { before, after, people }: Weighing,
  person: Person,
): Promise<readonly Gain[]> =>
  patiently(
    profitSteps(
      person,
      { before, after },
      { people: [...people.values()], judge: parts.judge, now: parts.now() },
    ),
  );

const mostLines = 60;

/** What the admins read. Where nobody knows who made the change, it may have been one of them: so what each would gain is noted too. */
async function summaryOf(
  parts: OfficeParts,
  { author }: Incoming,
  { weighing, weighed }: { readonly weighing: Weighing; readonly weighed: Weighed },
): Promise<ProposalSummary> {
  const gaining = [];
  for (const person of author.person === undefined ? adminsIn(weighing) : []) {
    const own = (await gainsOf(parts, weighing, person)).filter((one) => !one.shared);
    if (own.length > 0) gaining.push({ person: person.id, words: own.slice(0, 3).map(({ words }) => words) });
  }
  return {
    lines: weighedLines(weighing).slice(0, mostLines),
    gains: weighed.gains.slice(0, mostLines),
    gaining,
  };
}

const adminsIn = ({ current, people }: Weighing): readonly Person[] =>
  [...people.values()].filter((person) =>
    current.policy.settings.policy.admins.some((spec) =>
      spec.by === 'person' ? spec.person === person.id : person.groups.includes(spec.group),
    ),
  );
