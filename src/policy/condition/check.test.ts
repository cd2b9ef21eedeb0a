import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkCondition } from './check.ts';
import type { ConditionKind } from './profile.ts';
import { callable, variablesOf } from './profile.ts';
import { misshapen } from './shape.ts';

/** Each fault as “offset message | hint”. */
const faults = (text: string, kind: ConditionKind = 'rule'): readonly string[] =>
  checkCondition(text, kind).map(
    ({ offset, message, hint }) => `${offset} ${message}${hint === undefined ? '' : ` | ${hint}`}`,
  );

describe('what a condition may say', () => {
  it.each([
    'person.department == "Finance"',
    'entitlement.risk in ["high", "critical"] && request.duration > duration("8h")',
    'person.groups.exists(g, g.startsWith("payments-"))',
    'person.groups.all(g, entitlement.tags.exists(t, t != g))',
    'has(person.attributes.team) && person.attributes["cost center"] == "4711"',
    'context.hour < 8 || context.hour >= 18 || context.weekday in ["saturday", "sunday"]',
    'request.start + duration("1h") > context.now && context.now.getHours("Europe/Berlin") >= 8',
    're2(request.reason, "PAY-[0-9]+") && !holds("db/write")',
    'size(request.reason) >= 20 ? true : requester.id == person.manager',
    '// who\n person . id == "ann"',
  ])('%s', (text) => {
    expect(faults(text)).toEqual([]);
  });

  it('approver is there only where approvers are chosen', () => {
    expect(faults('approver.id != requester.id', 'approver')).toEqual([]);
    expect(faults('approver.id != requester.id')).toEqual([
      '0 “approver” is not known here | known: person, requester, entitlement, bundle, app, request, context',
    ]);
  });

  it('a birthright sees the person and nothing else', () => {
    expect(faults('person.department == "Finance"', 'birthright')).toEqual([]);
    expect(faults('request.ticket == ""', 'birthright')).toEqual([
      '0 “request” is not known here | known: person',
    ]);
    expect(faults('holds("db/read")', 'birthright')[0]).toMatch(/^0 holds\(\) is not known here/);
  });
});

describe('what is wrong is said with its place', () => {
  it.each([
    ['person.deparment == "x"', '7 person has no field “deparment” | did you mean “department”?'],
    ['persn.id == "x"', '0 there is no “persn” | did you mean “person”?'],
    ['has(request.feilds.env)', '12 request has no field “feilds” | did you mean “fields”?'],
    ['person.id', '0 a condition must be true or false, this one is a value of type string'],
    [
      '[person].exists(p, p.id == "x")',
      '1 “person” is no value of its own | name a field, for example person.id',
    ],
    ['person.groups + entitlement.tags == ["a"]', '0 lists cannot be added | ask each of them'],
    ['person.id == 3', '0 no such overload: string == int'],
    ['1 == 1 &&', '9 Unexpected token: the end of the text'],
    ['   ', '0 the condition is empty'],
    ['1 == 1 && person.name.matches("a")', '22 conditions have no method “matches” | use re2(text, pattern)'],
    ['matches(person.name, "a")', '0 conditions have no function “matches” | use re2(text, pattern)'],
    ['re2(person.name, "(")', '17 error parsing regexp: missing closing ): `(`'],
    ['re2(person.name, person.id)', '24 the pattern of re2() must be a text, so that it can be checked now'],
    ['request.duration < duration("8x")', '28 “8x” is not a length of time such as 1h30m'],
    [
      'context.now > timestamp("2025-02-30T00:00:00Z")',
      '24 “2025-02-30T00:00:00Z” is not a time such as 2026-11-25T09:00:00Z',
    ],
    ['context.now.getHours("Berlin") > 8', '21 “Berlin” is not a time zone such as Europe/Berlin'],
    [
      'duration("1h") + context.now == context.now',
      '0 no such overload: google.protobuf.Duration == google.protobuf.Timestamp',
    ],
    [
      'duration("1h") + context.now < duration("1h")',
      '0 a length of time is added to a time, not the other way round | write time + duration',
    ],
    [
      'has(person.department)',
      '11 has() asks for a key of attributes or fields, for example has(person.attributes.team) | person.department is always there: compare it with ""',
    ],
    [
      'person.groups.exists(person, true)',
      '21 “person” already means something else here | take another name',
    ],
    [
      'person.groups.map(g, g) == person.groups',
      '14 conditions have no method “map” | use exists() or all()',
    ],
  ])('%s', (text, fault) => {
    expect(faults(text)).toEqual([fault]);
  });

  it('several faults come in the order of the text', () => {
    expect(
      faults('person.nam == "a" && entitlement.rsk == "b" && x').map((fault) => fault.split(' ', 1)[0]),
    ).toEqual(['7', '33', '47']);
  });
});

