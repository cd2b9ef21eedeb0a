import type { RichTextSection } from '@slack/types';
import type { GlassPreview, Preview } from '../../domain/answers.ts';
import { specWords } from '../../domain/approvers.ts';
import { expiresAt } from '../../domain/decide/way.ts';
import { formatDuration } from '../../domain/duration.ts';
import { inARow } from '../../domain/in-a-row.ts';
import type { Seconds } from '../../domain/instant.ts';
import type { Told } from '../../domain/policy.ts';
import { wantsWords } from '../../domain/wants-words.ts';
import type { Drawing } from './drawing.ts';
import { draw, header, smallPrint } from './drawing.ts';
import { refusalText } from './refusal.ts';
import { askedPeople, fact, riskWords } from './request-words.ts';
import type { Bit } from './rich.ts';
import { bullets, channelLink, code, rich, say, when } from './rich.ts';
import { askedWhere } from './stage-words.ts';

/** The policy's answer to a question that nobody has asked yet. */
export function explainCard(preview: Preview, duration: Seconds, glass: GlassPreview | undefined): Drawing {
  const { item, durations, verdict, smaller } = preview;
  const longest = durations.at(-1);
  const wanted = verdict.is === 'refuse' ? [] : wantsWords(preview.wants);
  return draw([
    header(`${item.name} for ${formatDuration(duration)}`),
    rich([
      fact('Risk', riskWords[item.risk]),
      ...byRole(preview),
      ...(verdict.rule === undefined ? [] : [fact('Rule', `“${verdict.rule}”`)]),
      ...outcome(verdict),
      ...(wanted.length === 0 ? [] : [fact('The form asks for', wanted.join('; '))]),
      ...(longest === undefined ? [] : [fact('At most', formatDuration(longest))]),
      ...(preview.stricter ?? []).map((sentence) => say(sentence)),
      ...(smaller === undefined ? [] : [fact('Less would do', smaller)]),
      ...emergency(glass),
    ]),
    smallPrint('Nothing was asked. To ask, type /access request.'),
  ]);
}

/** In an emergency there may be another way. */
const emergency = (glass: GlassPreview | undefined): readonly RichTextSection[] =>
  glass?.is === 'opens'
    ? [
        fact(
          'In an emergency',
          code('/access break-glass'),
          ` gives it at once; ${inARow(glass.told, 3)} would be told, and ${inARow(glass.reviewers, 3)} would review it`,
        ),
      ]
    : [];
const byRole = ({ birthright }: Preview): readonly RichTextSection[] =>
  birthright === undefined
    ? []
    : [
        fact(
          'By your role',
          `the rule “${birthright.rule}” gives it to you without asking. ${birthright.because} What follows is for people who do not have it that way.`,
        ),
      ];

function outcome(verdict: Preview['verdict']): readonly Parameters<typeof rich>[0][number][] {
  switch (verdict.is) {
    case 'auto':
      return [say(`Nobody has to be asked: it would be approved at once. ${verdict.because}`)];
    case 'refuse':
      return [say(refusalText(verdict.refusal))];
    case 'ask':
      return [
        say(verdict.because),
        bullets(verdict.stages.map((words, index) => stage(words, index, verdict))),
        fact('Without a decision', 'asked now, it would expire ', when(expiresAt(verdict))),
        ...(verdict.ahead === undefined ? [] : [say(verdict.ahead)]),
        ...verdict.conflicts.map((name) => fact('Separation of duties', `an exception from “${name}”`)),
      ];
  }
}

const stage = (
  words: string,
  index: number,
  { stages, asked, way }: Extract<Preview['verdict'], { is: 'ask' }>,
): RichTextSection =>
  say(
    stages.length > 1 ? `Stage ${index + 1}: ` : 'Decides: ',
    words,
    ...(index === 0 ? [' – today ', ...askedPeople(asked), ...askedWhere({ way })] : []),
    ...told(way.stages[index]?.tell ?? []),
    way.stages[index]?.workingHours === true ? '; counts only their working hours' : '',
  );

const told = (sources: readonly Told[]): readonly Bit[] =>
  sources.flatMap((one, index) => [
    index === 0 ? '; only told: ' : ', ',
    one.by === 'channel' ? channelLink(one.channel) : specWords(one),
  ]);
