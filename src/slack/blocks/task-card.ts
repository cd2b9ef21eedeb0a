import type { KnownBlock, RichTextSection } from '@slack/types';
import type { CardId } from '../../domain/ids.ts';
import type { TaskView } from '../../domain/views.ts';
import { actionIds } from '../action-ids.ts';
import type { Drawing, Ink } from './drawing.ts';
import { button, buttons, draw, header, smallPrint } from './drawing.ts';
import { grantState, systemOf } from './grant-words.ts';
import { fact, personOf } from './request-words.ts';
import { bold, code, quote, rich, say, when } from './rich.ts';
import { cut } from './text.ts';

/** Asks a person to give or take access by hand, with everything they need; done, it says by whom. */
export function taskCard(view: TaskView, card: CardId, ink: Ink): Drawing {
  const { task, line, subject, request } = view;
  const why =
    request === undefined || task.work === 'take' ? [] : [fact('Asked because', ''), quote(request.reason)];
  return draw([
    header(taskTitle(view)),
    rich([
      fact('For', personOf(subject), ` (${subject.person.email})`),
      fact('Where', systemOf(line)),
      ...target(view),
      ...(task.work === 'give'
        ? [fact('Until', when(line.grant.expiresAt), '; you are asked again when it ends')]
        : []),
      ...why,
    ]),
    ...close(view, card, ink),
  ]);
}

/** `Give Ana Ruiz VPN admin in OpenVPN` */
export const taskTitle = ({ task, line, subject }: TaskView): string =>
  task.work === 'give'
    ? `Please give ${subject.person.name} ${line.name}`
    : `Please take ${line.name} away from ${subject.person.name}`;

/** Done and Could not, the same on the card and on the Home tab. */
export function taskButtons(view: TaskView, card: CardId, ink: Ink): KnownBlock {
  const sealed = { card, about: `task:${view.task.id}`, revision: 1 };
  const what = `${cut(view.line.name, 30)}, ${cut(view.subject.person.name, 25)}`;
  return buttons(
    [
      button({
        action: actionIds.done,
        text: 'Done',
        label: `Done: ${what}`,
        value: ink.token('done', sealed),
        style: 'primary',
      }),
      button({
        action: actionIds.couldNot,
        text: 'Could not',
        label: `Could not: ${what}`,
        value: ink.token('could_not', sealed),
      }),
    ],
    `task:${card}`,
  );
}

function target(view: TaskView): readonly RichTextSection[] {
  const { entitlement, name } = view.line;
  const exact = Object.entries(entitlement?.target ?? {}).slice(0, 10);
  return [
    fact('What', name, entitlement === undefined ? '' : ` – ${entitlement.description}`),
    ...exact.map(([key, value]) => fact(key, code(value))),
  ];
}

function close(view: TaskView, card: CardId, ink: Ink): readonly KnownBlock[] {
  const { task } = view;
  if (task.state === 'open')
    return [
      smallPrint('Press Done only when you have seen it take effect: your word is what the records show.'),
      taskButtons(view, card, ink),
    ];
  const by = view.doneBy === undefined ? 'Hallpass' : personOf(view.doneBy);
  const verb =
    task.state === 'done' ? 'Done' : task.state === 'could_not' ? 'Could not be done' : 'No longer needed';
  return [
    rich([
      say(
        bold(verb),
        task.state === 'withdrawn' ? '' : ' – said ',
        ...(task.state === 'withdrawn' ? [] : [by]),
        ' ',
        when(task.at),
        '.',
      ),
      ...(task.note === '' ? [] : [quote(task.note)]),
      grantState(view.line),
    ]),
  ];
}