describe('what could do harm is refused', () => {
  it.each([
    ['a text of 5 MB', `person.id == "${'x'.repeat(5_000_000)}"`],
    ['10,000 parentheses', `${'('.repeat(10_000)}true${')'.repeat(10_000)}`],
    ['20,000 !', `${'!'.repeat(20_000)}true`],
    ['as many ( as fit', `${'('.repeat(2_040)}true${')'.repeat(2_040)}`],
    ['as many ! as fit', `${'!'.repeat(4_000)}true`],
    ['as many ! as fit, with blanks and comments', `${'! //\n'.repeat(600)}true`],
    ['as many ? as fit', `${'true ? '.repeat(290)}true${' : true'.repeat(290)}`],
    ['as many + as fit', `${'1+'.repeat(2_000)}1 > 0`],
    ['as many [ as fit', `${'['.repeat(2_000)}${']'.repeat(2_000)} == []`],
    ['as many . as fit', `person${'.a'.repeat(2_000)} == "b"`],
  ])('%s, at once', (_name, text) => {
    const before = performance.now();
    expect(checkCondition(text, 'rule')).toHaveLength(1);
    expect(performance.now() - before).toBeLessThan(200);
  });

  it('four nested all', () => {
    const four =
      'person.groups.all(a, person.groups.all(b, person.groups.all(c, person.groups.all(d, true))))';
    expect(faults(four)).toEqual([
      '42 a macro may stand in the body of another, but not deeper | split the condition',
    ]);
  });

  it.each([
    'person.__proto__ == "x"',
    'person.constructor == "x"',
    '__proto__ == "x"',
    'person["id"] == "x"',
    'person[request.ticket] == "x"',
    'constructor == "x"',
    'google.protobuf.Timestamp == int',
    'dyn(person.id) == 1',
    'cel.bind(x, 1, x == 1)',
    'own_timestamp("2025-01-01T00:00:00Z") == context.now',
    'type(person.id) == string',
    '1.5 > 1.0',
    'b"a" == b"a"',
    '1u == 1u',
    'null == null',
    '[][0] == 1',
    '[].exists(x, x == 1)',
    '{"a": 1} == {"a": 1}',
    '9223372036854775808 > 1',
    'person.groups.filter(g, true) == []',
    'person.name.split("") == []',
  ])('%s', (text) => {
    expect(checkCondition(text, 'rule').length).toBeGreaterThan(0);
  });

  it('too many signs are seen before they are parsed', () => {
    expect(misshapen(`${'!'.repeat(4_000)}true`)?.offset).toBe(64);
    expect(misshapen(`${'- '.repeat(65)}1 < 2`)?.offset).toBe(128);
    expect(misshapen(`${'('.repeat(65)}true`)?.offset).toBe(64);
    expect(misshapen(`person.id == "${'!'.repeat(4_000)}"`)).toBeUndefined();
  });

  it('64 levels and a chain of 300 || are fine', () => {
    expect(faults(`${'('.repeat(64)}true${')'.repeat(64)}`)).toEqual([]);
    expect(faults(`${'!'.repeat(63)}true`)).toEqual([]);
    expect(faults(Array(300).fill('holds("a")').join('||'))).toEqual([]);
    expect(
      faults(
        'person.id == "((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((("',
      ),
    ).toEqual([]);
  });
});

describe('docs/conditions.md', () => {
  const page = readFileSync(new URL('../../../docs/conditions.md', import.meta.url), 'utf8');

  it('gives examples that are sound', () => {
    const examples = /```\n([^`]+)```/.exec(page)?.[1]?.trim().split('\n') ?? [];
    expect(examples).toHaveLength(6);
    expect(examples.flatMap((example) => faults(example))).toEqual([]);
  });

  it('names every variable, field and function', () => {
    const fields = Object.values(variablesOf.approver).flatMap((one) => Object.keys(one));
    const names = [
      ...Object.keys(variablesOf.approver),
      ...fields,
      ...callable.functions,
      ...callable.methods,
    ];
    expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(page))).toEqual([]);
  });
});
