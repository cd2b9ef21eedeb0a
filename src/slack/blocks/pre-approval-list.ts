import { formatDuration } from '../../domain/duration.ts';
import type { PreApprovalView } from '../../domain/views.ts';
import { actionIds } from '../action-ids.ts';
import type { Drawing, Ink } from './drawing.ts';
import { button, buttons, draw, header } from './drawing.ts';
import { personOf } from './request-words.ts';
import { bold, code, rich, say, when } from './rich.ts';
import { cut } from './text.ts';

/** Slack takes at most 50 blocks a message. */
const most = 15;

/** What an approver allowed ahead, each with a button that withdraws it. `opening` says what just happened, or what was not understood. */
export function preApprovalList(windows: readonly PreApprovalView[], ink: Ink, opening?: string): Drawing {
  const more = windows.length - most;
  return draw([
    header('What you allowed ahead'),
    ...(opening === undefined ? [] : [rich([say(opening)])]),
    ...(windows.length === 0 ? [rich([say('Nothing: you are asked each time.')])] : []),
    ...windows.slice(0, most).flatMap((view) => rowOf(view, ink)),
    ...(more > 0 ? [rich([say(`and ${more} more that end later`)])] : []),
    rich([
      say(
        'For example: ',
        code(
          '/access preapprove @bob payments-db/write up to 2h until Friday because he fixes refunds this week',
        ),
      ),
    ]),
  ]);
}

function rowOf({ preApproval, person, name }: PreApprovalView, ink: Ink) {
  return [
    rich([
      say(
        personOf(person),
        ' may take ',
        bold(name),
        ` for up to ${formatDuration(preApproval.most)} from `,
        when(preApproval.startsAt),
        ' until ',
        when(preApproval.endsAt),
        `: “${cut(preApproval.reason, 300)}”`,
      ),
    ]),
    buttons(
      [
        button({
          action: actionIds.withdraw,
          text: 'Withdraw',
          label: `Withdraw: ${cut(name, 30)} for ${cut(person.person.name, 25)}`,
          value: ink.token('withdraw', { card: '', about: `pre_approval:${preApproval.id}`, revision: 1 }),
        }),
      ],
      `${actionIds.withdraw}:${preApproval.id}`,
    ),
  ];
}
