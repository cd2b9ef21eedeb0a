// What people of a worldwide company ask the policy at one moment, and how an answer is written so that engines can be compared.
import type { Target } from '../domain/catalogue.ts';
import { entitlementId, personId } from '../domain/ids.ts';
import type { Person } from '../domain/person.ts';
import type { Verdict } from '../domain/route.ts';
import type { Terms } from './rulebook.ts';
import { departments, manager, owner } from './rulebook.ts';
import { seeded } from './seeded.ts';

/** A plain request: whatever an engine needs in another form it has to make of this, inside the measure. */
export type Question = {
  readonly target: Target & { readonly kind: 'entitlement' };
  readonly requester: Person;
  /** Seconds. */
  readonly duration: number;
  /** Letters of ASCII only, so that every way of counting them agrees. */
  readonly reason: string;
  readonly now: number;
};

export type Answer = { readonly rule: string; readonly route: Verdict['is'] };
export type Decide = (question: Question) => Answer;

const now = Date.UTC(2030, 0, 15, 10, 30);
const zones = [
  'UTC',
  'Europe/Vienna',
  'America/New_York',
  'America/Los_Angeles',
  'Asia/Tokyo',
  'Asia/Kolkata',
];

/** The same for the same number of entitlements; how often each of the five rules is met does not depend on it. */
export function questionsAbout(all: readonly Terms[], count: number): readonly Question[] {
  const random = seeded(7);
  return Array.from({ length: count }, (_, at) => {
    const terms = all[at % all.length];
    if (terms === undefined) throw new Error('There is nothing to ask for.');
    const groups = [
      'everybody',
      ...(random(10) < 2 ? [terms.rota] : []),
      ...(random(2) === 0 ? ['data-trained'] : []),
    ];
    return {
      target: { kind: 'entitlement', id: entitlementId(terms.id) },
      requester: {
        ...someone(`p${at}`),
        department: departments[random(departments.length)] ?? '',
        groups,
        attributes: {
          employment: random(3) === 0 ? 'contractor' : 'employee',
          timezone: zones[random(zones.length)] ?? '',
        },
      },
      duration: 3_600 * (1 + random(8)),
      reason: 'Closing the quarter with the auditors'.slice(0, 10 + random(28)),
      now,
    };
  });
}

export const deciders: readonly Person[] = [someone(owner), someone(manager)];

function someone(id: string): Person {
  return {
    id: personId(id),
    version: 1,
    email: `${id}@bench.example`,
    name: id,
    manager: personId(manager),
    department: 'Payments',
    title: 'Clerk',
    location: 'Vienna',
    status: 'active',
    groups: [],
    attributes: {},
  };
}
