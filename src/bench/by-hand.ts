// The limit: what a programmer would write who knows all rules beforehand. No conditions to read, no reasons, nobody to look up.
import { wallTime, zoneOf } from '../domain/zone.ts';
import type { Answer, Decide, Question } from './questions.ts';
import type { Terms } from './rulebook.ts';
import { routes, ruleName, theRest } from './rulebook.ts';

/** The five rules of each entitlement as plain predicates, found by its id. */
export function byHand(all: readonly Terms[]): Decide {
  const books = new Map<string, readonly { readonly holds: Predicate; readonly answer: Answer }[]>(
    all.map((terms) => [
      terms.id,
      predicatesOf(terms).map((holds, number) => ({
        holds,
        answer: { rule: ruleName(terms.id, number), route: routes[number] ?? 'refuse' },
      })),
    ]),
  );
  return (question) => {
    for (const { holds, answer } of books.get(question.target.id) ?? []) if (holds(question)) return answer;
    return none;
  };
}

type Predicate = (question: Question) => boolean;

const none: Answer = { rule: theRest, route: 'refuse' };

const predicatesOf = (terms: Terms): readonly Predicate[] => [
  ({ requester, duration }) =>
    terms.risk === 'low' && requester.department === terms.department && duration <= terms.longest,
  ({ requester }) => requester.groups.includes(terms.rota),
  ({ requester, now }) => {
    if (requester.attributes['employment'] !== 'contractor') return false;
    const { hour } = wallTime(now, zoneOf(requester));
    return hour < terms.opens || hour >= terms.closes;
  },
  ({ requester }) => terms.tags.includes('pii') && !requester.groups.includes('data-trained'),
  ({ reason }) => reason.length >= terms.letters,
];
