import type { Button, KnownBlock, RichTextSection } from '@slack/types';
import { dayWords } from '../../domain/calendar.ts';
import type { Named } from '../../domain/called.ts';
import type { DelegationView } from '../../domain/views.ts';
import { actionIds } from '../action-ids.ts';
import type { Drawing, Ink } from './drawing.ts';
import { button, buttons, draw, header, smallPrint } from './drawing.ts';
import { fact, personOf } from './request-words.ts';
import { bold, rich, say, when } from './rich.ts';
import { cut, firstName } from './text.ts';

/** Tells whoever was given it what was handed to them, and whoever handed it over that it was; either can end it while it lasts. */
export function delegationCard(view: DelegationView, viewer: Named, ink: Ink): Drawing {
  const { delegation, from, to } = view;
  const mine = viewer.person.id === delegation.from;
  const over = isOver(view, ink.now);
  const title = mine
    ? over
      ? 'You decide for yourself again'
      : `${to.person.name} decides for you`
    : over
      ? `You no longer decide for ${from.person.name}`
      : `${firstName(to.person.name)}, you decide for ${from.person.name}`;
  return draw([
    header(title),
    rich([
      fact('Who', personOf(from), ' handed their deciding to ', personOf(to)),
      fact('From', when(delegation.startsAt)),
      fact('Until', when(delegation.endsAt)),
      ...(over ? [howItEnded(view)] : []),
    ]),
    ...(over ? [] : [smallPrint(mine ? forGiver(view) : forTaker(view)), ...endButtons(view, viewer, ink)]),
  ]);
}

/** One line for a list, with the button that ends it. */
export function delegationRow(view: DelegationView, viewer: Named, ink: Ink): readonly KnownBlock[] {
  const { delegation, from, to } = view;
  const line =
    viewer.person.id === delegation.from
      ? say(
          personOf(to),
          ' decides for you from ',
          when(delegation.startsAt),
          ' until ',
          when(delegation.endsAt),
          '.',
        )
      : say(
          'You decide for ',
          personOf(from),
          ' from ',
          when(delegation.startsAt),
          ' until ',
          when(delegation.endsAt),
          '.',
        );
  return [rich([line]), ...endButtons(view, viewer, ink)];
}

const isOver = ({ delegation }: DelegationView, now: number): boolean =>
  delegation.ended !== undefined || delegation.endsAt <= now;

const forTaker = ({ from, delegation }: DelegationView): string =>
  `Wherever ${from.person.name} would be asked about access, you are asked until ${dayWords(delegation.endsAt, delegation.zone)}, with a card of its own each time. Your vote counts as theirs, and never twice. Work by hand stays with them. If you cannot, decline: it goes back at once, and they are told.`;

const forGiver = ({ to, delegation }: DelegationView): string =>
  `Until ${dayWords(delegation.endsAt, delegation.zone)} you are not asked about access; ${to.person.name} is, also about what waits for you now. Where they may not decide, for example about themselves, you are asked all the same. Work by hand stays with you.`;

function howItEnded({ delegation, from, to }: DelegationView): RichTextSection {
  const { ended } = delegation;
  if (ended?.by === 'clock' && ended.at < delegation.endsAt)
    return say(
      bold('Ended'),
      ' ',
      when(ended.at),
      ': ',
      personOf(to),
      ' is no longer active in the people directory.',
    );
  if (ended === undefined || ended.by === 'clock') return say(bold('Ended'), ' when its time was over.');
  return ended.by === delegation.to
    ? say(
        bold('Declined'),
        ' by ',
        personOf(to),
        ' ',
        when(ended.at),
        '. What was waiting went back to ',
        personOf(from),
        '.',
      )
    : say(bold('Ended'), ' by ', personOf(from), ' ', when(ended.at), '.');
}

function endButtons(view: DelegationView, viewer: Named, ink: Ink): readonly KnownBlock[] {
  const { delegation } = view;
  const mine = viewer.person.id === delegation.from;
  const other = mine ? view.to : view.from;
  const end: Button = button({
    action: actionIds.endDelegation,
    text: mine ? 'End it' : 'Decline',
    label: mine
      ? `End it: ${cut(other.person.name, 40)} decides for you`
      : `Decline to decide for ${cut(other.person.name, 40)}`,
    value: ink.token('end_delegation', { card: '', about: `delegation:${delegation.id}`, revision: 1 }),
    confirm: {
      title: mine ? 'Decide for yourself again?' : 'Decline?',
      text: mine
        ? `What waits for ${cut(other.person.name, 100)} in your place comes back to you.`
        : `${cut(other.person.name, 100)} is told, and what waits for you in their place goes back to them.`,
      yes: mine ? 'End it' : 'Decline',
    },
  });
  return [buttons([end], `${actionIds.endDelegation}:${delegation.id}`)];
}
