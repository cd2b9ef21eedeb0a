import type { Command } from '../domain/command.ts';
import type { Case, Facts } from '../domain/decide/decide.ts';
import type { Actor } from '../domain/identity.ts';
import type { CardId } from '../domain/ids.ts';
import { glassFacts, reviewDueFacts, reviewFacts } from './glass-facts.ts';
import { grantFacts } from './grant-facts.ts';
import { pressFacts } from './press-facts.ts';
import type { Circumstances } from './request-facts.ts';
import type { Read, Write } from './store.ts';

type GlassKind = 'break_glass' | 'end_now' | 'finish_review' | 'remind_review';

/** Loads the facts of a command about broken glass. */
export async function loadGlassCase(
  read: Write,
  command: Extract<Command, { readonly kind: GlassKind }>,
  moment: Circumstances,
): Promise<Case> {
  switch (command.kind) {
    case 'break_glass':
      return { kind: command.kind, command, facts: await glassFacts(read, command, moment) };
    case 'end_now':
      return { kind: command.kind, command, facts: await endNowFacts(read, command, moment) };
    case 'finish_review':
      return { kind: command.kind, command, facts: await reviewFacts(read, command, moment) };
    case 'remind_review':
      return { kind: command.kind, command, facts: await reviewDueFacts(read, command, moment) };
  }
}

async function endNowFacts(
  read: Read,
  command: { actor: Actor; press: { card: CardId } },
  moment: Circumstances,
): Promise<Facts['end_now']> {
  const pressed = await pressFacts(read, command);
  const about = pressed.card?.about;
  const request = about?.kind === 'request' ? await read.request(about.id) : undefined;
  const grants = [];
  for (const { id } of request === undefined ? [] : await read.grantsOfRequest(request.id))
    grants.push(await grantFacts(read, { actor: command.actor, grant: id }, moment));
  return { ...pressed, request, grants };
}
