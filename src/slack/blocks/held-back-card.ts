import type { RichTextSection } from '@slack/types';
import { inARow } from '../../domain/in-a-row.ts';
import type { HeldBackView } from '../../domain/views.ts';
import type { Drawing } from './drawing.ts';
import { draw, header } from './drawing.ts';
import { fact, personOf } from './request-words.ts';
import { bold, rich, say } from './rich.ts';

/** Tells an owner that a rule gives something which separation of duties forbids; later, how that was settled. */
export function heldBackCard(view: HeldBackView): Drawing {
  const { holder, name, rule, is } = view;
  return draw([
    header(
      is === 'held_back'
        ? `${name} is held back from ${holder.person.name}`
        : `Settled: ${name} for ${holder.person.name}`,
    ),
    rich([
      fact('Who', personOf(holder)),
      fact('What', `${name}, which the rule “${rule}” gives by role`),
      ...(is === 'held_back' ? stillOpen(view) : [settled(is)]),
    ]),
  ]);
}

function stillOpen({ holder, conflict, against }: HeldBackView): readonly RichTextSection[] {
  const what = against.length === 0 ? '' : ` They hold ${inARow(against, 5)}.`;
  return [
    fact('Why not', `the separation of duties “${conflict.name}” forbids it. ${conflict.because}${what}`),
    fact(
      'What to do next',
      personOf(holder),
      ' can return what stands against it; then it is given by itself. If it is not meant for people like them, narrow the rule.',
    ),
  ];
}

const settled = (is: 'given' | 'gone'): RichTextSection =>
  say(
    bold('Settled: '),
    is === 'given'
      ? 'nothing stands against it any more, and it was given.'
      : 'the rule does not give it to them any more.',
  );
