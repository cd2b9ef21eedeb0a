import type { Drawing } from './drawing.ts';
import { draw, header, smallPrint } from './drawing.ts';
import { bullets, code, rich, say } from './rich.ts';

/** The answer to /access help, drawn from the commands that exist. `opening` says why it is shown, if not because it was asked for. */
export function helpCard(
  words: readonly { readonly usage: string; readonly describe: string }[],
  opening?: string,
): Drawing {
  return draw([
    header('What you can type'),
    rich([
      ...(opening === undefined ? [] : [say(opening)]),
      bullets(words.map(({ usage, describe }) => say(code(`/access ${usage}`), ` – ${describe}`))),
    ]),
    smallPrint(
      'Example: /access request payments-db read 2h because INC-42 needs a look at the orders. Only you see the answers.',
    ),
  ]);
}
