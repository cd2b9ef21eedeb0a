// The answer of `policy explain`, for people and for programs.
import { stageWords } from '../domain/approvers.ts';
import { expiresAt } from '../domain/decide/way.ts';
import { formatDuration } from '../domain/duration.ts';
import type { Instant } from '../domain/instant.ts';
import type { Item } from '../domain/item.ts';
import type { Person } from '../domain/person.ts';
import type { ApproverSpec, SeparationRule } from '../domain/policy.ts';
import { sourcesOf } from '../domain/policy-reach.ts';
import { channelsToldBy, everySourceOf } from '../domain/policy-sources.ts';
import type { Roster } from '../domain/roster.ts';
import { wantsWords } from '../domain/wants-words.ts';
import type { Foreseen, Question } from '../policy/foresee.ts';
import type { ForeseenStage } from '../policy/foresee-stages.ts';
import { showInstant } from '../policy/instant-text.ts';

export type Explained = {
  readonly item: Item;
  readonly question: Question;
  readonly answer: Foreseen;
  readonly directory: Roster;
  /** When it would end if it were approved at the moment of the question. */
  readonly until: Instant;
};

export function explainedText(of: Explained): string {
  const { question, item, answer } = of;
  const rows = [
    ...(answer.birthright === undefined
      ? []
      : [
          [
            'By role',
            `given without asking by the rule “${answer.birthright.name}”: ${answer.birthright.because} What follows is for asking.`,
          ],
        ]),
    ['Answer', verdictWords(answer)],
    ...(answer.rule === undefined
      ? []
      : [
          ['Rule', answer.rule.name],
          ['Because', answer.rule.because],
        ]),
    ...answer.stages.map((stage, at) => [`Stage ${at + 1}`, stageText(stage, of)]),
    ...(mayRepeat(answer) ? [['', 'Whoever agreed in an earlier stage does not count again.']] : []),
    ...answer.conflicts.map((one) => [
      'Conflict',
      answer.is === 'break_glass'
        ? `${one.name}: ${one.because} It is told with the alarm.`
        : conflictWords(one),
    ]),
    ...(answer.is === 'break_glass' ? glassRows(answer, of) : []),
    ...(answer.rule?.route.kind === 'break_glass'
      ? untoldGroups(sourcesOf(answer.rule.route), question).map((text) => ['', text])
      : []),
    ...(answer.is === 'refuse' ? [] : allowanceRows(of, answer)),
  ];
  const does = question.breaksGlass === true ? 'breaks glass' : 'asks';
  const asks = `${question.person.name} ${does} for ${item.name} (${item.target.id}) for ${formatDuration(question.duration)}, ${showInstant(question.now)}.`;
  return [asks, '', ...rows.map(([name = '', text = '']) => `${name.padEnd(10)}${text}`)].join('\n');
}

/** The same for programs. Instants are ISO 8601, lengths of time are seconds. */
export function explainedValue(of: Explained): Readonly<Record<string, unknown>> {
  const { question, item, answer, until } = of;
  return {
    person: { id: question.person.id, name: question.person.name },
    item: { ...item.target, name: item.name },
    duration: question.duration,
    at: new Date(question.now).toISOString(),
    ...(answer.birthright === undefined
      ? {}
      : { birthright: { rule: answer.birthright.name, because: answer.birthright.because } }),
    is: answer.is,
    ...(answer.rule === undefined ? {} : { rule: answer.rule.name, because: answer.rule.because }),
    ...(answer.is === 'refuse'
      ? { refusal: { code: answer.refusal.code, text: answer.refusal.text } }
      : {
          ...(answer.rule.ticket === undefined ? {} : { ticket: answer.rule.ticket }),
          ...(answer.rule.fields === undefined ? {} : { fields: answer.rule.fields }),
          max: answer.maxDuration,
          minReason: answer.minReason,
          until: new Date(until).toISOString(),
        }),
    ...(answer.is === 'break_glass'
      ? {
          told: answer.told.map((one) => one.person),
          channels: answer.channels,
          reviewers: answer.reviewers.map((one) => one.person),
        }
      : {}),
    stages: answer.stages.map((one) => stageValue(one, of)),
    conflicts: answer.conflicts.map(({ name, because, exception }) => ({
      name,
      because,
      exception: exception !== undefined,
    })),
  };
}

const stageValue = ({ stage, asked, need, leftOut, told, way }: ForeseenStage, { directory }: Explained) => ({
  words: stageWords(stage),
  need,
  asked: asked.map((one) => ({
    person: one.person,
    name: directory.person(one.person)?.name ?? one.person,
    why: one.why,
  })),
  leftOut: leftOut.map(({ id, name, status }) => ({ person: id, name, status })),
  told: [...told.map((person) => ({ person })), ...channelsToldBy(stage).map((channel) => ({ channel }))],
  ...(way.channel === undefined ? {} : { channel: way.channel }),
  workingHours: stage.workingHours === true,
  expires: new Date(expiresAt({ way })).toISOString(),
});

