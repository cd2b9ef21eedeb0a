import type { Case, Directory } from '../domain/approvers.ts';
import { askedIn, seatsOf } from '../domain/approvers.ts';
import type { Person } from '../domain/person.ts';
import type { Stage } from '../domain/policy.ts';
import type { Asked } from '../domain/request.ts';

export type ForeseenStage = {
  readonly stage: Stage;
  /** Who is asked today; empty where the stage cannot be decided. */
  readonly asked: readonly Asked[];
  /** How many of them must agree. */
  readonly need: number;
  /** Who would be asked too if they were at work. */
  readonly leftOut: readonly Person[];
};

/** Every stage with the people it would ask today. Who agreed in an earlier one is only known when it has happened. */
export const foreseeStages = (stages: readonly Stage[], of: Case): readonly ForeseenStage[] =>
  stages.map((stage, at) => {
    const asked = askedIn(stages, at, of);
    const all = askedIn(stages, at, { ...of, directory: everybodyAtWork(of.directory) });
    return {
      stage,
      asked,
      need: seatsOf(stage, asked.length),
      leftOut: all
        .flatMap((one) => of.directory.person(one.person) ?? [])
        .filter((person) => person.status !== 'active'),
    };
  });

function everybodyAtWork({ person, group }: Directory): Directory {
  const atWork = (one: Person): Person => ({ ...one, status: 'active' });
  return {
    person: (id) => {
      const found = person(id);
      return found === undefined ? undefined : atWork(found);
    },
    group: (name) => group(name).map(atWork),
  };
}
