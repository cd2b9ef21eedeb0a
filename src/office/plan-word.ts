import type { OfficeParts } from './parts.ts';
import { plannedText, plannedValue } from './planned.ts';
import { readLeniently } from './read-policy.ts';
import type { Weighing } from './weigh.ts';
import { weigh } from './weigh.ts';
import { storeLines } from './weighed-lines.ts';
import type { Answer, Question } from './words.ts';

/** What a policy would change against the one in force, for the people in the store and what they hold and wait for. */
export async function planWord(parts: OfficeParts, question: Question<'plan'>): Promise<Answer> {
  const read = readLeniently(question);
  if (read.is === 'faults') return { exit: 1, text: read.text, value: { is: 'faults', text: read.text } };
  const weighing = await weigh(parts, read.policy);
  if (weighing === undefined)
    return {
      exit: 1,
      text: 'No policy is in force yet, so there is nothing to compare with. The first one is applied as it is.',
      value: { is: 'no_policy' },
    };
  return { exit: 0, ...plannedOf(weighing, question.file) };
}

/** A plan as text and as a value. */
export function plannedOf(weighing: Weighing, file = 'The file'): Pick<Answer, 'text' | 'value'> {
  const planned = {
    file,
    from: `version ${weighing.current.number}`,
    people: weighing.active,
    names: new Map([...weighing.people.values()].map((one) => [one.id, one.name])),
    groups: weighing.groups,
    duties: weighing.duties,
    glass: weighing.glass,
    birthrights: weighing.birthrights,
  };
  const lines = storeLines(weighing);
  return {
    text: [
      plannedText(planned),
      ...(lines.length === 0 ? [] : [lines.map((line) => `· ${line}`).join('\n')]),
    ].join('\n\n'),
    value: {
      ...plannedValue(planned),
      rules: weighing.rules,
      requests: weighing.requests.map(({ request, would }) => ({
        request: request.id,
        person: request.requester,
        item: request.target.id,
        would: would ?? 'can no longer be granted',
      })),
      outlasting: weighing.outlasting.map(({ id, person, entitlement, duration }) => ({
        grant: id,
        person,
        entitlement,
        duration,
      })),
      losing: weighing.losing,
    },
  };
}
