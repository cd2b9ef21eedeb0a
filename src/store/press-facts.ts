import type { PressFacts } from '../domain/decide/press.ts';
import type { Actor } from '../domain/identity.ts';
import type { CardId } from '../domain/ids.ts';
import { actorFacts } from './request-facts.ts';
import type { Read } from './store.ts';

/** Who pressed, and the card the button was on. */
export async function pressFacts(
  read: Read,
  command: { readonly actor: Actor; readonly press: { readonly card: CardId } },
): Promise<PressFacts> {
  return { ...(await actorFacts(read, command.actor)), card: await read.card(command.press.card) };
}
