import { describe, expect, it } from 'vitest';
import type { Policy } from '../domain/policy.ts';
import type { Fault } from './fault.ts';
import { parsePolicy } from './parse.ts';

/** The stage stands on line 9, the settings on line 11. */
const file = (stage: string, settings = '{}'): string => `apps:
  db:
    name: DB
    connector: scim
    owners: [carla]
    entitlements: { read: { name: DB read, description: Look., risk: low } }
rules:
  - name: all
    stages: [{ ask: owner, ${stage} }]
    because: So.
settings: ${settings}
`;
const tell = ({ code, line, column, message, hint }: Fault): string =>
  `${code} ${line}:${column} ${message}${hint === undefined ? '' : ` | ${hint}`}`;

function faultsOf(text: string): readonly string[] {
  const parsed = parsePolicy(text);
  return parsed.is === 'faults' ? parsed.faults.map(tell) : [];
}
function policyOf(text: string): Policy {
  const parsed = parsePolicy(text);
  if (parsed.is === 'faults') throw new Error(parsed.faults.map(tell).join('\n'));
  return parsed.policy;
}
const stageOf = (text: string) => {
  const [rule] = policyOf(text).rules;
  return rule?.route.kind === 'ask' ? rule.route.stages[0] : undefined;
};
const copyId = 'in Slack, open the details of the channel and copy the id at their end, such as C0123ABCD';

describe('whom a stage tells', () => {
  it('is one source or several: channels, people, groups and roles', () => {
    expect(stageOf(file('tell: manager'))?.tell).toEqual([{ by: 'manager' }]);
    expect(
      stageOf(file('tell: [{ channel: C0123ABCD }, { person: bo }, { group: security }, owner]'))?.tell,
    ).toEqual([
      { by: 'channel', channel: 'C0123ABCD' },
      { by: 'person', person: 'bo' },
      { by: 'group', group: 'security' },
      { by: 'owner' },
    ]);
    expect(stageOf(file('need: any'))).not.toHaveProperty('tell');
  });

  it.each(['"#access"', 'access', 'D0123ABCD', 'U0123ABCD', 'c0123abcd', 'C1'])(
    'is refused where its channel is %s, which is no id of a channel',
    (written) => {
      const name = written.replaceAll('"', '');

      expect(faultsOf(file(`tell: { channel: ${written} }`))).toEqual([
        `E-POL-NAME 9:45 “${name}” is no id of a Slack channel | ${copyId}`,
      ]);
      expect(faultsOf(file(`tell: [owner, { channel: ${written} }]`))).toEqual([
        `E-POL-NAME 9:53 “${name}” is no id of a Slack channel | ${copyId}`,
      ]);
    },
  );

  it('is told which word was meant', () => {
    expect(faultsOf(file('tell: { chanel: C0123ABCD }'))).toEqual([
      'E-POL-PARSE 9:36 unknown key “chanel” | did you mean “channel”?',
    ]);
    expect(faultsOf(file('tell: { channel: C0123ABCD, person: bo }'))).toEqual([
      'E-POL-PARSE 9:34 tell needs one of: channel, person, group, on_call, people or user_group',
    ]);
  });
});

describe('asking in a channel', () => {
  it('begins above a number of people', () => {
    expect(
      policyOf(file('need: any', '{ ask_in_channel: { above: 8, channel: G0123ABCD } }')).settings,
    ).toMatchObject({
      askInChannel: { above: 8, channel: 'G0123ABCD' },
    });
  });

  it('is refused without a channel’s id, or a number', () => {
    expect(faultsOf(file('need: any', '{ ask_in_channel: { above: 8, channel: "#access" } }'))).toEqual([
      `E-POL-NAME 11:50 “#access” is no id of a Slack channel | ${copyId}`,
    ]);
    expect(faultsOf(file('need: any', '{ ask_in_channel: { above: 0, channel: C0123ABCD } }'))).toEqual([
      'E-POL-PARSE 11:38 write a whole number from 1 to 1000',
    ]);
  });
});

describe('working hours', () => {
  it('are counted by stages that say so', () => {
    expect(stageOf(file('working_hours: true'))).toMatchObject({ workingHours: true });
    expect(stageOf(file('working_hours: false'))).not.toHaveProperty('workingHours');
  });

  it('are days and times of day; Monday to Friday where no days are given', () => {
    expect(
      policyOf(file('need: any', '{ working_hours: { from: 8:30, to: "24:00" } }')).settings,
    ).toMatchObject({
      workingHours: { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: 510, to: 1_440 },
    });
    expect(
      policyOf(file('need: any', '{ working_hours: { days: [sun], from: 09:00, to: 17:00 } }')).settings,
    ).toMatchObject({ workingHours: { days: ['sun'], from: 540, to: 1_020 } });
  });

  it('that hold no time are refused', () => {
    expect(faultsOf(file('need: any', '{ working_hours: { from: "17:00", to: "09:00" } }'))).toEqual([
      'E-POL-RULE 11:49 these working hours hold no time: they end before they begin | a working day begins and ends on the same day; "00:00" to "24:00" is all of it',
    ]);
    expect(faultsOf(file('need: any', '{ working_hours: { days: [], from: 9:00, to: 17:00 } }'))).toEqual([
      'E-POL-PARSE 11:36 this list is empty: name something, or leave it out',
    ]);
  });

  it('want days and times that are some', () => {
    expect(faultsOf(file('need: any', '{ working_hours: { days: [mo], from: 9:00, to: 17:00 } }'))).toEqual([
      'E-POL-PARSE 11:37 “mo” is not one of mon, tue, wed, thu, fri, sat, sun | did you mean “mon”?',
    ]);
    expect(faultsOf(file('need: any', '{ working_hours: { from: 9am, to: 24:01 } }'))).toEqual([
      'E-POL-PARSE 11:36 “9am” is no time of day: write a time of day such as "09:00", up to "24:00"',
      'E-POL-PARSE 11:45 “24:01” is no time of day: write a time of day such as "09:00", up to "24:00"',
    ]);
  });
});
