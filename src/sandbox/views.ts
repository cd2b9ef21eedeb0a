// Modals in a stack of three and one Home tab a person.
import { withIds } from './elements.ts';
import type { Shape } from './json.ts';
import { compact, field, isBlock, words } from './json.ts';
import type { Json, ViewState } from './page/protocol.ts';
import type { StoredView } from './records.ts';
import { valuesOf } from './values.ts';
import type { Workspace } from './workspace.ts';
import { nextId } from './workspace.ts';

const DEEPEST_STACK = 3;

/** Open modals of a person, root first. */
export function stackOf(w: Workspace, user: string): readonly StoredView[] {
  return (w.stacks.get(user) ?? []).flatMap((id) => w.views.get(id) ?? []);
}

/** Opens a first modal for a person; a stack that was open is gone. */
export function openModal(w: Workspace, owner: string, source: Shape): StoredView {
  for (const view of stackOf(w, owner)) w.views.delete(view.id);
  const view = createView(w, source, { owner, type: 'modal', under: undefined });
  w.stacks.set(owner, [view.id]);
  w.changes.touch();
  return view;
}

/** Puts a modal on top of the others; undefined when three are open already or none is. */
export function pushModal(
  w: Workspace,
  owner: string,
  source: Shape,
): StoredView | 'push_limit_reached' | 'not_found' {
  const stack = stackOf(w, owner);
  const under = stack.at(-1);
  if (under === undefined) return 'not_found';
  if (stack.length >= DEEPEST_STACK) return 'push_limit_reached';
  const view = createView(w, source, { owner, type: 'modal', under });
  w.stacks.set(owner, [...stack.map(({ id }) => id), view.id]);
  w.changes.touch();
  return view;
}

/** Replaces what a view shows; typed input stays where block_id and action_id stay. */
export function updateView(w: Workspace, view: StoredView, source: Shape): void {
  const blocks = withIds(w, source['blocks']);
  view.source = source;
  view.blocks = blocks;
  view.values = valuesOf(blocks, view.values);
  view.errors = {};
  view.externalId = words(source, 'external_id') ?? view.externalId;
  view.hash = nextHash(w);
  w.changes.touch();
}

/** Shows a person's Home tab. */
export function publishHome(w: Workspace, owner: string, source: Shape): StoredView {
  const old = w.views.get(w.homes.get(owner) ?? '');
  if (old !== undefined) {
    updateView(w, old, source);
    return old;
  }
  const view = createView(w, source, { owner, type: 'home', under: undefined });
  w.homes.set(owner, view.id);
  w.changes.touch();
  return view;
}

/** Takes modals off a person's screen. */
export function closeViews(w: Workspace, owner: string, gone: readonly StoredView[]): void {
  const ids = new Set(gone.map(({ id }) => id));
  for (const id of ids) w.views.delete(id);
  w.stacks.set(
    owner,
    (w.stacks.get(owner) ?? []).filter((id) => !ids.has(id)),
  );
  w.changes.touch();
}

/** Slack's view object; `values` only where Slack sends them (interactions, not answers). */
export function viewObject(w: Workspace, view: StoredView, values: StoredView['values']): Shape {
  const { source } = view;
  return {
    id: view.id,
    team_id: w.team.id,
    type: view.type,
    blocks: view.blocks,
    private_metadata: words(source, 'private_metadata') ?? '',
    callback_id: words(source, 'callback_id') ?? '',
    state: { values },
    hash: view.hash,
    title: field(source, 'title') ?? { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: field(source, 'clear_on_close') ?? false,
    notify_on_close: field(source, 'notify_on_close') ?? false,
    close: field(source, 'close') ?? null,
    submit: field(source, 'submit') ?? null,
    previous_view_id: view.previousId,
    root_view_id: view.rootId,
    app_id: w.app.id,
    external_id: view.externalId,
    app_installed_team_id: w.team.id,
    bot_id: w.app.botId,
  };
}

/** How the page and the tests see a view. */
export function viewState(view: StoredView): ViewState {
  const label = (key: string): string | undefined => words(field(view.source, key), 'text');
  const submit = label('submit');
  const close = label('close');
  return {
    id: view.id,
    hash: view.hash,
    type: view.type,
    callbackId: words(view.source, 'callback_id') ?? '',
    title: label('title') ?? '',
    ...(submit !== undefined && { submit }),
    ...(close !== undefined && { close }),
    blocks: view.blocks.filter(isBlock),
    values: view.values,
    errors: view.errors,
  };
}

type Seat = {
  readonly owner: string;
  readonly type: 'modal' | 'home';
  readonly under: StoredView | undefined;
};

function createView(w: Workspace, source: Shape, { owner, type, under }: Seat): StoredView {
  const id = nextId(w, 'V');
  const blocks = withIds(w, source['blocks']);
  const view: StoredView = {
    id,
    owner,
    type,
    rootId: under?.rootId ?? id,
    previousId: under?.id ?? null,
    source: compact(source),
    blocks,
    externalId: words(source, 'external_id') ?? '',
    hash: nextHash(w),
    values: valuesOf(blocks),
    errors: {},
  };
  w.views.set(id, view);
  return view;
}

function nextHash(w: Workspace): string {
  return `${Math.floor(w.clock.now() / 1000)}.${nextId(w, 'h')}`;
}

/** Whether another view of the workspace already has this external id. */
export function externalIdTaken(w: Workspace, source: Json, except?: string): boolean {
  const wanted = words(source, 'external_id');
  if (wanted === undefined || wanted === '') return false;
  return [...w.views.values()].some((view) => view.externalId === wanted && view.id !== except);
}
