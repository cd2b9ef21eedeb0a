import type { RichTextSection } from '@slack/types';
import { formatDuration } from '../../domain/duration.ts';
import type { GapView } from '../../domain/views.ts';
import type { Drawing } from './drawing.ts';
import { draw, header, smallPrint } from './drawing.ts';
import { askedPeople, fact, personOf } from './request-words.ts';
import { bold, code, rich, say } from './rich.ts';

/** Tells whoever can change it that nobody can decide about a request; once somebody could, it says who. */
export function gapCard(view: GapView): Drawing {
  const { requester, name, description, duration } = view;
  const open = isOpen(view);
  return draw([
    header(open ? `Nobody can decide about ${name}` : `Settled: ${name} for ${requester.person.name}`),
    rich([
      fact('Who asked', personOf(requester)),
      fact('What', name, description === '' ? '' : ` – ${description}`),
      fact('How long', formatDuration(duration)),
      ...(open ? stillOpen(view) : [settled(view)]),
    ]),
    ...(open
      ? [smallPrint(`${whyYou(view)}You are told of one person and one item at most once a day.`)]
      : []),
  ]);
}

const isOpen = ({ verdict }: GapView): boolean =>
  verdict.is === 'refuse' && verdict.refusal.code === 'E-APPR-NONE';

const whyYou = ({ why }: GapView): string => (why === '' ? '' : `Why you: ${why} `);

function stillOpen({ requester, verdict }: GapView): readonly RichTextSection[] {
  const rule = verdict.is === 'refuse' && verdict.rule !== undefined ? ` “${verdict.rule}”` : '';
  return [
    say(
      bold('Why: '),
      `still nobody can decide, because the rule${rule} ${missing(verdict)} other than `,
      personOf(requester),
      '. The request was refused (',
      code('E-APPR-NONE'),
      ').',
    ),
    fact(
      'What to do next',
      'name an approver in the policy; this message then says who. Only a new request is sent to them, so tell ',
      personOf(requester),
      ' to ask again.',
    ),
  ];
}

function settled({ requester, verdict }: GapView): RichTextSection {
  const again = [' ', personOf(requester), ' can ask again.'] as const;
  switch (verdict.is) {
    case 'ask':
      return say(bold('Settled: '), ...askedPeople(verdict.asked), ' would decide now.', ...again);
    case 'auto':
      return say(bold('Settled: '), 'it would be approved at once now.', ...again);
    case 'refuse':
      return say(bold('Settled: '), 'the policy refuses it now, so nobody has to decide.');
    case 'gone':
      return say(
        bold('Settled: '),
        personOf(requester),
        ' can no longer ask for it: it is not in the catalogue.',
      );
    case 'left':
      return say(bold('Settled: '), personOf(requester), ' is no longer active in the people directory.');
  }
}

/** What the rule does not find, as others read it. */
const missing = (verdict: GapView['verdict']): string =>
  (verdict.is === 'refuse' ? verdict.cause : undefined)?.replace(/ other than yourself$/, '') ??
  'finds no active approver';
