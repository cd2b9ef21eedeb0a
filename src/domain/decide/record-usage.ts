import type { Command } from '../command.ts';
import type { Change, Decision, Moment } from '../decision.ts';
import type { Person } from '../person.ts';
import { refusal } from '../refusal.ts';
import type { Usage } from '../usage.ts';
import type { ActorFacts } from './verdicts.ts';
import { accept, correct, note } from './verdicts.ts';

export type UsageFacts = ActorFacts & {
  readonly known: readonly Person[];
  /** What was reported before of the people in question. */
  readonly before: readonly Usage[];
};

/** A system reports when things were last used. What is no news, and who is in no directory, is left out; the answer counts both. */
export function recordUsage(
  { actor, entries, source }: Extract<Command, { readonly kind: 'record_usage' }>,
  facts: UsageFacts,
  moment: Moment,
): Decision {
  if (actor.kind !== 'system')
    return correct(
      refusal('E-NOT-YOURS', 'When something was used is read from the file that the policy names.'),
    );
  const known = new Set(facts.known.map((one) => one.id));
  const before = new Map(facts.before.map((one) => [keyOf(one), one.lastUsed]));
  const news = new Map<string, Usage>();
  for (const entry of entries.filter((one) => known.has(one.person))) {
    const last = news.get(keyOf(entry))?.lastUsed ?? before.get(keyOf(entry)) ?? -1;
    if (entry.lastUsed > last) news.set(keyOf(entry), { ...entry, reportedAt: moment.now, source });
  }
  const text = `${news.size} times of use recorded.`;
  if (news.size === 0) return accept({ text });
  return accept({
    text,
    changes: [...news.values()].map((row): Change => ({ put: 'usage', row })),
    audit: [
      note(facts, {
        action: 'usage.recorded',
        object: source,
        because: 'The file that the policy names says so.',
        detail: { recorded: news.size, told: entries.length },
      }),
    ],
  });
}

const keyOf = ({ person, used }: Pick<Usage, 'person' | 'used'>): string => `${person}|${used}`;
