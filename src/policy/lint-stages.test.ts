import { describe, expect, it } from 'vitest';
import type { Fault } from './fault.ts';
import { parsePolicy } from './parse.ts';

/** Routes begin on line 6, rules after them. */
function file(routes: readonly string[], more = ''): string {
  const section = routes.length === 0 ? '' : `routes:\n${routes.map((one) => `  ${one}\n`).join('')}`;
  return `apps:
  db:
    name: DB
    connector: scim
    entitlements: { read: { name: DB read, description: Look., risk: low } }
${section}${more}rules:
  - { name: rest, because: So., refuse: No. }
`;
}

/** The small file with one more rule, on line 7. */
const ruled = (rule: string, more = ''): string =>
  file([], more).replace(
    'rules:\n',
    `rules:\n  - { name: a, because: So., when: { risk: [low] }, ${rule} }\n`,
  );
const staged = (stages: string, more = ''): string => ruled(`stages: ${stages}`, more);

const tell = ({ code, line, column, message, hint }: Fault): string =>
  `${code} ${line}:${column} ${message}${hint === undefined ? '' : ` | ${hint}`}`;

/** The one fault of a file that is refused for it. */
function only(text: string): string {
  const parsed = parsePolicy(text);
  expect(parsed.is).toBe('faults');
  const [fault, ...others] = parsed.is === 'faults' ? parsed.faults : [];
  expect(others).toEqual([]);
  return fault === undefined ? '' : tell(fault);
}
const isGood = (text: string): void =>
  expect(parsePolicy(text)).toMatchObject({ is: 'policy', warnings: [] });

describe('a route that is not there', () => {
  it.each([
    [
      'by a rule',
      ruled('approve: { route: secruity }').replace(
        'rules:',
        'routes: { security: [{ ask: manager }] }\nrules:',
      ),
      'E-POL-NAME 8:71 no route is called “secruity” | did you mean “security”?',
    ],
    [
      'by a step',
      staged('[{ ask: manager, after: { 1h: { route: other } } }]'),
      'E-POL-NAME 7:100 no route is called “other”',
    ],
    [
      'by a name every object has',
      ruled('approve: { route: constructor }'),
      'E-POL-NAME 7:71 no route is called “constructor”',
    ],
    [
      'by an exception',
      file(
        [],
        'separation_of_duties: [{ name: s, because: So., between: [[db/read], [db/write]], exception: { route: x, most: 1h } }]\n',
      ).replace('{ read:', '{ write: { name: W, description: W., risk: low }, read:'),
      'E-POL-NAME 6:103 no route is called “x”',
    ],
  ])('is named %s', (_, text, says) => expect(only(text)).toBe(says));
});

describe('routes in a circle', () => {
  const to = (name: string, next: string) => `${name}: [{ ask: manager, after: { 1h: { route: ${next} } } }]`;

  it('are named, with the step that closes it', () => {
    expect(only(file([to('a', 'b'), to('b', 'c'), to('c', 'b')]))).toBe(
      'E-POL-CYCLE 9:45 the steps of these routes lead in a circle: “b” → “c” → “b” | let one of them end in another way',
    );
  });

  it('can be one that leads to itself', () => {
    expect(only(file([to('a', 'a')]))).toContain(
      'E-POL-CYCLE 7:45 the steps of these routes lead in a circle: “a” → “a”',
    );
  });

  it('are told by their beginning where they are long', () => {
    const chain = Array.from({ length: 30 }, (_, at) => to(`r${at}`, `r${(at + 1) % 30}`));
    expect(only(file(chain))).toContain('“r0” → “r1” → “r2” → “r3” → “r4” → “r5” → “r6” → “r7” → “…” → “r0”');
  });

  it('are none where two ways meet again', () => {
    const fork =
      'a: [{ ask: manager, after: { 1h: { route: b } } }, { ask: manager, after: { 1h: { route: c } } }]';
    isGood(file([fork, to('b', 'd'), to('c', 'd'), 'd: [{ ask: manager }]']));
  });

  it('are told a hundred times, and no more, where there are thousands', () => {
    const back = (at: number) =>
      `r${at}: [{ ask: manager, after: { 1h: { route: r${at + 1} }, 2h: { route: r0 } } }]`;
    const parsed = parsePolicy(
      file([...Array.from({ length: 3_000 }, (_, at) => back(at)), to('r3000', 'r0')]),
    );
    const codes = parsed.is === 'faults' ? parsed.faults.map((fault) => fault.code) : [];
    expect(codes).toEqual(Array.from({ length: 100 }, () => 'E-POL-CYCLE'));
  });

  it('are looked for along a chain of thousands', () => {
    const chain = Array.from({ length: 10_000 }, (_, at) => to(`r${at}`, `r${at + 1}`));
    isGood(file([...chain, 'r10000: [{ ask: manager }]']));
  });
});

