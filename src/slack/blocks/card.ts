import type { CardView, RequestView } from '../../domain/views.ts';
import { absenceCard } from './absence-card.ts';
import { accessChangeCard } from './access-change-card.ts';
import { approverCard } from './approver-card.ts';
import { channelCard } from './channel-card.ts';
import { delegationCard } from './delegation-card.ts';
import type { Drawing, Ink } from './drawing.ts';
import { endedCard } from './ended-card.ts';
import { endingCard } from './ending-card.ts';
import { gapCard } from './gap-card.ts';
import { glassCard } from './glass-card.ts';
import { heldBackCard } from './held-back-card.ts';
import { grantOutcome, requestOutcome } from './outcome-card.ts';
import { proposalCard } from './proposal-card.ts';
import { reminderCard } from './reminder-card.ts';
import { requesterCard } from './requester-card.ts';
import { reviewCard } from './review-card.ts';
import { takenAheadCard } from './taken-ahead-card.ts';
import { taskCard } from './task-card.ts';
import { toldCard } from './told-card.ts';
import { unusedCard } from './unused-card.ts';

/** Draws a message card from what it shows now; undefined where the role and the thing do not go together (a Home tab is no message). */
export function drawCard({ card, viewer, view }: CardView, ink: Ink): Drawing | undefined {
  switch (view.kind) {
    case 'request':
      return drawRequest({ card, viewer, view }, ink);
    case 'grant':
      if (card.role === 'unused') return unusedCard(view, card.id, ink);
      if (card.role === 'ending') return endingCard(view, card.id, ink);
      return card.role === 'ended' ? endedCard(view, card.id, ink) : grantOutcome(view, card.id, ink);
    case 'task':
      return taskCard(view, card.id, ink);
    case 'review':
      return reviewCard(
        view,
        { card: card.id, viewer: viewer?.person.id, again: card.role === 'reminder' },
        ink,
      );
    case 'gap':
      return gapCard(view);
    case 'proposal':
      return proposalCard(view, card.id, ink);
    case 'access_change':
      return accessChangeCard(view);
    case 'held_back':
      return heldBackCard(view);
    case 'delegation':
      return viewer && delegationCard(view, viewer, ink);
    case 'absence':
      return viewer && absenceCard(view, viewer, ink);
    case 'home':
      return undefined;
  }
}

function drawRequest(
  { card, viewer, view }: Pick<CardView, 'card' | 'viewer'> & { readonly view: RequestView },
  ink: Ink,
): Drawing | undefined {
  if (view.broken !== undefined)
    return glassCard(
      { role: card.role, card: card.id, inChannel: card.person === undefined },
      { ...view, broken: view.broken },
      ink,
    );
  if (card.role === 'told') return toldCard(view);
  if (card.role === 'reminder') return reminderCard(view, viewer);
  if (viewer === undefined) return card.role === 'approver' ? channelCard(view, card, ink) : undefined;
  if (card.role === 'approver') return approverCard(view, { card: card.id, viewer }, ink);
  if (card.role === 'taken_ahead') return takenAheadCard(view, viewer);
  return card.role === 'outcome'
    ? requestOutcome(view, { card: card.id, viewer }, ink)
    : requesterCard(view, { card: card.id, viewer }, ink);
}
