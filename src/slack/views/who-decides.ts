import type { Preview } from '../../domain/answers.ts';
import { inARow } from '../../domain/in-a-row.ts';
import type { Person } from '../../domain/person.ts';
import { refusalText } from '../blocks/refusal.ts';

const named = 3;

/** The sentence under the form that says what will happen. `person`: who reads it, where it is also they who get the access. */
export function whoDecides(person: Person | undefined, preview: Preview | undefined): string {
  if (preview === undefined) return 'Choose what you need, and this line tells who decides.';
  const { verdict } = preview;
  switch (verdict.is) {
    case 'auto':
      return `Nobody has to be asked: it is approved at once. ${verdict.because}`;
    case 'refuse':
      return `This will not be possible: ${refusalText(verdict.refusal)}`;
    case 'ask': {
      const all = inARow(
        verdict.asked.map((one) => `${one.name}${roleOf(person, one.person, preview)}`),
        named,
      );
      const first =
        verdict.asked.length > 1 && isOneYes(verdict)
          ? `${all} will be asked; one of them decides.`
          : `${all} will be asked.`;
      return [verdict.ahead ?? first, wayInWords(verdict), verdict.because].filter(Boolean).join(' ');
    }
  }
}

type Asks = Extract<Preview['verdict'], { readonly is: 'ask' }>;

const isOneYes = ({ way }: Asks): boolean => way.stages.length === 1 && way.stages[0]?.need === 1;

/** What one yes is not enough for: several stages, several people, an exception. */
function wayInWords(verdict: Asks): string {
  const { stages, conflicts } = verdict;
  const way =
    stages.length > 1
      ? `It takes ${stages.length} stages: ${stages.join('; then ')}.`
      : isOneYes(verdict)
        ? ''
        : `It takes ${stages[0]}.`;
  const exception = conflicts.map((name) => `This is an exception from the separation of duties “${name}”.`);
  return [way, ...exception].filter(Boolean).join(' ');
}

function roleOf(person: Person | undefined, asked: Person['id'], preview: Preview): string {
  if (person?.manager === asked) return ' (your manager)';
  return preview.item.entitlements.every((one) => one.owners.includes(asked)) ? ' (owner)' : '';
}