describe('a number of approvers', () => {
  it.each([
    [
      'ask: manager, need: 0',
      'E-POL-QUORUM 7:84 need: 0 asks nobody | write any, all or a whole number from 1',
    ],
    [
      'ask: manager, need: -1',
      'E-POL-QUORUM 7:84 need: -1 asks nobody | write any, all or a whole number from 1',
    ],
    [
      'need: 3, ask: [{ person: a }, { person: b }]',
      'E-POL-QUORUM 7:70 need: 3 can never be reached: the stage asks 2 people at most | ask more people, or need fewer',
    ],
    [
      'need: 2, ask: [{ person: a }, { person: a }]',
      'E-POL-QUORUM 7:70 need: 2 can never be reached: the stage asks one person at most | ask more people, or need fewer',
    ],
    [
      'need: 3, ask: manager, fallback: { person: a }',
      'E-POL-QUORUM 7:70 need: 3 can never be reached: the stage asks 2 people at most | ask more people, or need fewer',
    ],
    ['ask: owner, need: two', 'E-POL-PARSE 7:82 need must be any, all or a whole number from 1'],
    ['ask: owner, need: 1.5', 'E-POL-PARSE 7:82 need must be any, all or a whole number from 1'],
    ['ask: owner, ned: 1', 'E-POL-PARSE 7:76 unknown key “ned” | did you mean “need”?'],
  ])('“%s” is refused', (stage, says) => expect(only(staged(`[{ ${stage} }]`))).toBe(says));

  it.each([
    'need: 2, ask: [manager, { person: a }]',
    'need: 3, ask: [{ person: a }, { person: b }], fallback: { person: c }',
    'need: 3, ask: [{ person: a }, { group: g }]',
    'need: all, ask: { person: a }',
  ])('“%s” may be reached', (stage) => isGood(staged(`[{ ${stage} }]`)));
});

