// Sources of approvers that have to be looked up: who is on call, whom a condition chooses, who is in a user group in Slack.
import { chooser } from '../domain/chosen.ts';
import type { Item } from '../domain/item.ts';
import { onCallIn } from '../domain/on-call.ts';
import type { Person } from '../domain/person.ts';
import type { ApproverSpec, Policy, SoughtSpec } from '../domain/policy.ts';
import type { Ask } from '../domain/route.ts';
import { isStale } from '../domain/user-group.ts';
import type { Read } from './store.ts';

/** What people are sought for: one question about one item. The schedules of `policy` say who is on call. */
export type Quest = { readonly policy: Policy; readonly item: Item; readonly ask: Ask };

/** Looks up each source once. What is found stands under `wordFor` it. */
export async function lookUp(
  read: Read,
  specs: readonly ApproverSpec[],
  quest: Quest,
): Promise<ReadonlyMap<string, readonly Person[]>> {
  const found = new Map<string, readonly Person[]>();
  for (const spec of specs)
    if (isSought(spec) && !found.has(wordFor(spec)))
      found.set(wordFor(spec), await peopleOf(read, spec, quest));
  return found;
}

/** A source as a key. */
export function wordFor(spec: SoughtSpec): string {
  switch (spec.by) {
    case 'on_call':
      return `on_call ${spec.schedule}`;
    case 'people':
      return `people ${spec.condition}`;
    case 'user_group':
      return `user_group ${spec.handle}`;
  }
}

const isSought = (spec: ApproverSpec): spec is SoughtSpec =>
  spec.by === 'on_call' || spec.by === 'people' || spec.by === 'user_group';

async function peopleOf(read: Read, spec: SoughtSpec, quest: Quest): Promise<readonly Person[]> {
  switch (spec.by) {
    case 'on_call': {
      const id = onCallIn(quest.policy.onCall, spec.schedule, quest.ask.now);
      return id === undefined ? [] : read.people([id]);
    }
    case 'people':
      return chosenFrom(read, chooser(spec.condition, quest));
    case 'user_group':
      return isStale(await read.userGroups(), quest.ask.now) ? [] : read.peopleInUserGroup(spec.handle);
  }
}

const pageSize = 200;
/** The event loop goes on after this long, whatever the size of the company; 10,000 people take about a quarter of a second in all. */
const breathMs = 5;
/** A condition that takes longer over a whole company finds nobody: an approver is never chosen by half of a search. */
const longestMs = 2_000;

/** Everybody in the company is asked about, page by page; whoever else wants the event loop gets it in between. */
async function chosenFrom(read: Read, isChosen: (person: Person) => boolean): Promise<readonly Person[]> {
  const found: Person[] = [];
  const end = performance.now() + longestMs;
  let last = performance.now();
  for (let after = ''; ; ) {
    const page = await read.listPeople({ after, limit: pageSize });
    for (const person of page) {
      if (isChosen(person)) found.push(person);
      if (performance.now() - last < breathMs) continue;
      if (performance.now() > end) return [];
      await new Promise((resolve) => setImmediate(resolve));
      last = performance.now();
    }
    after = page.at(-1)?.id ?? '';
    if (page.length < pageSize) return found;
  }
}
