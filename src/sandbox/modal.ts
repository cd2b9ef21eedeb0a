// A person fills, submits and closes the modal on top.
import { actor, cannot, done, notify, showFailure } from './actor.ts';
import { click } from './click.ts';
import { deliver } from './deliver.ts';
import type { Shape } from './json.ts';
import { isShape, words } from './json.ts';
import { clientErrors } from './modal-checks.ts';
import type { SandboxUser } from './options.ts';
import type { ActResult, Json } from './page/protocol.ts';
import { viewClosed, viewSubmission } from './payloads.ts';
import type { StoredView } from './records.ts';
import { checkView } from './validate/views.ts';
import { closeViews, pushModal, stackOf, updateView } from './views.ts';
import type { Workspace } from './workspace.ts';

export type Submission = ActResult & { readonly errors?: Readonly<Record<string, string>> };

const TROUBLE = 'We had some trouble connecting. Try again?';

/** Types or picks something in the modal on top (or in the Home tab, when `view` is its id). */
export function fill(
  w: Workspace,
  who: string,
  input: { readonly action: string; readonly block?: string; readonly view?: string; readonly value: Json },
): Promise<ActResult> {
  const { action, block, value } = input;
  const view = input.view ?? stackOf(w, who).at(-1)?.id;
  if (view === undefined) return Promise.resolve(cannot('no_modal', 'No window is open.'));
  const place = view === w.homes.get(who) ? ({ kind: 'home' } as const) : ({ kind: 'modal', view } as const);
  return click(w, who, { place, action, block, value });
}

/** Presses the modal's submit button: the client's own checks first, then view_submission and what the app answers. */
export async function submit(w: Workspace, who: string, viewId?: string): Promise<Submission> {
  const user = actor(w, who);
  if ('ok' in user) return user;
  const view = topOf(w, who, viewId);
  if ('error' in view) return view;
  const errors = clientErrors(view);
  view.errors = errors;
  w.changes.touch();
  if (Object.keys(errors).length > 0) return fieldErrors(errors);
  const outcome = await deliver(w, { kind: 'interactive', payload: viewSubmission(w, user, view) });
  if (!outcome.ok) {
    showFailure(w, who, { outcome, what: `${w.manifest.name}: submitting the form` });
    return cannot(outcome.error, TROUBLE);
  }
  return obey(w, user, { view, answer: isShape(outcome.answer) ? outcome.answer : {} });
}

/** Closes the modal on top; the app hears of it when it asked to (notify_on_close). */
export async function closeModal(w: Workspace, who: string, viewId?: string): Promise<ActResult> {
  const user = actor(w, who);
  if ('ok' in user) return user;
  const top = topOf(w, who, viewId);
  if ('error' in top) return top;
  const cleared = top.source['clear_on_close'] === true;
  await leave(w, user, { gone: cleared ? stackOf(w, who) : [top], cleared });
  return done;
}

type Answered = { readonly view: StoredView; readonly answer: Shape };

/** Does what `response_action` says; source: https://docs.slack.dev/surfaces/modals */
async function obey(w: Workspace, user: SandboxUser, { view, answer }: Answered): Promise<Submission> {
  switch (answer['response_action']) {
    case undefined:
      closeViews(w, user.id, [view]);
      return done;
    case 'clear': {
      const others = stackOf(w, user.id).filter((one) => one !== view);
      closeViews(w, user.id, [view]);
      await leave(w, user, { gone: others, cleared: true });
      return done;
    }
    case 'errors':
      return showErrors(w, user, { view, answer });
    case 'update':
    case 'push':
      return showNext(w, user, { view, answer });
    default:
      return trouble(w, user, 'invalid_response_action');
  }
}

/** Field errors must name input blocks of the view, else Slack calls the whole answer broken. */
function showErrors(w: Workspace, user: SandboxUser, { view, answer }: Answered): Submission {
  const { errors } = answer;
  const inputs = new Set(
    view.blocks.filter((block) => block['type'] === 'input').map((block) => words(block, 'block_id')),
  );
  const entries = isShape(errors) ? Object.entries(errors) : [];
  if (entries.length === 0 || !entries.every(([block]) => inputs.has(block))) {
    return trouble(w, user, 'invalid_errors');
  }
  view.errors = Object.fromEntries(
    entries.map(([block, text]) => [block, typeof text === 'string' ? text : JSON.stringify(text)]),
  );
  w.changes.touch();
  return fieldErrors(view.errors);
}

function showNext(w: Workspace, user: SandboxUser, { view, answer }: Answered): Submission {
  const next = answer['view'];
  if (!isShape(next) || checkView(next, ['modal']).length > 0) return trouble(w, user, 'invalid_view');
  if (answer['response_action'] === 'update') {
    updateView(w, view, next);
    return done;
  }
  const pushed = pushModal(w, user.id, next);
  return typeof pushed === 'string' ? trouble(w, user, pushed) : done;
}

function trouble(w: Workspace, user: SandboxUser, error: string): Submission {
  notify(w, user.id, `${w.manifest.name}: submitting the form failed with the error "${error}"`);
  return cannot(error, TROUBLE);
}

function fieldErrors(errors: Readonly<Record<string, string>>): Submission {
  return { ...cannot('view_errors', Object.values(errors).join(' ')), errors };
}

async function leave(
  w: Workspace,
  user: SandboxUser,
  { gone, cleared }: { readonly gone: readonly StoredView[]; readonly cleared: boolean },
): Promise<void> {
  closeViews(w, user.id, gone);
  for (const view of gone) {
    if (view.source['notify_on_close'] !== true) continue;
    await deliver(w, { kind: 'interactive', payload: viewClosed(w, user, { view, cleared }) });
  }
}

function topOf(
  w: Workspace,
  who: string,
  viewId: string | undefined,
): StoredView | ReturnType<typeof cannot> {
  const top = stackOf(w, who).at(-1);
  if (top === undefined) return cannot('no_modal', 'No window is open.');
  if (viewId !== undefined && viewId !== top.id) {
    return cannot('view_not_on_top', 'That window is closed, or another one is in front of it.');
  }
  return top;
}
