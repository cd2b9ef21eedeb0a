import type { KnownBlock } from '@slack/types';
import type { Named } from '../../domain/called.ts';
import type { AbsenceView } from '../../domain/views.ts';
import { actionIds } from '../action-ids.ts';
import type { Drawing, Ink } from './drawing.ts';
import { button, buttons, draw, header, smallPrint } from './drawing.ts';
import { personOf } from './request-words.ts';
import { code, rich, say, when } from './rich.ts';
import { firstName, plain } from './text.ts';

/** Asks an approver whose status says that they are away whom to hand their approvals to; answered, it says what was chosen. */
export function absenceCard(view: AbsenceView, viewer: Named, ink: Ink): Drawing {
  const { absence, delegation } = view;
  if (absence.answer === 'not_now')
    return draw([
      header('You are still asked while you are away'),
      rich([
        say(
          'Nothing is handed over. You can at any time: ',
          code('/access delegate @name until Friday'),
          '.',
        ),
      ]),
    ]);
  if (absence.answer === 'delegated')
    return draw([
      header('Handed over while you are away'),
      rich([
        delegation === undefined
          ? say('That is over: you decide for yourself again.')
          : say(personOf(delegation.to), ' decides for you until ', when(delegation.delegation.endsAt), '.'),
      ]),
    ]);
  return draw([
    header(`${firstName(viewer.person.name)}, hand over your approvals while you are away?`),
    rich([
      absence.until === undefined
        ? say(
            'Your status says that you are away. Hand your approvals to a colleague for 7 days, or until you are back?',
          )
        : say(
            'Your status says that you are away until ',
            when(absence.until),
            '. Hand your approvals to a colleague until then?',
          ),
    ]),
    choice(view, ink),
    smallPrint(
      'You are asked once for each absence. Whoever you choose is told and can decline, and you can end it at any time with /access delegate off.',
    ),
  ]);
}

function choice({ absence }: AbsenceView, ink: Ink): KnownBlock {
  const sealed = { card: '', about: `absence:${absence.id}`, revision: 1 };
  return buttons(
    [
      {
        type: 'users_select',
        action_id: actionIds.standIn,
        placeholder: plain('Choose a colleague', 150),
      },
      button({
        action: actionIds.delegate,
        text: 'Delegate',
        label: 'Delegate my approvals to the colleague chosen',
        value: ink.token('delegate', sealed),
        style: 'primary',
      }),
      button({
        action: actionIds.notNow,
        text: 'Not now',
        label: 'Not now: keep deciding while I am away',
        value: ink.token('not_now', sealed),
      }),
    ],
    absenceBlock(absence.id),
  );
}

/** Where the choice stands in what Slack sends back. */
export const absenceBlock = (id: string): string => `absence:${id}`;
