import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCondition } from './check.ts';
import { aPerson, aScope } from './given.ts';
import { createJudge } from './judge.ts';
import { namesIn } from './names.ts';

const sound = [
  'person.department == "Finance" && request.duration <= duration("8h")',
  'person.groups.exists(g, entitlement.tags.all(t, g != t))',
  'has(person.attributes.team) && re2(request.reason, "PAY-[0-9]+")',
  'context.now.getHours("Europe/Berlin") >= 8 ? holds("db/read") : size(person.groups) > 2',
  '!(entitlement.risk in ["high", "critical"]) || -1 + context.hour * 2 > 3 // end',
  'request.start - context.now < duration("1h") && timestamp("2025-01-01T00:00:00Z") < context.now',
];
const pieces = [
  ...sound.flatMap((text) => text.match(/\w+|\W/g) ?? []),
  '"""',
  "r'",
  '\\',
  '1u',
  '1.5',
  '{',
  'null',
  '__proto__',
];

/** A sound condition with a few places replaced by pieces of others, or by anything. */
const mutated = fc
  .tuple(
    fc.constantFrom(...sound),
    fc.array(fc.tuple(fc.nat(80), fc.nat(6), fc.oneof(fc.constantFrom(...pieces), fc.string())), {
      maxLength: 4,
    }),
  )
  .map(([text, edits]) =>
    edits.reduce((now, [at, cut, put]) => now.slice(0, at) + put + now.slice(at + cut), text),
  );
const soup = fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join(''));
const anything = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), mutated, soup);

describe('no text throws', () => {
  const judge = createJudge();
  const scopes = [aScope(), aScope({ person: aPerson({ groups: [], attributes: {} }), approver: aPerson() })];

  it('not when checked, judged or read, and the faults lie in the text', () => {
    fc.assert(
      fc.property(anything, (text) => {
        namesIn(text);
        const faults = checkCondition(text, 'approver');
        expect(
          faults.every(({ offset }) => Number.isInteger(offset) && offset >= 0 && offset <= text.length),
        ).toBe(true);
        for (const scope of scopes) {
          const judged = judge(text, scope);
          expect(['true', 'false', 'error']).toContain(judged.is);
          if (faults.length > 0) expect(judged.is).toBe('error');
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('and the same condition on the same scope gives the same answer', () => {
    fc.assert(
      fc.property(mutated, fc.nat(1), (text, which) => {
        const scope = scopes[which] ?? aScope();
        const first = judge(text, scope);
        expect(judge(text, scope)).toEqual(first);
        expect(createJudge()(text, scope)).toEqual(first);
      }),
      { numRuns: 100 },
    );
  });
});
