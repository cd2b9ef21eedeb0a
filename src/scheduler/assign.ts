// Makes what people have by birthright what the rules say: finds out who differs, and has each decided on in a transaction of its own.
import { whomOf } from '../domain/assignment.ts';
import { brakeSentence } from '../domain/birthright.ts';
import type { Command } from '../domain/command.ts';
import type { Judge } from '../domain/condition.ts';
import type { Actor } from '../domain/identity.ts';
import type { PersonId } from '../domain/ids.ts';
import type { Engine } from '../engine.ts';
import type { Read } from '../store/store.ts';
import { surveyBirthrights } from './survey.ts';
import type { WorkResult } from './worker.ts';

export type AssignParts = {
  readonly read: Read;
  readonly engine: Pick<Engine, 'handle'>;
  readonly judge: Judge;
  readonly log: { error(fields: object, message: string): void };
};

type Keep = Extract<Command, { readonly kind: 'assign_birthright' }>['keep'];

const policy: Actor = { kind: 'system', name: 'policy' };
const atOnce = 16;

/**
 * Makes the function that does one `assign` of the outbox. One person alone is given and renewed what is due; taken away is only after
 * a look at everybody, because only that tells a person who moved from a directory that went wrong.
 */
export function createAssigner(parts: AssignParts): (key: string) => Promise<WorkResult> {
  return async (key) => {
    const whom = whomOf(key);
    if (whom !== undefined) return assign(parts, [whom], 'everything');
    const { differing, braked } = await surveyBirthrights(parts.read, parts.judge);
    for (const one of braked) parts.log.error({ code: 'E-ASSIGN-MASS', ...one }, brakeSentence(one));
    return assign(
      parts,
      differing,
      braked.map((one) => one.rule),
    );
  };
}

async function assign({ engine }: AssignParts, people: readonly PersonId[], keep: Keep): Promise<WorkResult> {
  for (let at = 0; at < people.length; at += atOnce) {
    const outcomes = await Promise.all(
      people
        .slice(at, at + atOnce)
        .map((person) => engine.handle({ kind: 'assign_birthright', actor: policy, person, keep })),
    );
    const busy = outcomes.find((one) => one.is === 'refused');
    if (busy?.is === 'refused') return { is: 'later', error: busy.refusal.text };
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { is: 'done' };
}
