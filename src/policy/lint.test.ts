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
      'error E-POL-RULE 15:5 the rule “a” does not say what happens | give it one of approve, stages, refuse and break_glass',
    ],
    [
      'a rule that decides twice',
      rules(rule('a', 'when: { risk: [low] }, approve: auto, refuse: No.'), last),
      'error E-POL-RULE 15:68 the rule “a” decides more than once, by approve and refuse | give it one of approve, stages, refuse and break_glass',
    ],
    [
      'a last rule that leaves something open',
      rules(rule('a', 'when: { apps: [db] }, refuse: No.')),
      'error E-POL-RULE 15:5 the last rule must match everything: say what happens to all the rest | add “- name: everything-else” with “refuse: …” and “because: …” below it',
    ],
    [
      'a last rule with a condition',
      rules(rule('a', "when: { if: 'true' }, refuse: No.")),
      'error E-POL-RULE 15:5 the last rule must match everything: say what happens to all the rest | add “- name: everything-else” with “refuse: …” and “because: …” below it',
    ],
    [
      'a rule that decides three times',
      rules(rule('a', 'when: { risk: [low] }, approve: auto, refuse: No., stages: [{ ask: owner }]'), last),
      'error E-POL-RULE 15:81 the rule “a” decides more than once, by approve and stages and refuse | give it one of approve, stages, refuse and break_glass',
    ],
    [
      'a rule for who holds something that is not there',
      rules(rule('a', 'when: { apps: [wiki] }, holds: [db/raed], approve: auto'), last),
      'error E-POL-NAME 15:62 no entitlement is called “db/raed” | did you mean “db/read”?',
    ],
    [
      'a rule that gives something to who holds it',
      rules(
        rule('x', 'when: { apps: [db] }, approve: owner'),
        rule('a', 'when: { items: [db/read] }, holds: [db/read], approve: auto'),
        last,
      ),
      'error E-POL-RULE 16:66 the rule “a” gives db/read only to those who hold it already | take it out of items or of holds',
    ],
    [
      'a rule that gives everything to who holds some of it',
      rules(rule('a', 'holds: [db/read], approve: auto')),
      'error E-POL-RULE 15:38 the rule “a” gives db/read only to those who hold it already | let an earlier rule decide about it',
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
      rules(last, rule('late', 'refuse: No.')),
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
    ...[
      'ask: manager, fallback: owner',
      'ask: manager, after: { 1h: { escalate: owner } }',
      'ask: [manager, owner]',
    ].map((stage): [string, string, string] => [
      `an item without an owner, and a second stage with ${stage}`,
      rules(rule('a', `when: { risk: [low] }, stages: [{ ask: manager }, { ${stage} }]`), last),
      'warning E-POL-OWNER 13:7 wiki/edit has no owner, and the rule “a” asks the owner | name owners, or let another rule decide about it',
    ]),
    [
      'an item without an owner to ask, when an earlier rule has a condition',
      rules(
        rule('a', `when: { if: 'person.title == "T"' }, approve: auto`),
        rule('b', 'when: { risk: [low] }, approve: owner'),
        last,
      ),
      'warning E-POL-OWNER 13:7 wiki/edit has no owner, and the rule “b” asks the owner | name owners, or let another rule decide about it',
    ],
    [
      'a rule after one of the same condition',
      rules(
        rule('a', `when: { if: 'person.title == "T"' }, approve: manager`),
        rule('b', `when: { if: 'person.title == "T" ', up_to: 1h }, approve: auto`),
        last,
      ),
      'warning E-POL-RULE 16:5 the rule “b” is never reached: everything it matches is decided by “a” on line 15 | move it up, or remove it',
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
      'a rule after one of another condition',
      rules(
        rule('a', `when: { if: 'person.title == "T"' }, approve: auto`),
        rule('b', `when: { if: 'person.title == "U"' }, approve: manager`),
        rule('c', 'when: { risk: [low] }, approve: manager'),
        last,
      ),
    ],
    [
      'a refusal by the condition of an earlier approval, which holds when it cannot be judged',
      rules(
        rule('a', `when: { if: 'person.attributes.x == "T"' }, approve: manager`),
        rule('b', `when: { if: 'person.attributes.x == "T"' }, refuse: No.`),
        last,
      ),
    ],
    [
      'a question about a part that an earlier rule approves by itself, which a bundle may pass',
      `${rules(
        rule('a', 'when: { items: [db/read] }, approve: auto'),
        rule('b', 'when: { items: [db/read] }, approve: manager'),
        last,
      )}bundles: { b: { name: B, description: D., entitlements: [db/read, wiki/edit] } }\n`,
    ],
    [
      'a rule for who holds what an earlier rule gives',
      rules(
        rule('a', 'when: { items: [db/read] }, approve: manager'),
        rule('b', 'when: { apps: [db] }, holds: [db/read], approve: auto'),
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
