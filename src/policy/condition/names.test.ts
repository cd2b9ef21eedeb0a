import { describe, expect, it } from 'vitest';
import { namesIn } from './names.ts';

describe('what a condition reads', () => {
  it.each([
    [
      'person.department == "x" && person.department != requester.department',
      ['person.department', 'requester.department'],
    ],
    [
      'has(person.attributes.team) || person.attributes["cost center"] == "1"',
      ['person.attributes.team', 'person.attributes.cost center'],
    ],
    [
      'person.groups.exists(g, g in entitlement.tags && holds("db/read"))',
      ['person.groups', 'entitlement.tags', 'holds:db/read'],
    ],
    ['holds("a/b") && !holds("a/b") && holds("c/" + app.id)', ['holds:a/b', 'app.id']],
    ['person.groups[context.hour] == "x"', ['person.groups', 'context.hour']],
    ['context.now.getHours("Europe/Berlin") < 8', ['context.now']],
    ['["a"].all(g, person.groups.exists(h, g == h))', ['person.groups']],
    ['person.id == ', []],
    ['('.repeat(10_000), []],
  ])('%s', (text, names) => {
    expect(namesIn(text)).toEqual(names);
  });
});
