import { describe, expect, it } from 'vitest';
import { aPerson, aScope } from './given.ts';
import { createJudge } from './judge.ts';

const judge = createJudge();
const judged = (text: string, scope = aScope()): string => {
  const found = judge(text, scope);
  return found.is === 'error' ? found.text : found.is;
};

describe('a condition is judged on what is asked', () => {
  it.each([
    ['person.department == "Finance" && requester.manager == "bo"', 'true'],
    ['request.duration <= duration("1h")', 'true'],
    ['request.duration < duration("60m")', 'false'],
    ['request.duration == duration("3600s")', 'true'],
    ['request.start == timestamp("2025-11-25T09:00:00+02:00")', 'true'],
    ['context.now - request.start == duration("0")', 'true'],
    ['request.start + request.duration == timestamp(1764057600)', 'true'],
    ['context.now.getHours("Europe/Berlin") == 8 && context.now.getHours() == 7', 'true'],
    [
      'context.now.getDayOfWeek("Pacific/Auckland") == 2 && context.now.getMinutes("Asia/Kolkata") == 30',
      'true',
    ],
    ['context.now.getHours("-05:30") == 1 && context.now.getMinutes("-05:30") == 30', 'true'],
    ['context.hour + 1 == 9 && context.weekday == "tuesday"', 'true'],
    ['"payments" in context.on_call && !("x" in context.on_call)', 'true'],
    ['person.groups.exists(g, g.endsWith("oncall")) && !person.groups.all(g, g == "staff")', 'true'],
    ['person.attributes.team == "ledger" && person.attributes["cost center"] == "4711"', 'true'],
    ['has(person.attributes.team) && !has(person.attributes.nope)', 'true'],
    ['has(person.attributes.constructor) || "toString" in person.attributes', 'false'],
    ['holds("db/write") && !holds(entitlement.id)', 'true'],
    ['re2(request.reason, "PAY-[0-9]+") && !re2(request.reason, "^PAY")', 'true'],
    ['bundle.id == "" && app.connector == "scim" && request.fields.env == "prod"', 'true'],
    ['size(person.groups) == 2 && person.groups[1] == "payments-oncall"', 'true'],
  ])('%s is %s', (text, answer) => {
    expect(judged(text)).toBe(answer);
  });

  it('the approver is seen where there is one', () => {
    const scope = aScope({ approver: aPerson({ id: 'cy', department: 'Audit' }) });
    expect(judged('approver.department != person.department', scope)).toBe('true');
    expect(judged('approver.id == "cy"')).toBe('Unknown variable: approver');
  });

  it('a clock change in the zone is not lost', () => {
    const at = Date.parse('2025-03-30T01:30:00Z');
    const scope = aScope({ context: { ...aScope().context, now: at } });
    expect(judged('context.now.getHours("Europe/Berlin") == 3', scope)).toBe('true');
    expect(judged('context.now.getHours("America/New_York") == 21', scope)).toBe('true');
  });

  it('what is held is asked of the scope at hand', () => {
    const nobody = aScope({ held: new Set() });
    expect([
      judged('holds("db/write")'),
      judged('holds("db/write")', nobody),
      judged('holds("db/write")'),
    ]).toEqual(['true', 'false', 'true']);
  });

  it('a key named __proto__ is a key like any other', () => {
    const attributes = JSON.parse('{"__proto__": "x"}');
    const scope = aScope({ person: aPerson({ attributes }) });
    expect(judged('person.attributes.__proto__ == "x"', scope)).toBe('true');
    expect(judged('has(person.attributes.__proto__)')).toBe('false');
  });
});

describe('what cannot be judged is an error, never thrown', () => {
  it.each([
    ['person.attributes.nope == "x"', 'No such key: nope'],
    ['9223372036854775807 + context.hour > 0', /overflow/],
    ['1 / (context.hour - 8) == 0', /division by zero/],
    ['person.groups[7] == "x"', /out of bounds/],
    ['duration(request.reason) > duration("1h")', /not a length of time/],
    ['context.now > timestamp("Tue Nov 25 2025 10:00")', /not a time/],
    ['context.now.getHours(person.location) > 1', '“Berlin” is not a time zone such as Europe/Berlin'],
    ['person.id', /must be true or false/],
    ['(((', /end of the text/],
    ['__proto__', /Reserved/],
  ])('%s', (text, reason) => {
    expect(judged(text)).toMatch(reason);
  });

  it('|| and && need only the side that decides', () => {
    expect(judged('person.attributes.nope == "x" || person.id == "ann"')).toBe('true');
    expect(judged('person.attributes.nope == "x" && person.id == "bo"')).toBe('false');
    expect(judged('person.attributes.nope == "x" || person.id == "bo"')).toBe('No such key: nope');
  });

  it('a missing value is an error, not a guess', () => {
    const context = { ...aScope().context, now: Number.NaN };
    expect(judge('context.hour == 1', aScope({ context })).is).toBe('error');
  });
});

describe('a condition cannot hold up the bot', () => {
  const names = (count: number) => Array.from({ length: count }, (_, index) => `g${index}`);
  const many = aScope({ person: aPerson({ groups: names(5_000) }) });
  const nested = 'person.groups.all(a, person.groups.all(b, a != b || true))';

  it('25 million steps end after 50 ms', () => {
    const before = performance.now();
    expect(judged(nested, many)).toBe('it took too long');
    expect(performance.now() - before).toBeLessThan(500);
  });

  it('the clock decides, and starts anew for each condition', () => {
    let clock = 0;
    const slow = createJudge({ now: () => clock++, within: 20 });
    const ten = aScope({ person: aPerson({ groups: names(10) }) });
    const all = 'person.groups.all(g, g.startsWith("g"))';
    expect(slow(nested, ten)).toEqual({ is: 'error', text: 'it took too long' });
    expect(slow(all, ten)).toEqual({ is: 'true' });
    expect(slow(all, ten)).toEqual({ is: 'true' });
  });

  it('out of time is an error even where || would absorb it', () => {
    let clock = 0;
    const slow = createJudge({ now: () => clock++, within: 5 });
    expect(slow(`!(${nested}) || true`, many)).toEqual({ is: 'error', text: 'it took too long' });
  });

  it('lists that are written out are no way round', () => {
    const list = `[${Array(900).fill('0').join(',')}]`;
    const before = performance.now();
    expect(judged(`${list}.all(a, ${list}.all(b, a == b))`)).toBe('it took too long');
    expect(performance.now() - before).toBeLessThan(500);
  });

  it('(a+)+$ takes no longer on a long text', () => {
    const reason = `${'a'.repeat(16_000)}!`;
    const scope = aScope({ request: { ...aScope().request, reason } });
    const before = performance.now();
    expect(judged('re2(request.reason, "(a+)+$")', scope)).toBe('false');
    expect(performance.now() - before).toBeLessThan(500);
  });

  it('a text too long and a pattern too costly for re2 are errors', () => {
    const withReason = (length: number) =>
      aScope({ request: { ...aScope().request, reason: 'a'.repeat(length) } });
    expect(judged('re2(request.reason, "a")', withReason(16_384))).toBe('true');
    expect(judged('re2(request.reason, "a")', withReason(16_385))).toMatch(/at most 16384 characters/);
    expect(judged('re2(request.reason, "(?i)\\\\pL{900}$")', withReason(16_000))).toMatch(/too costly/);
    expect(judged(`re2(request.reason, "${'a'.repeat(257)}")`)).toMatch(/at most 256 characters/);
  });
});
