import type { KnownBlock, RichTextBlockElement } from '@slack/types';
import type { CardId } from '../../domain/ids.ts';
import type { PolicyProposal } from '../../domain/proposal.ts';
import type { ProposalView } from '../../domain/views.ts';
import { actionIds } from '../action-ids.ts';
import type { Drawing, Ink } from './drawing.ts';
import { button, buttons, draw, header, smallPrint } from './drawing.ts';
import { fact, personOf } from './request-words.ts';
import type { Bit } from './rich.ts';
import { bold, bullets, code, quote, rich, say, when } from './rich.ts';
import { cut } from './text.ts';

/** Asks an admin to look at a change of the policy that somebody gains from; decided, it says by whom. */
export function proposalCard(view: ProposalView, card: CardId, ink: Ink): Drawing {
  const { proposal } = view;
  return draw([
    header(title[proposal.state]),
    rich([
      fact('Who changed it', ...authorOf(view)),
      fact('When', when(proposal.createdAt)),
      fact('Proposal', code(proposal.id)),
      ...gained(proposal),
      ...listed('What changes', proposal.summary.lines),
    ]),
    ...close(view, card, ink),
  ]);
}

const title: Readonly<Record<PolicyProposal['state'], string>> = {
  open: 'A change of the policy waits for you',
  applied: 'The change of the policy is in force',
  rejected: 'The change of the policy was rejected',
  superseded: 'The change of the policy was overtaken',
};

const ways: Readonly<Record<string, string>> = {
  start: 'nobody said who; the file was different when Hallpass started',
  reload: 'nobody said who; the file was read again',
  cli: 'nobody said who, at the command line',
};

const authorOf = ({ author, proposal }: ProposalView): readonly Bit[] => [
  author === undefined
    ? (proposal.author.person ?? ways[proposal.author.by] ?? proposal.author.by)
    : personOf(author),
  ...(proposal.author.osUser === undefined
    ? []
    : [', signed in on the server as ', code(proposal.author.osUser)]),
];

function gained({ author, summary }: PolicyProposal): readonly RichTextBlockElement[] {
  if (author.person === undefined)
    return [
      fact('Why you', 'nobody knows who made the change, so whoever looks at it must not gain from it.'),
    ];
  return listed('What whoever changed it would gain', summary.gains);
}

const mostLines = 20;

function listed(label: string, lines: readonly string[]): readonly RichTextBlockElement[] {
  if (lines.length === 0) return [];
  const more = lines.length - mostLines;
  return [
    say(bold(`${label}:`)),
    bullets([
      ...lines.slice(0, mostLines).map((line) => say(cut(line, 300))),
      ...(more > 0 ? [say(`… and ${more} more: hallpass policy proposals`)] : []),
    ]),
  ];
}

function close({ proposal, decidedBy }: ProposalView, card: CardId, ink: Ink): readonly KnownBlock[] {
  const by = decidedBy === undefined ? [] : [' by ', personOf(decidedBy)];
  switch (proposal.state) {
    case 'open':
      return [
        smallPrint('The policy in force stays until one of the admins applies the change.'),
        decisions(proposal, card, ink),
      ];
    case 'applied':
      return [rich([say(bold('Applied'), ...by, ' ', when(proposal.at), '.')])];
    case 'rejected':
      return [rich([say(bold('Rejected'), ...by, ' ', when(proposal.at), ':'), quote(proposal.reason)])];
    case 'superseded':
      return [rich([say(bold('Overtaken'), ' ', when(proposal.at), `: ${proposal.reason}`)])];
  }
}

function decisions(proposal: PolicyProposal, card: CardId, ink: Ink): KnownBlock {
  const sealed = { card, about: `proposal:${proposal.id}`, revision: 1 };
  return buttons(
    [
      button({
        action: actionIds.applyPolicy,
        text: 'Apply',
        label: 'Apply the change of the policy',
        value: ink.token('apply_policy', sealed),
        style: 'primary',
        confirm: {
          title: 'Apply this policy?',
          text: 'It comes into force at once, for everybody. Whoever changed it gets what is listed on the card.',
          yes: 'Apply it',
        },
      }),
      button({
        action: actionIds.rejectPolicy,
        text: 'Reject',
        label: 'Reject the change of the policy',
        value: ink.token('reject_policy', sealed),
      }),
    ],
    `proposal:${card}`,
  );
}