describe('a step', () => {
  const stage = 'ask: manager, after: { 2h: remind }';
  it.each([
    [
      'after the stage’s deadline',
      staged(`[{ deadline: 2h, ${stage} }]`),
      'E-POL-RULE 7:101 the step after 2h comes too late: the request expires first, by its deadline | make it earlier, or the deadline later',
    ],
    [
      'after the rule’s deadline',
      ruled(`deadline: 1h, stages: [{ ${stage} }]`),
      'E-POL-RULE 7:101 the step after 2h comes too late: the request expires first, by the deadline of the rule “a” | make it earlier, or the deadline later',
    ],
    [
      'after the company’s deadline',
      staged(`[{ ${stage} }]`, 'settings: { request_deadline: 90m }\n'),
      'E-POL-RULE 8:87 the step after 2h comes too late: the request expires first, by settings.request_deadline | make it earlier, or the deadline later',
    ],
    [
      'after a day, where nothing else is said',
      staged('[{ ask: manager, after: { 1d: remind } }]'),
      'E-POL-RULE 7:87 the step after 1d comes too late: the request expires first, by settings.request_deadline | make it earlier, or the deadline later',
    ],
    [
      'after the deadline of a rule that comes by another route',
      ruled('deadline: 1h, approve: { route: one }').replace(
        'rules:',
        `routes: { one: [{ ask: manager, after: { 30m: { route: two } } }], two: [{ ${stage} }] }\nrules:`,
      ),
      'E-POL-RULE 6:99 the step after 2h comes too late: the request expires first, by the deadline of the rule “a” | make it earlier, or the deadline later',
    ],
    [
      'before an earlier one',
      staged('[{ ask: manager, after: { 2h: remind, 1h: remind } }]'),
      'E-POL-RULE 7:99 the step after 1h stands behind the one after 2h | write steps in order of time, one at a time',
    ],
    [
      'at the time of another',
      staged('[{ ask: manager, after: { 60m: remind, 1h: remind } }]'),
      'E-POL-RULE 7:100 the step after 1h stands behind the one after 60m | write steps in order of time, one at a time',
    ],
    [
      'that skips the last stage',
      staged('[{ ask: owner }, { ask: manager, after: { 2h: skip } }]')
        .replace('connector: scim', 'connector: scim, owners: [bo]')
        .replace('connector: scim, owners: [bo]', 'connector: scim\n    owners: [bo]'),
      'E-POL-RULE 8:107 the last stage cannot be skipped: it would let the request pass undecided | escalate, or let the request expire',
    ],
    [
      'that skips the last stage of a route',
      file(['r: [{ ask: manager, after: { 2h: skip } }]']),
      'E-POL-RULE 7:36 the last stage cannot be skipped: it would let the request pass undecided | escalate, or let the request expire',
    ],
    [
      'at no time',
      staged('[{ ask: manager, after: { soon: remind } }]'),
      'E-POL-PARSE 7:87 “soon”: no length of time: write a length of time such as 30m, 8h or 7d',
    ],
    [
      'that does two things',
      staged('[{ ask: manager, after: { 1h: { route: r, escalate: owner } } }]'),
      'E-POL-PARSE 7:91 a step does one thing: escalate or route',
    ],
    [
      'that is misspelt',
      staged('[{ ask: manager, after: { 1h: remnid } }]'),
      'E-POL-PARSE 7:91 a step is remind, skip, { escalate: <approvers> } or { route: <name> } | did you mean “remind”?',
    ],
    [
      'with a misspelt key',
      staged('[{ ask: manager, after: { 1h: { escalte: owner } } }]'),
      'E-POL-PARSE 7:93 unknown key “escalte” | did you mean “escalate”?',
    ],
  ])('%s is refused', (_, text, says) => expect(only(text)).toBe(says));

  it('may skip a stage that another follows, and come just before the deadline', () => {
    isGood(staged('[{ ask: manager, deadline: 2h, after: { 1h: remind, 119m: skip } }, { ask: manager }]'));
  });

  it.each([
    ['skip', 'skip'],
    ['another route', '{ route: r }'],
  ])('never happens after %s, which is warned of', (_, end) => {
    const text = staged(`[{ ask: manager, after: { 1h: ${end}, 2h: remind } }, { ask: manager }]`).replace(
      'rules:',
      'routes: { r: [{ ask: manager }] }\nrules:',
    );
    const parsed = parsePolicy(text);
    expect(parsed.is === 'policy' && parsed.warnings.map((fault) => fault.message)).toEqual([
      'the step after 2h never happens: the one after 1h ends the stage',
    ]);
  });

  it('has as long as the rules that lead to its route give it', () => {
    isGood(
      ruled('deadline: 3d, approve: { route: r }').replace(
        'rules:',
        'routes: { r: [{ ask: manager, after: { 2d: remind } }] }\nrules:',
      ),
    );
  });

  it('has only as long as the strictest of the rules that lead to its route', () => {
    const waits = (name: string) => `${name}: [{ ask: manager, after: { 2d: remind } }]`;
    const jumps =
      'fork: [{ ask: manager, after: { 1h: { route: b } } }, { ask: manager, after: { 1h: { route: a } } }]';
    const text = (last: string) =>
      ruled('deadline: 3d, approve: { route: a }')
        .replace('rules:', `routes: { ${waits('a')}, ${waits('b')}, ${jumps} }\nrules:`)
        .replace('refuse: No.', last);
    isGood(text('deadline: 4d, approve: { route: fork }'));
    const parsed = parsePolicy(text('deadline: 47h, approve: { route: fork }'));
    expect(parsed.is === 'faults' && parsed.faults.map((fault) => fault.message)).toEqual(
      Array.from(
        { length: 2 },
        () =>
          'the step after 2d comes too late: the request expires first, by the deadline of the rule “rest”',
      ),
    );
  });
});
