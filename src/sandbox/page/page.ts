// The page of the local workspace: one person at a time sees what Slack would show them, with the target system beside it.
import { createApi } from './api.ts';
import { el } from './dom.ts';
import { readEntry } from './entry.ts';
import { createToasts } from './toasts.ts';
import { startWorkspace } from './workspace.ts';

function explain(title: string, text: string): void {
  document.body.replaceChildren(el('main', { class: 'blank' }, el('h1', {}, title), el('p', {}, text)));
}

const { token, person } = readEntry();
if (token === '')
  explain('This page needs its key', 'Open the complete address the terminal printed: it ends in #token=…');
else {
  startWorkspace(createApi(token), createToasts(), person).catch((error: unknown) =>
    explain(
      'The workspace does not answer',
      `Is it still running? Reload this page when it is. (${String(error)})`,
    ),
  );
}
