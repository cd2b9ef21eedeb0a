import { describe, expect, it } from 'vitest';
import type { Fault } from './fault.ts';
import { parsePolicy } from './parse.ts';

/** The small file with one more rule, on line 7. */
const ruled = (rule: string, before = ''): string => `apps:
  db:
    name: DB
    connector: scim
    entitlements: { read: { name: DB read, description: Look., risk: low, owners: [carla] } }
rules:
${before}  - { name: a, because: So., when: { items: [db/read] }, ${rule} }
  - { name: rest, because: So., refuse: No. }
`;
const glass = 'break_glass: { tell: owner, review: { group: security } }';

const tell = ({ code, line, column, message, hint }: Fault): string =>
  `${code} ${line}:${column} ${message}${hint === undefined ? '' : ` | ${hint}`}`;
function told(text: string): { readonly is: string; readonly says: readonly string[] } {
  const parsed = parsePolicy(text);
  return {
    is: parsed.is,
    says: (parsed.is === 'faults' ? parsed.faults : parsed.warnings).map(tell),
  };
}

describe('a rule that breaks glass', () => {
  it('becomes a route of its own', () => {
    const parsed = parsePolicy(
      ruled('break_glass: { tell: [owner, { person: raj }], review: { group: security } }'),
    );
    expect(parsed).toMatchObject({
      is: 'policy',
      warnings: [],
      policy: {
        rules: [
          {
            route: {
              kind: 'break_glass',
              tell: [{ by: 'owner' }, { by: 'person', person: 'raj' }],
              review: [{ by: 'group', group: 'security' }],
            },
          },
          {},
        ],
      },
    });
  });

  it.each<[string, string, string, string?]>([
    [
      'five hours',
      `${glass}, max: 5h`,
      'E-POL-RULE 7:122 “a” breaks glass for 5 h; 4 h is the most | an emergency is shorter: whoever needs more asks for it meanwhile',
    ],
    [
      'extensions',
      `${glass}, extensions: { times: 1, most: 1h }`,
      'E-POL-RULE 7:117 “a”: access through broken glass cannot be extended | remove extensions',
    ],
    [
      'a deadline',
      `${glass}, deadline: 1h`,
      'E-POL-RULE 7:117 “a”: nobody is asked where glass is broken, so there is no deadline | remove deadline',
    ],
    ['an approval too', `${glass}, approve: manager`, 'decides more than once, by approve and break_glass'],
    ['nobody to review', 'break_glass: { tell: owner, review: [] }', 'E-POL-PARSE'],
    ['a misspelt word', 'break_glass: { tel: owner, review: owner }', 'did you mean “tell”?'],
    [
      'nobody but the person to review',
      'break_glass: { tell: owner, review: { person: raj } }',
      'nobody reviews what raj does under “a”: nobody reviews themselves | name somebody else, or a group',
      ', person: { id: [raj] }',
    ],
  ])('with %s is refused, at its place', (_what, ...[rule, says, who = '']) => {
    const text = ruled(rule).replace('items: [db/read] }', `items: [db/read]${who} }`);
    const { is, says: said } = told(text);
    expect(is).toBe('faults');
    expect(said.join('\n')).toContain(says);
  });

  it('for more than an hour is warned of', () => {
    expect(told(ruled(`${glass}, max: 2h`))).toMatchObject({
      is: 'policy',
      says: [
        expect.stringContaining('breaks glass for 2 h, which is long for access that nobody decided about'),
      ],
    });
  });

  it('is not hidden by rules about asking, nor hides them; a refusal above it hides it', () => {
    const above = (rule: string) => `  - { name: b, because: So., when: { items: [db/read] }, ${rule} }\n`;
    expect(told(ruled(glass, above('approve: auto')))).toEqual({ is: 'policy', says: [] });
    expect(told(ruled('approve: owner', above(glass)))).toEqual({ is: 'policy', says: [] });
    for (const earlier of ['refuse: No.', glass])
      expect(told(ruled(glass, above(earlier))).says).toEqual([
        expect.stringContaining('the rule “a” is never reached: everything it matches is decided by “b”'),
      ]);
  });

  it('is no answer to all the rest', () => {
    const file = ruled(glass).replace('refuse: No.', glass);
    expect(told(file).says.join('\n')).toContain('the last rule must match everything');
  });
});
