import type { Person } from '../../domain/person.ts';
import { draw } from '../blocks/drawing.ts';
import { likeCard } from '../blocks/like.ts';
import { refusalCard } from '../blocks/refusal.ts';
import { rich, say } from '../blocks/rich.ts';
import type { Desk } from '../visit.ts';
import type { Reply } from './word.ts';

const mentioned = /^\s*like\s+<@([UW][A-Z0-9]{1,30})(?:\|[^<>]*)?>\s*$/i;

/** `like` and one more word: somebody wants what comes with a colleague's work. Anything longer may be an item with a reason. */
export const isLike = (text: string): boolean => /^\s*like(\s+\S+)?\s*$/i.test(text);

/** Shows, to the asker alone, what the work of a colleague justifies, each with a button that opens the form. */
export async function likeSomebody(
  desk: Desk,
  { person, team, rest }: { readonly person: Person; readonly team: string; readonly rest: string },
): Promise<Reply> {
  const [, user] = mentioned.exec(rest) ?? [];
  if (user === undefined)
    return draw([rich([say('Name a colleague with @, for example: /access request like @maria')])]);
  const answer = await desk.engine.look.like(person, { team, user });
  return 'refusal' in answer ? refusalCard(answer.refusal) : likeCard(answer, desk.ink());
}
