import type { Case, Directory } from '../domain/approvers.ts';
import { askedIn, seatsOf, toldIn } from '../domain/approvers.ts';
import { asking } from '../domain/decide/begin-way.ts';
import type { PersonId } from '../domain/ids.ts';
import type { Instant, Seconds } from '../domain/instant.ts';
import type { Person } from '../domain/person.ts';
import type { Settings, Stage } from '../domain/policy.ts';
import type { Asked, Way } from '../domain/request.ts';

export type ForeseenStage = {
  readonly stage: Stage;
  /** Who is asked today; empty where the stage cannot be decided. */
  readonly asked: readonly Asked[];
  /** How many of them must agree. */
  readonly need: number;
  /** Who would be asked too if they were at work. */
  readonly leftOut: readonly Person[];
  /** People who are told and do not decide. */
  readonly told: readonly PersonId[];
  /** The way at this stage, as if it began now. */
  readonly way: Way;
};

/** Every stage with the people it would ask today. Who agreed in an earlier one is only known when it has happened. */
export const foreseeStages = (
  stages: readonly Stage[],
  of: Case & { readonly settings: Settings; readonly now: Instant; readonly patience: Seconds },
): readonly ForeseenStage[] =>
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
      told: toldIn(stage, of).filter((id) => !asked.some(({ person }) => person === id)),
      way: asking({ stages, at, since: of.now, step: 0, patience: of.patience }, asked, of),
    };
  });

function everybodyAtWork({ person, group, sought }: Directory): Directory {
  const atWork = (one: Person): Person => ({ ...one, status: 'active' });
  return {
    person: (id) => {
      const found = person(id);
      return found === undefined ? undefined : atWork(found);
    },
    group: (name) => group(name).map(atWork),
    sought: (spec) => sought(spec).map(atWork),
  };
}
