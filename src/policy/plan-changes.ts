// How what one person may have of one item differs between two policies.
import type { Seconds } from '../domain/instant.ts';
import type { Outlook, Prospect } from './prospect.ts';

export type Direction = 'loosens' | 'changes' | 'tightens';

/** Every kind of change, what loosens first. */
export const kindsOfChange = [
  { kind: 'auto_from_refused', direction: 'loosens', title: 'refused before, granted at once now' },
  { kind: 'auto_from_asked', direction: 'loosens', title: 'asked before, granted at once now' },
  { kind: 'asked_from_refused', direction: 'loosens', title: 'refused before, may be asked for now' },
  { kind: 'appears', direction: 'loosens', title: 'newly visible' },
  { kind: 'needs_less', direction: 'loosens', title: 'less has to be held already' },
  { kind: 'fewer_yeses', direction: 'loosens', title: 'fewer people have to agree' },
  { kind: 'longer', direction: 'loosens', title: 'longer at most' },
  { kind: 'other_approvers', direction: 'changes', title: 'other people are asked' },
  { kind: 'others_told', direction: 'changes', title: 'other people or channels are told' },
  { kind: 'shorter', direction: 'tightens', title: 'shorter at most' },
  { kind: 'more_yeses', direction: 'tightens', title: 'more people have to agree' },
  { kind: 'needs_more', direction: 'tightens', title: 'more has to be held already' },
  { kind: 'asked_from_auto', direction: 'tightens', title: 'granted at once before, asked now' },
  { kind: 'refused_from_asked', direction: 'tightens', title: 'might be asked for before, refused now' },
  { kind: 'refused_from_auto', direction: 'tightens', title: 'granted at once before, refused now' },
  { kind: 'disappears', direction: 'tightens', title: 'no longer visible' },
] as const satisfies readonly { kind: string; direction: Direction; title: string }[];
export type ChangeKind = (typeof kindsOfChange)[number]['kind'];

export type Change = {
  readonly kind: ChangeKind;
  /** The lengths at which it is so; empty where it does not hang on one. */
  readonly durations: readonly Seconds[];
  readonly before: Outcome;
  readonly after: Outcome;
};
/** What there is to say about either side; of the lengths, the first at which it is so. */
export type Outcome = Partial<Pick<Outlook, 'is' | 'asked' | 'told' | 'yeses' | 'needs'>> & {
  readonly longest?: Seconds;
};

/** Nothing where both say the same. A change of the same kind at several lengths is one change. */
export function changesBetween(before: Prospect, after: Prospect): readonly Change[] {
  if (before.is === 'hidden' && after.is === 'hidden') return [];
  if (before.is === 'hidden') return [{ kind: 'appears', durations: [], before: {}, after: summary(after) }];
  if (after.is === 'hidden')
    return [{ kind: 'disappears', durations: [], before: summary(before), after: {} }];
  const changes = new Map<ChangeKind, Change>();
  for (const [at, was] of before.outlooks.entries()) {
    const is = after.outlooks[at];
    for (const kind of is === undefined ? [] : kindsBetween(was, is)) {
      const known = changes.get(kind)?.durations ?? [];
      const first = changes.get(kind) ?? { kind, before: was, after: is ?? {} };
      changes.set(kind, { ...first, durations: [...known, was.duration] });
    }
  }
  return [...changes.values(), ...lengthChange(before.longest, after.longest)];
}

const summary = (prospect: Prospect): Outcome =>
  prospect.is === 'visible' ? (prospect.outlooks[0] ?? {}) : {};

function kindsBetween(was: Outlook, is: Outlook): readonly ChangeKind[] {
  if (was.is !== is.is) return [steps[`${was.is}_${is.is}`] ?? []].flat();
  if (was.is === 'refuse') return [];
  const told = was.told.join() === is.told.join() ? [] : (['others_told'] as const);
  return [...needsChange(was.needs, is.needs), ...approverChange(was, is), ...told];
}

const steps: Readonly<Record<string, ChangeKind>> = {
  refuse_auto: 'auto_from_refused',
  ask_auto: 'auto_from_asked',
  refuse_ask: 'asked_from_refused',
  auto_ask: 'asked_from_auto',
  ask_refuse: 'refused_from_asked',
  auto_refuse: 'refused_from_auto',
};

const needsChange = (was: readonly string[], is: readonly string[]): readonly ChangeKind[] => [
  ...(is.some((id) => !was.includes(id)) ? (['needs_more'] as const) : []),
  ...(was.some((id) => !is.includes(id)) ? (['needs_less'] as const) : []),
];

function approverChange(was: Outlook, is: Outlook): readonly ChangeKind[] {
  if (is.yeses < was.yeses) return ['fewer_yeses'];
  if (is.yeses > was.yeses) return ['more_yeses'];
  return JSON.stringify(was.asked) === JSON.stringify(is.asked) ? [] : ['other_approvers'];
}

/** Where it was or is refused altogether, that says it. */
const lengthChange = (was: Seconds, is: Seconds): readonly Change[] =>
  was === is || was === 0 || is === 0
    ? []
    : [
        {
          kind: is > was ? 'longer' : 'shorter',
          durations: [],
          before: { longest: was },
          after: { longest: is },
        },
      ];
