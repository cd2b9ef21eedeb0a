import type { KnownBlock, HomeView as SlackHome } from '@slack/types';
import { expiresAt } from '../../domain/decide/way.ts';
import { formatDuration } from '../../domain/duration.ts';
import { isUpcoming } from '../../domain/grant.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { GrantLine, HomeView, RequestView } from '../../domain/views.ts';
import { actionIds } from '../action-ids.ts';
import { decisionButtons } from './approver-card.ts';
import { askAgainButton, cancelButton, returnButton } from './card-buttons.ts';
import { delegationRow } from './delegation-card.ts';
import type { Ink } from './drawing.ts';
import { button, buttons, divider, header, smallPrint } from './drawing.ts';
import { grantState, howLong } from './grant-words.ts';
import { progress } from './progress.ts';
import type { WayOn } from './refusal.ts';
import { refusalBlocks } from './refusal.ts';
import { fact, riskWords, wish } from './request-words.ts';
import { reviewButtons, reviewTitle } from './review-card.ts';
import { bold, bullets, channelLink, quote, rich, say, when } from './rich.ts';
import { taskButtons, taskTitle } from './task-card.ts';
import { cut } from './text.ts';

/** How many of each are shown, so that the worst case stays under Slack's 100 blocks a view. */
const most = { waiting: 12, tasks: 8, delegations: 3, holds: 10, requests: 8 } as const;

/** Slack takes 250 kB; the rest is room for what it adds. */
const mostBytes = 240_000;

/**
 * A person's Home tab: what waits for them first, then what they hold and what they asked for. Where long names in heavy scripts make
 * it too large for Slack, fewer rows of each are shown.
 */
export function homeTab(view: HomeView, ink: Ink): SlackHome {
  let blocks = homeBlocks(view, ink, 1);
  for (let divisor = 2; divisor <= 8 && weightOf(blocks) > mostBytes; divisor *= 2)
    blocks = homeBlocks(view, ink, divisor);
  return { type: 'home', blocks };
}

const weightOf = (blocks: readonly KnownBlock[]): number =>
  new TextEncoder().encode(JSON.stringify(blocks)).length;

function homeBlocks(view: HomeView, ink: Ink, divisor: number): KnownBlock[] {
  const atMost = (kind: keyof typeof most) => Math.max(1, Math.floor(most[kind] / divisor));
  return [
    header('Access'),
    buttons(
      [
        button({
          action: actionIds.ask,
          text: 'Ask for access',
          label: 'Ask for access',
          value: 'ask',
          style: 'primary',
        }),
      ],
      'ask',
    ),
    ...part('Waiting for you', view.waiting, {
      most: atMost('waiting'),
      row: (one) => waitingRow(one, ink),
      none: 'Nothing waits for your decision.',
    }),
    ...part('To do', view.tasks, {
      most: atMost('tasks'),
      row: (one) => taskRow(one, ink),
      none: '',
    }),
    ...part('Deciding for others', view.delegations, {
      most: atMost('delegations'),
      row: (one) => delegationRow(one, { person: view.person }, ink),
      none: '',
    }),
    ...part('My access', view.holds, {
      most: atMost('holds'),
      row: (line) => holdRow(line, ink),
      none: 'You hold nothing through Hallpass now. What you ask for and get is listed here, with the time left.',
    }),
    ...part('My requests', view.requests, {
      most: atMost('requests'),
      row: (one) => requestRow(one, ink),
      none: 'You have not asked for anything yet. Use the button above, or type /access request anywhere.',
    }),
  ];
}

/** The Home tab of somebody who may not use Hallpass: why, and what to do. */
export const refusedHome = (refusal: Refusal, way: WayOn): SlackHome => ({
  type: 'home',
  blocks: [
    header('Access'),
    ...refusalBlocks(refusal, way),
    smallPrint('When that is settled, open this tab again.'),
  ],
});

function part<Row>(
  title: string,
  rows: readonly Row[],
  how: { readonly most: number; readonly row: (row: Row) => readonly KnownBlock[]; readonly none: string },
): readonly KnownBlock[] {
  if (rows.length === 0) return how.none === '' ? [] : [divider, header(title), smallPrint(how.none)];
  const more = rows.length - how.most;
  return [
    divider,
    header(title),
    ...rows.slice(0, how.most).flatMap(how.row),
    ...(more > 0 ? [smallPrint(`and ${more} more; /access status tells how many there are.`)] : []),
  ];
}

const taskRow = ({ card, view }: HomeView['tasks'][number], ink: Ink): readonly KnownBlock[] =>
  view.kind === 'review'
    ? [rich([say(bold(reviewTitle(view)))]), reviewButtons(view, card, ink)]
    : [rich([say(bold(taskTitle(view)))]), taskButtons(view, card, ink)];

function waitingRow({ card, view }: HomeView['waiting'][number], ink: Ink): readonly KnownBlock[] {
  const { request } = view;
  return [
    rich([
      say(...wish(view), '.'),
      fact('Risk', riskWords[request.risk]),
      quote(cut(request.reason, 600)),
      say(
        'Expires ',
        when(expiresAt(request)),
        '. The card in ',
        request.way.channel === undefined ? 'your messages' : channelLink(request.way.channel),
        ' tells more.',
      ),
    ]),
    decisionButtons(view, card, ink),
  ];
}

function holdRow(line: GrantLine, ink: Ink): readonly KnownBlock[] {
  const { grant } = line;
  const giveBack = buttons(
    [returnButton(line, { card: '', several: false }, ink)],
    `${actionIds.giveBack}:${grant.id}`,
  );
  if (isUpcoming(grant)) return [rich([grantState(line)]), giveBack];
  if (grant.state !== 'active') return [rich([grantState(line)])];
  return [rich([say(bold(line.name), ' – ', ...howLong(line, ink.now))]), giveBack];
}

function requestRow(view: RequestView, ink: Ink): readonly KnownBlock[] {
  const { request } = view;
  const lines = rich([
    say(bold(view.name), ` for ${formatDuration(request.duration)}`),
    bullets(progress(view).slice(0, 6)),
  ]);
  if (!('end' in request))
    return [lines, buttons([cancelButton(view, ink)], `${actionIds.cancel}:${request.id}`)];
  return request.state === 'denied' || request.state === 'expired'
    ? [
        lines,
        buttons(
          [askAgainButton(request.target, { card: '', name: view.name }, ink)],
          `${actionIds.askAgain}:${request.id}`,
        ),
      ]
    : [lines];
}
