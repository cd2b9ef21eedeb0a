import { inARow } from '../../domain/in-a-row.ts';
import type { Person } from '../../domain/person.ts';
import type { Preview } from '../../domain/views.ts';
import { refusalText } from '../blocks/refusal.ts';

const named = 3;

/** The sentence under the form that says what will happen: who is asked, or that nobody has to be. */
export function whoDecides(person: Person, preview: Preview | undefined): string {
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
      return verdict.asked.length > 1
        ? `${all} will be asked; one of them decides. ${verdict.because}`
        : `${all} will be asked. ${verdict.because}`;
    }
  }
}

function roleOf(person: Person, asked: Person['id'], preview: Preview): string {
  if (person.manager === asked) return ' (your manager)';
  return preview.item.entitlements.every((one) => one.owners.includes(asked)) ? ' (owner)' : '';
}
