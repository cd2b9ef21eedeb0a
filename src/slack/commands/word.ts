import type { CommandArrival } from '../arrival.ts';
import type { Drawing } from '../blocks/drawing.ts';
import type { Desk, Visit } from '../visit.ts';

/** What is shown to the person who typed, and to nobody else; nothing where a form was opened instead. */
export type Reply = Drawing | undefined;

/** One word after /access. `rest` is what was typed behind it. */
export type Word = {
  readonly word: string;
  /** The word with what may follow it, for help: `request [what] [how long] [why]`. */
  readonly usage: string;
  readonly describe: string;
  run(
    desk: Desk,
    visit: Visit,
    asked: { readonly arrival: CommandArrival; readonly rest: string },
  ): Promise<Reply>;
};
