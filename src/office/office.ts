// The policy office: whoever comes with a policy file gets it applied, planned or tried on the past, and sees what waits for a second person.
import { readFile } from 'node:fs/promises';
import { applyWord } from './apply-word.ts';
import type { OfficeParts } from './parts.ts';
import { planWord } from './plan-word.ts';
import { proposalsWord } from './proposals-word.ts';
import { hashOf } from './read-policy.ts';
import { replayWord } from './replay-word.ts';
import type { Answer, Office, Question } from './words.ts';

export type OfficeHome = OfficeParts & {
  readonly variables: Readonly<Record<string, string>>;
  /** The file that a start and a reload read, where that is known. */
  readonly policyFile?: string;
  /** Brings the people up to date before a policy that may name new ones; says what kept it from that. */
  readonly refresh?: () => Promise<string | undefined>;
  /** Called when a policy is in force by this office's doing, or was already. */
  readonly inForce?: () => void;
};

export function createOffice(home: OfficeHome): Office {
  return {
    apply: (question) => apply(home, question),
    plan: (question) => planWord(home, question),
    proposals: () => proposalsWord(home),
    replay: (question) => replayWord(home, question),
  };
}

async function apply(home: OfficeHome, question: Question<'apply'>): Promise<Answer> {
  const trouble = question.dryRun ? undefined : await home.refresh?.();
  const answer = await applyWord(home, question);
  const notes = trouble === undefined ? [] : [`The people could not be brought up to date first: ${trouble}`];
  if (!question.dryRun && answer.exit === 0) {
    home.inForce?.();
    notes.push(...(await driftNote(home, question.text)));
  }
  return notes.length === 0 ? answer : { ...answer, text: [answer.text, ...notes].join('\n') };
}

/** The next start and the next reload read another file than the one that was applied. */
async function driftNote({ policyFile }: OfficeHome, text: string): Promise<readonly string[]> {
  if (policyFile === undefined) return [];
  const there = await readFile(policyFile, 'utf8').catch(() => '');
  return hashOf(there) === hashOf(text)
    ? []
    : [
        `Note: ${policyFile} holds another text, which the next start or reload would bring in. Put this one there.`,
      ];
}
