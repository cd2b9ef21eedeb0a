// A policy as a file of five ordered rules for each entitlement, whose conditions differ from one entitlement to the next.
import { stringify } from 'yaml';

/** What the five rules of one entitlement turn on. Lengths in seconds, hours by the clock of who asks, letters of the reason. */
export type Terms = {
  readonly id: string;
  readonly risk: 'low' | 'high';
  readonly tags: readonly string[];
  readonly department: string;
  readonly longest: number;
  readonly rota: string;
  readonly opens: number;
  readonly closes: number;
  readonly letters: number;
};

export const departments = ['Payments', 'Support', 'Sales', 'Legal', 'Data', 'Design', 'Finance', 'Platform'];
export const owner = 'olga';
export const manager = 'mona';

const termsOf = (at: number): Terms => ({
  id: `ledger/e${at}`,
  risk: at % 2 === 0 ? 'low' : 'high',
  tags: at % 2 === 0 ? ['internal'] : ['internal', 'pii'],
  department: departments[at % departments.length] ?? '',
  longest: 4 * 3_600 + at,
  rota: `oncall-${at}`,
  opens: 7 + (at % 2),
  closes: 18 + (at % 2),
  letters: 20 + (at % 2),
});

/** The terms of so many entitlements, whose ids follow from their place. */
export const termsOfAll = (entitlements: number): readonly Terms[] =>
  Array.from({ length: entitlements }, (_, at) => termsOf(at));

/** Of the five rules, in order, what a match leads to. */
export const routes = ['auto', 'auto', 'refuse', 'ask', 'ask'] as const;
export const ruleName = (id: string, number: number): string => `${id} rule ${number}`;

/** The last rule of all, which refuses what no other took: a file must have one. */
export const theRest = 'the rest';

/** The five conditions of one entitlement in CEL, in the order of the rules. */
export const conditionsOf = (terms: Terms): readonly string[] => [
  `entitlement.risk == "low" && person.department == "${terms.department}" && request.duration <= duration("${terms.longest}s")`,
  `"${terms.rota}" in person.groups`,
  `person.attributes["employment"] == "contractor" && (context.hour < ${terms.opens} || context.hour >= ${terms.closes})`,
  `"pii" in entitlement.tags && !("data-trained" in person.groups)`,
  `size(request.reason) >= ${terms.letters}`,
];

/** The text of an `access.yml` with these entitlements and five rules for each. */
export const rulebook = (all: readonly Terms[]): string =>
  stringify({
    apps: {
      ledger: {
        name: 'Ledger',
        connector: 'manual',
        owners: [owner],
        entitlements: Object.fromEntries(all.map((terms, at) => [`e${at}`, entitlementOf(terms)])),
      },
    },
    rules: [
      ...all.flatMap((terms) =>
        conditionsOf(terms).map((condition, number) => ({
          name: ruleName(terms.id, number),
          when: { items: [terms.id], if: condition },
          ...ways[number],
          because,
        })),
      ),
      { name: theRest, refuse: 'Say more about why you need it.', because },
    ],
  });

const because = 'The ledger holds what customers trust us with.';

const entitlementOf = ({ id, risk, tags }: Terms) => ({
  name: `Ledger ${id}`,
  description: 'Look at the ledger.',
  risk,
  tags,
  max: '30d',
});

const ways = [
  { approve: 'auto' },
  { approve: 'auto' },
  { refuse: 'Contractors get this in working hours only.' },
  { approve: 'owner' },
  { approve: 'manager' },
];
