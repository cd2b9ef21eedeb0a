import { breakGlass } from './break-glass.ts';
import { delegate } from './delegate.ts';
import { explain } from './explain.ts';
import { createHelp } from './help.ts';
import { need } from './need.ts';
import { preapprove } from './preapprove.ts';
import { request } from './request.ts';
import { settings } from './settings.ts';
import { status } from './status.ts';
import type { Word } from './word.ts';

/** Every word that can follow /access. A new one is a file beside this one and a line here. */
export const words: readonly Word[] = [
  request,
  need,
  explain,
  breakGlass,
  status,
  settings,
  delegate,
  preapprove,
  createHelp(() => words),
];
