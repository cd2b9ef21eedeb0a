// What people see of broken glass: what it would mean before, and who was told and what was found after.

import type { GlassPreview } from '../domain/answers.ts';
import { breakGlass } from '../domain/break-glass.ts';
import type { Called } from '../domain/called.ts';
import type { Target } from '../domain/catalogue.ts';
import { debtRefusal } from '../domain/decide/glass-debt.ts';
import { asking } from '../domain/decide/submit-request.ts';
import type { GrantEnd } from '../domain/grant.ts';
import type { PersonId } from '../domain/ids.ts';
import { hour, minute } from '../domain/instant.ts';
import type { Item } from '../domain/item.ts';
import { findItem } from '../domain/item.ts';
import type { Look } from '../domain/look.ts';
import type { Person } from '../domain/person.ts';
import type { Request } from '../domain/request.ts';
import { matchRule } from '../domain/route.ts';
import type { Task } from '../domain/task.ts';
import type { RequestView, ReviewView } from '../domain/views.ts';
import { glassDebtOf, glassDirectory, reviewersOf } from './glass-facts.ts';
import { called, named } from './named.ts';
import type { Circumstances } from './request-facts.ts';
import { searchItems } from './search.ts';
import type { Read } from './store.ts';

const usual = [15 * minute, 30 * minute, hour, 2 * hour, 4 * hour];
const shortest = 15 * minute;

/** The questions of `Look` about breaking glass. */
export const glassLook = (
  read: Read,
  moment: () => Circumstances,
): Pick<Look, 'breakable' | 'glass' | 'glassDebt'> => ({
  breakable: (person, query, limit) => breakableItems(read, person, { query, limit, moment: moment() }),
  glass: (person, target) => previewGlass(read, person, { target, moment: moment() }),
  async glassDebt(person) {
    const debt = await glassDebtOf(read, person.id, moment());
    return debt && debtRefusal(debt);
  },
});

/** Items whose first rule for breaking glass lets this person do so, if only for a quarter of an hour. */
async function breakableItems(
  read: Read,
  person: Person,
  ask: { readonly query: string; readonly limit: number; readonly moment: Circumstances },
): Promise<readonly Item[]> {
  const policy = (await read.currentPolicy())?.policy;
  if (policy?.rules.some((rule) => rule.route.kind === 'break_glass') !== true) return [];
  const held = await read.liveGrantsOf(person.id);
  const question = asking(person, { duration: shortest, reason: '' }, { held, moment: ask.moment });
  const { query } = ask;
  return searchItems(policy, person, { query, limit: Number.MAX_SAFE_INTEGER })
    .filter(
      (item) => matchRule(policy, item, { ...question, breaksGlass: true })?.route.kind === 'break_glass',
    )
    .slice(0, ask.limit);
}

/** Who would be told, who would review it, and how long it may last. Undefined for what this person may not know of. */
async function previewGlass(
  read: Read,
  person: Person,
  ask: { readonly target: Target; readonly moment: Circumstances },
): Promise<GlassPreview | undefined> {
  const policy = (await read.currentPolicy())?.policy;
  const item = policy && findItem(policy, ask.target, person);
  if (policy === undefined || item === undefined) return undefined;
  const held = await read.liveGrantsOf(person.id);
  const at = async (duration: number) => {
    const question = asking(person, { duration, reason: '' }, { held, moment: ask.moment });
    const directory = await glassDirectory(read, policy, { item, ask: question });
    return { directory, verdict: breakGlass(policy, item, { ...question, directory }) };
  };
  const lengths = [...new Set([...usual, item.maxDuration])].sort((a, b) => a - b);
  const durations = [];
  for (const length of lengths) {
    const { verdict } = await at(length);
    if (verdict.is === 'opens' && length <= verdict.maxDuration) durations.push(length);
  }
  const { verdict, directory } = await at(durations.at(-1) ?? shortest);
  if (verdict.is === 'refuse') return { item, durations, is: 'refuse', refusal: verdict.refusal };
  const names = (people: readonly { readonly person: PersonId }[]) =>
    people.map((one) => directory.person(one.person)?.name ?? one.person);
  return {
    item,
    durations,
    is: 'opens',
    because: verdict.rule.because,
    told: names(verdict.told),
    channels: verdict.channels,
    reviewers: names(verdict.reviewers),
    conflicts: verdict.conflicts.map((one) => one.name),
  };
}

/** The part of a request's view that tells of broken glass; empty for every other request. */
export async function brokenView(
  read: Read,
  request: Request,
  moment: Circumstances,
): Promise<Pick<RequestView, 'broken'>> {
  const { broken } = request;
  if (broken === undefined) return {};
  const review = broken.task === undefined ? undefined : await read.task(broken.task);
  const isOpen = review === undefined || review.state === 'open';
  const reviewers = isOpen
    ? (await reviewersOf(read, request, moment)).map((one) => one.person)
    : review.fulfillers;
  const by = review === undefined || review.state === 'open' ? undefined : review.by;
  const early = (await read.grantsOfRequest(request.id)).find(
    (grant) => 'end' in grant && grant.end.why === 'revoked',
  );
  return {
    broken: {
      told: await calledAll(
        read,
        broken.told.map((one) => one.person),
      ),
      reviewers: await calledAll(read, reviewers),
      review,
      reviewedBy: await namedUnlessPart(read, by),
      endedEarlyBy: await namedUnlessPart(
        read,
        early !== undefined && 'end' in early ? early.end.by : undefined,
      ),
    },
  };
}

/** A review as it is shown: the whole request whose glass was broken. */
export async function reviewView(
  read: Read,
  task: Task,
  view: (request: Request) => Promise<RequestView | undefined>,
): Promise<ReviewView | undefined> {
  const grant = await read.grant(task.grant);
  const request = grant && (await read.request(grant.request));
  const about = request && (await view(request));
  return about && { kind: 'review', task, about };
}

async function calledAll(read: Read, ids: readonly PersonId[]) {
  const people: (Called & { readonly person: PersonId })[] = [];
  for (const id of ids) people.push({ person: id, ...(await called(read, id)) });
  return people;
}

/** Undefined for nobody, and for a part of Hallpass. */
const namedUnlessPart = async (read: Read, by: GrantEnd['by'] | undefined) =>
  by === undefined || by === 'clock' || by === 'worker' || by === 'policy' ? undefined : named(read, by);
