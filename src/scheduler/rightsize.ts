// Once a week: what people hold and do not use, as far as its use is known.
import type { GrantId, PersonId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { Engine } from '../engine.ts';
import type { Read } from '../store/store.ts';

export type RightsizeParts = {
  readonly read: Read;
  readonly engine: Engine;
  readonly now: () => Instant;
  /** The grants of somebody that could go back, or give way to something smaller. */
  readonly proposalsFor: (
    read: Read,
    person: PersonId,
    now: Instant,
  ) => Promise<ReadonlyMap<GrantId, unknown>>;
};

const page = 200;

/** Has everybody asked about what they do not use. Of whom nothing was reported, nothing is thought. */
export async function proposeReturns({ read, engine, now, proposalsFor }: RightsizeParts): Promise<void> {
  for (let after: string | undefined = ''; after !== undefined; ) {
    const people: Awaited<ReturnType<Read['peopleWithUsage']>> = await read.peopleWithUsage({
      after,
      limit: page,
    });
    for (const person of people)
      for (const grant of (await proposalsFor(read, person, now())).keys())
        await engine.handle({
          kind: 'propose_return',
          actor: { kind: 'system', name: 'calendar' },
          grant,
        });
    after = people.length < page ? undefined : people.at(-1);
  }
}
