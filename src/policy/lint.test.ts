import { describe, expect, it } from 'vitest';
import type { Fault } from './fault.ts';
import type { ParsedPolicy } from './parse.ts';
import { parsePolicy } from './parse.ts';

const apps = `apps:
  db:
    name: DB
    connector: scim
    owners: [bo]
    entitlements:
      read: { name: DB read, description: Look., risk: low }
      write: { name: DB write, description: Change., risk: high, owners: [ana] }
  wiki:
    name: Wiki
    connector: manual
    entitlements:
      edit: { name: Wiki edit, description: Edit., risk: low }
`;
const rule = (name: string, more: string) => `  - { name: ${name}, because: So., ${more} }\n`;
const rules = (...texts: readonly string[]) => `${apps}rules:\n${texts.join('')}`;
const last = rule('rest', 'approve: manager');

const tell = (fault: Fault): string =>
  `${fault.severity} ${fault.code} ${fault.line}:${fault.column} ${fault.message}${fault.hint === undefined ? '' : ` | ${fault.hint}`}`;
const findings = (parsed: ParsedPolicy): readonly string[] =>
  (parsed.is === 'faults' ? parsed.faults : parsed.warnings).map(tell);

describe('errors', () => {
  it.each([
    [
      'a default above max',
      rules(last).replace('risk: low }', 'risk: low, max: 1h, default: 2h }'),
      'error E-POL-PARSE 7:79 the default is longer than max',
    ],
    [
      'a default above the max of every entitlement',
      rules(last).replace('risk: low }', 'risk: low, default: 9h }'),
      'error E-POL-PARSE 7:70 the default is longer than 8h, which is the most where no max is given',
    ],
    [
      'a bundle with an unknown part',
      `${rules(last)}bundles: { b: { name: B, description: D., entitlements: [db/raed] } }\n`,
      'error E-POL-NAME 16:58 no entitlement is called “db/raed” | did you mean “db/read”?',
    ],
    [
      'a bundle with a part twice',
      `${rules(last)}bundles: { b: { name: B, description: D., entitlements: [db/read, db/read] } }\n`,
      'error E-POL-NAME 16:67 “db/read” is in this bundle twice',
    ],
    [
      'a rule about an unknown item',
      rules(rule('a', 'when: { items: [wiki/edti] }, approve: auto'), last),
      'error E-POL-NAME 15:46 no entitlement or bundle is called “wiki/edti” | did you mean “wiki/edit”?',
    ],
    [
      'a rule about all of an unknown app',
      rules(rule('a', 'when: { items: [wki/*] }, approve: auto'), last),
      'error E-POL-NAME 15:46 no entitlement or bundle is called “wki/*” | did you mean “wiki/*”?',
    ],
    [
      'an app where an item is due',
      rules(rule('a', 'when: { items: [wiki] }, approve: auto'), last),
      'error E-POL-NAME 15:46 “wiki” is an app, not an item | write wiki/* for all of it',
    ],
    [
      'a regular expression',
      rules(rule('a', 'when: { items: ["(a+)+$"] }, approve: auto'), last),
      'error E-POL-REGEX 15:46 “(a+)+$” looks like a regular expression, which is not supported | name the item, or all of an app with <app>/*',
    ],
    [
      'a lone star',
      rules(rule('a', 'when: { items: ["*"] }, approve: auto'), last),
      'error E-POL-NAME 15:46 “*” is not an item | leave items out to mean everything',
    ],
    [
      'a rule about an unknown app',
      rules(rule('a', 'when: { apps: [wikki] }, approve: auto'), last),
      'error E-POL-NAME 15:45 no app is called “wikki” | did you mean “wiki”?',
    ],
    [
      'a condition that nobody can meet',
      rules(rule('a', 'when: { person: { manager: [bo] } }, approve: auto'), last),
      'error E-POL-NAME 15:48 a condition cannot ask about “manager” | use id, department, title, location, group or a further column of the directory',
    ],
    [
      'a rule that does not decide',
      rules(rule('a', 'when: { risk: [low] }'), last),
      'error E-POL-RULE 15:5 the rule “a” neither approves nor refuses | give it one of approve, stages or refuse',
    ],
    [
      'a rule that decides twice',
      rules(rule('a', 'when: { risk: [low] }, approve: auto, refuse: No.'), last),
      'error E-POL-RULE 15:68 the rule “a” has approve and refuse, which cannot both hold | give it one of approve, stages or refuse',
    ],
    [
      'two rules of one name',
      rules(rule('rest', 'when: { risk: [low] }, approve: auto'), last),
      'error E-POL-RULE 16:13 a rule called “rest” is on line 15 already | the audit log tells rules apart by name',
    ],
  ])('%s', (_, text, says) => {
    const parsed = parsePolicy(text);
    expect(parsed.is).toBe('faults');
    expect(findings(parsed)).toEqual([says]);
  });
});

