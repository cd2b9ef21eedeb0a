// The past put to another policy: which requests would have gone another way.
import type { PersonId } from '../domain/ids.ts';
import { after } from '../domain/instant.ts';
import { withOwnerSettings } from '../domain/owner-settings.ts';
import type { Person } from '../domain/person.ts';
import type { Request } from '../domain/request.ts';
import { firstIdAt } from '../fresh-id.ts';
import type { Replayed, ReplayKind } from '../policy/replay.ts';
import { replayKinds } from '../policy/replay.ts';
import type { OfficeParts } from './parts.ts';
import { breathe, paged } from './patiently.ts';
import { putAgain, putting } from './put-again.ts';
import { readLeniently } from './read-policy.ts';
import type { Answer, Question } from './words.ts';

type Row = { readonly request: Request; readonly requester: Person } & Replayed;
type Tally = {
  requests: number;
  alike: number;
  /** Requests of people who are no longer active. */
  gone: number;
  readonly counts: Map<ReplayKind, number>;
  readonly rows: Row[];
};

/** More than anybody reads; the counts go on. */
const mostShown = 200;

export async function replayWord(parts: OfficeParts, question: Question<'replay'>): Promise<Answer> {
  const read = readLeniently(question);
  if (read.is === 'faults') return { exit: 1, text: read.text, value: { is: 'faults', text: read.text } };
  const people = new Map<PersonId, Person>();
  for await (const person of paged(parts.read.listPeople)) people.set(person.id, person);
  const put = putting(people, withOwnerSettings(read.policy, await parts.read.ownerSettings()));
  const since = after(parts.now(), -question.since);
  const tally: Tally = { requests: 0, alike: 0, gone: 0, counts: new Map(), rows: [] };
  const breath = breathe();
  for await (const request of paged(parts.read.listRequests, firstIdAt('req', since))) {
    // What came with a role was not asked for.
    if (request.origin !== 'birthright') note(tally, request, await putAgain(parts, put, request));
    await breath();
  }
  return { exit: 0, text: textOf(tally, question.file), value: valueOf(tally) };
}

function note(tally: Tally, request: Request, again: Awaited<ReturnType<typeof putAgain>>): void {
  tally.requests += 1;
  if (again.is !== 'otherwise') {
    tally[again.is] += 1;
    return;
  }
  const { replayed, requester } = again;
  tally.counts.set(replayed.kind, (tally.counts.get(replayed.kind) ?? 0) + 1);
  if (tally.rows.length < mostShown) tally.rows.push({ request, requester, ...replayed });
}

function textOf({ requests, alike, gone, counts, rows }: Tally, file: string): string {
  const other = requests - alike - gone;
  const left =
    gone === 0 ? '' : ` ${gone} of people who are no longer active ${gone === 1 ? 'was' : 'were'} left out.`;
  const head = `${requests} requests put to ${file}: ${alike} would go the same way, ${other} another.${left}`;
  const groups = replayKinds.flatMap(({ kind, title }) => {
    const count = counts.get(kind);
    if (count === undefined) return [];
    const shown = rows.filter((row) => row.kind === kind);
    return [
      [
        `${title}: ${count}`,
        ...shown.map((row) => `    ${rowText(row)}`),
        ...(count > shown.length ? [`    … and ${count - shown.length} more`] : []),
      ].join('\n'),
    ];
  });
  return [head, ...groups].join('\n\n');
}

const rowText = ({ request, requester, was, would }: Row): string =>
  `${new Date(request.createdAt).toISOString().slice(0, 10)} ${requester.name} (${requester.id}), ${request.target.id}: ${was} → ${would}`;

const valueOf = ({ requests, alike, gone, counts, rows }: Tally) => ({
  requests,
  alike,
  gone,
  otherwise: Object.fromEntries(counts),
  list: rows.map(({ request, kind, was, would }) => ({
    request: request.id,
    at: request.createdAt,
    person: request.requester,
    item: request.target.id,
    duration: request.duration,
    state: request.state,
    kind,
    was,
    would,
  })),
});
