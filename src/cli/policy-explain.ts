import { parseArgs } from 'node:util';
import { parseDuration } from '../domain/duration.ts';
import { after } from '../domain/instant.ts';
import { findItem } from '../domain/item.ts';
import { rosterOf } from '../domain/roster.ts';
import { createJudge } from '../policy/condition/judge.ts';
import { type Foreseen, foresee, type Question } from '../policy/foresee.ts';
import { parseInstant } from '../policy/instant-text.ts';
import { askable, nearestId, targetNamed } from '../policy/named.ts';
import { seenByAll } from '../policy/seen-by-all.ts';
import type { UserGroups } from '../policy/sought.ts';
import type { Company } from './company-files.ts';
import { policyFileOf, readCompany } from './company-files.ts';
import type { Explained } from './explained.ts';
import { explainedText, explainedValue } from './explained.ts';
import { Misuse } from './misuse.ts';
import type { Word } from './word.ts';

export const policyExplainWord: Word = {
  name: 'explain',
  usage: 'policy explain --person <id> --item <id> [file]',
  summary: 'Say what would happen if somebody asked now: which rule, who decides, until when, and why.',
  help: [
    'Reads the policy file (HALLPASS_CONFIG or ./access.yml unless one is named) and its people.csv, nothing else.',
    '',
    '  --person <id>       who asks',
    '  --item <id>         the entitlement (app/key) or bundle that is asked for',
    '  --duration <2h>     for how long; what the form proposes where it is not given',
    '  --reason <text>     the reason; without it, its length is not judged and conditions see an empty text',
    '  --ticket <text>     the ticket; without it none is judged',
    '  --field <key=text>  an answer to a question of the rule; may be given several times',
    '  --at <moment>       when, such as 2026-11-23T12:00Z; now where it is not given',
    '  --holds <a,b>       ids of the entitlements the person holds',
    '  --break-glass       what would happen if they broke glass instead of asking',
    '  --user-group <h=a,b>  ids of the people in a user group of Slack, by its handle; may be given more than once',
    '  --json              one JSON object',
    '',
    'Exit code 0: explained, whatever the answer is. 1: the file, the person or the item is not to be found or in order.',
  ].join('\n'),
  async run(args) {
    const { wanted, file, json } = readWanted(args);
    const company = await readCompany(file);
    const found = company.is === 'read' ? explain(company, wanted) : company;
    if (found.is === 'refused') {
      console.error(found.text);
      return 1;
    }
    console.log(json ? JSON.stringify(explainedValue(found)) : explainedText(found));
    return 0;
  },
};

type Wanted = Omit<Question, 'person' | 'target' | 'duration' | 'held'> & {
  readonly person: string;
  readonly item: string;
  readonly duration?: number;
  readonly held: readonly string[];
};

function readWanted(args: readonly string[]): {
  readonly wanted: Wanted;
  readonly file: string;
  readonly json: boolean;
} {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      person: text,
      item: text,
      duration: text,
      reason: text,
      ticket: text,
      field: { type: 'string', multiple: true },
      at: text,
      holds: text,
      'break-glass': { type: 'boolean' },
      'user-group': { ...text, multiple: true },
      json: { type: 'boolean' },
    },
  });
  const { person, item, duration, reason, at, holds, ticket } = values;
  if (person === undefined || item === undefined) throw new Misuse('Say --person and --item.');
  if (positionals.length > 1) throw new Misuse('Name one policy file.');
  const seconds = duration === undefined ? undefined : parseDuration(duration);
  if (duration !== undefined && seconds === undefined)
    throw new Misuse(`--duration ${duration}: write a length of time such as 30m, 8h or 7d.`);
  const now = at === undefined ? Date.now() : parseInstant(at);
  if (now === undefined) throw new Misuse(`--at ${at}: write a moment such as 2026-11-23T12:00Z.`);
  const held = (holds ?? '').split(',').map((id) => id.trim());
  return {
    wanted: {
      person,
      item,
      now,
      held: held.filter((id) => id !== ''),
      ...(seconds === undefined ? {} : { duration: seconds }),
      ...(reason === undefined ? {} : { reason }),
      ...(values['break-glass'] === true ? { breaksGlass: true } : {}),
      ...(ticket === undefined ? {} : { ticket }),
      ...(values.field === undefined ? {} : { fields: fieldsIn(values.field) }),
      userGroups: groupsIn(values['user-group'] ?? []),
    },
    file: policyFileOf(positionals[0]),
    json: values.json === true,
  };
}

function fieldsIn(written: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    written.map((one) => {
      const at = one.indexOf('=');
      if (at < 1) throw new Misuse(`--field ${one}: write key=text.`);
      return [one.slice(0, at), one.slice(at + 1)];
    }),
  );
}

/** `leads=samir,ines` */
function groupsIn(written: readonly string[]): UserGroups {
  return Object.fromEntries(
    written.map((text) => {
      const [handle = '', members] = text.split('=');
      if (handle === '' || members === undefined)
        throw new Misuse(`--user-group ${text}: write a handle and ids, such as leads=samir,ines.`);
      return [handle, members.split(',').map((id) => id.trim())];
    }),
  );
}

type Found = ({ readonly is: 'found' } & Explained) | { readonly is: 'refused'; readonly text: string };

function explain({ policy, people }: Company, wanted: Wanted): Found {
  const person = people.find((one) => one.id === wanted.person);
  if (person === undefined)
    return nobody(
      `Nobody in the people file has the id “${wanted.person}”`,
      nearestId(wanted.person, people),
    );
  const target = targetNamed(policy, wanted.item);
  if (target === undefined)
    return nobody(
      `There is no entitlement or bundle “${wanted.item}”`,
      nearestId(wanted.item, askable(policy)),
    );
  const unheld = wanted.held.find((id) => policy.entitlements.every((one) => one.id !== id));
  if (unheld !== undefined)
    return nobody(`--holds: there is no entitlement “${unheld}”`, nearestId(unheld, policy.entitlements));
  const item = findItem(seenByAll(policy), target, person);
  if (item === undefined) return nobody(`“${wanted.item}” names entitlements that are not there`, undefined);
  const duration = wanted.duration ?? item.defaultDuration;
  const question: Question = { ...wanted, person, target, duration, held: new Set(wanted.held) };
  const directory = rosterOf(people);
  const answer: Foreseen = foresee({ policy, directory, judge: createJudge() }, question);
  return { is: 'found', item, question, answer, directory, until: after(question.now, duration) };
}

const nobody = (text: string, meant: string | undefined): Found => ({
  is: 'refused',
  text: meant === undefined ? `${text}.` : `${text}: did you mean “${meant}”?`,
});