function verdictWords(answer: Foreseen): string {
  switch (answer.is) {
    case 'auto':
      return 'Granted at once; nobody is asked.';
    case 'ask':
      return answer.stages.length === 1
        ? 'Somebody is asked.'
        : `People are asked in ${answer.stages.length} stages, one after the other.`;
    case 'break_glass':
      return 'Granted at once, loudly: nobody is asked, others are told, and somebody reviews it afterwards.';
    case 'refuse':
      return `Refused (${answer.refusal.code}): ${answer.refusal.text}`;
  }
}

const margin = `\n${' '.repeat(10)}`;

function stageText(
  { stage, asked, need, leftOut, told, way }: ForeseenStage,
  { directory, question }: Explained,
): string {
  const nameOf = (id: Person['id']) => `${directory.person(id)?.name ?? id} (${id})`;
  const how =
    asked.length === 0
      ? `finds too few active people other than ${question.person.name}`
      : asked.length === 1
        ? 'one person decides'
        : `${need === asked.length ? 'all' : need} of these ${asked.length} must agree`;
  const lines = asked.map((one) => `${nameOf(one.person)}: “${one.why}”`);
  const only = [...told.map(nameOf), ...channelsToldBy(stage).map((id) => `the channel ${id}`)];
  const away = leftOut.map(({ name, id, status }) => `${name} (${id}) is left out: ${statusWords[status]}.`);
  const hours = stage.workingHours === true ? ', counting only their working hours' : '';
  const untold = untoldGroups(everySourceOf(stage), question);
  return [
    `${stageWords(stage)}; ${how}${stage.reason ? ', and must say why' : ''}.`,
    ...lines,
    ...away,
    ...(way.channel === undefined ? [] : [`They are asked in the channel ${way.channel}, not one by one.`]),
    ...(only.length === 0 ? [] : [`Only told: ${only.join(', ')}.`]),
    ...(asked.length === 0
      ? []
      : [`Begun now and never decided, it expires ${showInstant(expiresAt({ way }))}${hours}.`]),
    ...untold,
  ].join(margin);
}

/** No file says who is in a user group of Slack. */
const untoldGroups = (specs: readonly ApproverSpec[], { userGroups = {} }: Question): readonly string[] =>
  specs.flatMap((spec) =>
    spec.by === 'user_group' && !Object.hasOwn(userGroups, spec.handle)
      ? [`Who is in @${spec.handle} is only known to Slack: say it with --user-group ${spec.handle}=<ids>.`]
      : [],
  );

/** Could somebody of a later stage have agreed already? */
function mayRepeat({ stages }: Foreseen): boolean {
  const asked = stages
    .filter((one) => one.stage.distinct)
    .flatMap((one) => one.asked.map(({ person }) => person));
  return new Set(asked).size < asked.length;
}

function longestWords({ maxDuration, rule }: Exclude<Foreseen, { is: 'refuse' }>): string {
  const { upTo } = rule.match;
  const most = formatDuration(maxDuration);
  return upTo === undefined || upTo >= maxDuration
    ? most
    : `${most}; beyond ${formatDuration(upTo)} another rule says how`;
}

const statusWords = {
  active: 'at work',
  leave: 'on leave',
  prehire: 'not here yet',
  terminated: 'left the company',
} as const;

const conflictWords = ({ name, because, exception }: SeparationRule): string =>
  `${name}: ${because} ${exception === undefined ? 'There is no exception.' : `An exception is decided by the stages above, for ${formatDuration(exception.most)} at most.`}`;

const glassRows = (
  { told, channels, reviewers }: Extract<Foreseen, { is: 'break_glass' }>,
  { directory }: Explained,
): readonly (readonly string[])[] => {
  const names = (people: typeof told) =>
    people.map((one) => `${directory.person(one.person)?.name ?? one.person} (${one.person})`).join(', ');
  return [
    ['Told', [names(told), ...channels.map((id) => `everybody in the channel ${id}`)].join(', ')],
    ['Reviewed', `by one of ${names(reviewers)}; until then they cannot break glass again`],
  ];
};

const allowanceRows = (
  { question, until }: Explained,
  answer: Exclude<Foreseen, { is: 'refuse' }>,
): readonly (readonly string[])[] => [
  ['Longest', longestWords(answer)],
  [
    'Reason',
    `at least ${answer.minReason} characters${question.reason === undefined ? '; none was given here' : ''}`,
  ],
  ...(wantsWords(answer.rule).length === 0 ? [] : [['Wants', wantsWords(answer.rule).join('; ')]]),
  ['Ends', `${showInstant(until)}, if ${answer.is === 'auto' ? 'asked for' : 'approved'} at that moment`],
];
