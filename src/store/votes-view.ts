// Who agreed, and in whose place, as it is shown.
import { yesVotes } from '../domain/decide/way.ts';
import type { Request } from '../domain/request.ts';
import type { RequestView } from '../domain/views.ts';
import { named } from './named.ts';
import type { Read } from './store.ts';

/** In whose place a request was decided. */
export async function inPlaceOf(read: Read, request: Request): Promise<Pick<RequestView, 'endedFor'>> {
  const id = 'end' in request ? request.end.standsInFor : undefined;
  return id === undefined ? {} : { endedFor: (await read.person(id))?.name ?? id };
}

/** Who agreed so far; read only where one yes is not all it takes. */
export async function votesOn(read: Read, request: Request): Promise<RequestView['votes']> {
  const { stages } = request.way;
  if (stages.length < 2 && stages.every((stage) => stage.need === 1)) return [];
  const votes = yesVotes(request, await read.votesOn(request.id));
  const shown = [];
  for (const vote of votes) {
    const who = await named(read, vote.person);
    shown.push({
      ...vote,
      name: who?.person.name ?? vote.person,
      ...(vote.standsInFor === undefined
        ? {}
        : { inPlaceOf: (await read.person(vote.standsInFor))?.name ?? vote.standsInFor }),
      ...(who?.slack === undefined ? {} : { slack: who.slack }),
    });
  }
  return shown;
}
