import type { Card } from '../card.ts';
import type { Command } from '../command.ts';
import type { Decision, Moment } from '../decision.ts';
import { newCard } from './plan.ts';
import { accept } from './verdicts.ts';

export type CardFacts = { readonly card: Card | undefined };

/** Slack took the message: where it is, and what it showed. Drawing tells nothing new, so the audit log keeps quiet about it. */
export function cardShown(
  command: Extract<Command, { readonly kind: 'card_shown' }>,
  facts: CardFacts,
): Decision {
  const { card } = facts;
  if (card === undefined) return accept({ text: 'No such card.' });
  return accept({
    text: 'Noted.',
    changes: [
      {
        put: 'card',
        row: {
          ...card,
          version: card.version + 1,
          channel: command.channel,
          ts: command.ts,
          shown: command.shown,
        },
      },
    ],
  });
}

/** Somebody opened their Home tab: from now on it is kept up to date. */
export function homeOpened(
  command: Extract<Command, { readonly kind: 'home_opened' }>,
  facts: CardFacts,
  moment: Moment,
): Decision {
  const card =
    facts.card ??
    newCard(moment, { role: 'home', about: { kind: 'person', id: command.person }, person: command.person });
  return accept({
    text: 'Home is drawn.',
    changes: facts.card === undefined ? [{ put: 'card', row: card }] : [],
    effects: [{ kind: 'card', card: card.id }],
  });
}
