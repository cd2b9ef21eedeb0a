import { strangers, whyNot } from '../domain/decide/apply-policy.ts';
import type { Person } from '../domain/person.ts';
import type { PolicyAuthor } from '../domain/proposal.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Incoming } from './bring-in.ts';
import { bringIn, weighFor } from './bring-in.ts';
import type { OfficeParts } from './parts.ts';
import { paged } from './patiently.ts';
import { plannedOf } from './plan-word.ts';
import { readPolicyText } from './read-policy.ts';
import type { Weighing } from './weigh.ts';
import type { Answer, Question } from './words.ts';

/** Checks the file, weighs it, and brings it in; a dry run stops before that and says what would stand against it. */
export async function applyWord(
  parts: OfficeParts & { readonly variables: Readonly<Record<string, string>> },
  question: Question<'apply'>,
): Promise<Answer> {
  const read = readPolicyText({ ...question, variables: parts.variables });
  if (read.is === 'faults') return refused({ code: 'E-POL-PARSE', text: read.text });
  const author = await authorOf(parts, question);
  if ('code' in author) return refused(author);
  const { policy, hash } = read;
  const incoming: Incoming = {
    text: question.text,
    policy,
    hash,
    author,
    ...(question.expectPeople === undefined ? {} : { expected: question.expectPeople }),
  };
  const current = await parts.read.policyAsFiled();
  if (current?.hash === hash)
    return {
      exit: 0,
      text: `Version ${current.number} is this file: already in force.`,
      value: { is: 'in_force_already', version: current.number },
    };
  return question.dryRun ? tryOut(parts, incoming) : bringInNow(parts, incoming);
}

async function bringInNow(parts: OfficeParts, incoming: Incoming): Promise<Answer> {
  const { outcome, weighing } = await bringIn(parts, incoming);
  if (outcome.is === 'refused') return refused(outcome.refusal, weighing);
  const version = (await parts.read.policyAsFiled())?.number;
  return {
    exit: 0,
    text: [planText(weighing), outcome.answer.text].filter(Boolean).join('\n\n'),
    value: { is: 'applied', version, ...planValue(weighing) },
  };
}

async function tryOut(parts: OfficeParts, incoming: Incoming): Promise<Answer> {
  const found = await weighFor(parts, incoming);
  const known = found === undefined ? [] : [...found.weighing.people.values()];
  const no =
    found &&
    (strangers(incoming.policy, known) ?? whyNot(found.weighed, incoming.author, found.weighing.current));
  const gains = found?.weighed.gains ?? [];
  if (no !== undefined) return refused(no, found?.weighing, { dryRun: true, gains });
  return {
    exit: 0,
    text: [planText(found?.weighing), 'It would come into force. Nothing was changed.']
      .filter(Boolean)
      .join('\n\n'),
    value: { is: 'would_apply', gains, ...planValue(found?.weighing) },
  };
}

/** The person the author says they are; nobody, where they do not say. */
async function authorOf(
  parts: OfficeParts,
  { as, osUser }: Question<'apply'>,
): Promise<PolicyAuthor | Pick<Refusal, 'code' | 'text'>> {
  const author = { by: 'cli', ...(osUser === undefined ? {} : { osUser }) };
  if (as === undefined) return author;
  const found: Person[] = [];
  for await (const person of paged(parts.read.listPeople))
    if (person.id === as || person.email.toLowerCase() === as.toLowerCase()) found.push(person);
  const active = found.filter((one) => one.status === 'active');
  const [person, ...more] = active;
  if (person !== undefined && more.length === 0) return { ...author, person: person.id };
  return {
    code: 'E-IDENT-NONE',
    text:
      more.length > 0
        ? `--as ${as}: ${active.map((one) => one.id).join(' and ')} have this address. Name one by id.`
        : `--as ${as}: nobody active in the people directory has this id or e-mail address.`,
  };
}

function refused(
  { code, text }: Pick<Refusal, 'code' | 'text'>,
  weighing?: Weighing,
  more: { readonly dryRun?: true; readonly gains?: readonly string[] } = {},
): Answer {
  const said =
    code === 'E-POL-PARSE' && weighing === undefined ? `${text}\nNothing was changed.` : `${text} (${code})`;
  return {
    exit: 1,
    text: [planText(weighing), said].filter(Boolean).join('\n\n'),
    value: { is: 'refused', code, text, ...more, ...planValue(weighing) },
  };
}

const planText = (weighing: Weighing | undefined): string =>
  weighing === undefined ? '' : plannedOf(weighing).text;
const planValue = (weighing: Weighing | undefined) =>
  weighing === undefined ? {} : { plan: plannedOf(weighing).value };