describe('warnings', () => {
  it.each([
    [
      'an attribute that looks misspelt',
      rules(rule('a', 'when: { person: { departement: [X] } }, approve: auto'), last),
      'warning E-POL-NAME 15:48 “departement” is taken for a further column of the directory | did you mean “department”?',
    ],
    [
      'the same in visible_to',
      rules(last).replace('risk: low }', 'risk: low, visible_to: { groups: [X] } }'),
      'warning E-POL-NAME 7:75 “groups” is taken for a further column of the directory | did you mean “group”?',
    ],
    [
      'an alias of two items',
      rules(last).replaceAll('risk: low }', 'risk: low, aliases: [look] }'),
      'warning E-POL-NAME 13:73 the alias “look” also means db/read (line 7) | give it to one of them',
    ],
    [
      'an alias that is another’s name',
      rules(last).replace('risk: low }', 'risk: low, aliases: [wiki EDIT] }'),
      'warning E-POL-NAME 7:71 the alias “wiki EDIT” also means wiki/edit (line 13) | give it to one of them',
    ],
    [
      'a rule after one that takes everything',
      rules(last, rule('late', 'approve: auto')),
      'warning E-POL-RULE 16:5 the rule “late” is never reached: everything it matches is decided by “rest” on line 15 | move it up, or remove it',
    ],
    [
      'a rule after an equal one',
      rules(
        rule('a', 'when: { risk: [low, high] }, approve: auto'),
        rule('b', 'when: { risk: [high, low] }, approve: manager'),
        last,
      ),
      'warning E-POL-RULE 16:5 the rule “b” is never reached: everything it matches is decided by “a” on line 15 | move it up, or remove it',
    ],
    [
      'a rule after a wider one',
      rules(
        rule('a', 'when: { items: [db/*], up_to: 8h }, approve: auto'),
        rule('b', 'when: { items: [db/read], person: { title: [T] }, up_to: 2h }, approve: owner'),
        last,
      ),
      'warning E-POL-RULE 16:5 the rule “b” is never reached: everything it matches is decided by “a” on line 15 | move it up, or remove it',
    ],
    ['no rules', apps, 'warning E-POL-RULE 1:1 there are no rules: every request is refused'],
    [
      'an item without an owner to ask',
      rules(rule('a', 'when: { risk: [low] }, approve: owner'), last),
      'warning E-POL-OWNER 13:7 wiki/edit has no owner, and the rule “a” asks the owner | name owners, or let another rule decide about it',
    ],
    [
      'an item without an owner to ask, when an earlier rule is for some people only',
      rules(
        rule('a', 'when: { person: { title: [T] } }, approve: auto'),
        rule('b', 'when: { risk: [low] }, approve: owner'),
        last,
      ),
      'warning E-POL-OWNER 13:7 wiki/edit has no owner, and the rule “b” asks the owner | name owners, or let another rule decide about it',
    ],
    [
      'a bundle that nobody owns all of',
      `${rules(rule('a', 'when: { items: [b] }, approve: owner'), last)}bundles: { b: { name: B, description: D., entitlements: [db/read, db/write] } }\n`,
      'warning E-POL-OWNER 17:12 nobody owns all parts of b, and the rule “a” asks the owner | name owners, or let another rule decide about it',
    ],
  ])('%s', (_, text, says) => {
    const parsed = parsePolicy(text);
    expect(parsed.is).toBe('policy');
    expect(findings(parsed)).toEqual([says]);
  });
});

describe('nothing is said about', () => {
  it.each([
    [
      'a longer request after a shorter one',
      rules(
        rule('a', 'when: { risk: [low], up_to: 1h }, approve: auto'),
        rule('b', 'when: { risk: [low] }, approve: manager'),
        last,
      ),
    ],
    [
      'a wider group of people after a narrower one',
      rules(rule('a', 'when: { person: { title: [T] } }, approve: auto'), last),
    ],
    [
      'a refusal after an approval of more, which a bundle may pass',
      rules(
        rule('a', 'when: { items: [db/*] }, approve: auto'),
        rule('b', 'when: { items: [db/read] }, refuse: No.'),
        last,
      ),
    ],
    [
      'an ownerless item that an earlier rule decides for everybody',
      rules(rule('a', 'when: { apps: [wiki] }, approve: auto'), rule('b', 'approve: owner')),
    ],
    [
      'a further column of the directory',
      rules(rule('a', 'when: { person: { cost_center: ["12"] } }, approve: auto'), last),
    ],
    [
      'an alias that repeats the item’s own name',
      rules(last).replace('risk: low }', 'risk: low, aliases: [db READ] }'),
    ],
  ])('%s', (_, text) => {
    expect(parsePolicy(text)).toMatchObject({ is: 'policy', warnings: [] });
  });
});
