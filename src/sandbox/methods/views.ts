// views.*
import type { Shape } from '../json.ts';
import type { StoredView } from '../records.ts';
import { redeemTrigger } from '../triggers.ts';
import { checkView } from '../validate/views.ts';
import { externalIdTaken, openModal, publishHome, pushModal, updateView, viewObject } from '../views.ts';
import type { Workspace } from '../workspace.ts';
import { refuse, refuseArguments, refuseProblems, textOf, viewOf } from './method.ts';

const LARGEST_VIEW = 250_000;
const NO_TRIGGER = '[ERROR] missing required field: trigger_id';

export function viewsOpen(w: Workspace, args: Shape): Shape {
  const read = goodView(w, args, { kind: 'modal' });
  if ('refusal' in read) return read.refusal;
  if (!hasTrigger(args)) return refuseArguments('invalid_arguments', [NO_TRIGGER]);
  const trigger = redeemTrigger(w, triggerOf(args));
  if (typeof trigger === 'string') return refuse(trigger);
  return shown(w, openModal(w, trigger.user, read.view));
}

export function viewsPush(w: Workspace, args: Shape): Shape {
  const read = goodView(w, args, { kind: 'modal' });
  if ('refusal' in read) return read.refusal;
  if (!hasTrigger(args)) return refuseArguments('invalid_arguments', [NO_TRIGGER]);
  const trigger = redeemTrigger(w, triggerOf(args));
  if (typeof trigger === 'string') return refuse(trigger);
  if (!trigger.fromModal) return refuse('invalid_trigger_id');
  const pushed = pushModal(w, trigger.user, read.view);
  return typeof pushed === 'string' ? refuse(pushed) : shown(w, pushed);
}

export function viewsUpdate(w: Workspace, args: Shape): Shape {
  if (args['view_id'] === undefined && args['external_id'] === undefined)
    return refuseArguments('invalid_arguments', ['[ERROR] missing required field: view_id']);
  const old = named(w, args);
  if (old?.type !== 'modal') return refuse('not_found');
  const read = goodView(w, args, { kind: 'modal', replaces: old.id });
  if ('refusal' in read) return read.refusal;
  if (hashConflicts(args, old)) return refuse('hash_conflict');
  updateView(w, old, read.view);
  return shown(w, old);
}

export function viewsPublish(w: Workspace, args: Shape): Shape {
  if (!w.manifest.homeTab) return refuse('not_enabled');
  const user = textOf(args, 'user_id');
  if (!w.users.has(user)) return refuse('user_not_found');
  const old = w.views.get(w.homes.get(user) ?? '');
  const read = goodView(w, args, { kind: 'home', ...(old !== undefined && { replaces: old.id }) });
  if ('refusal' in read) return read.refusal;
  if (old !== undefined && hashConflicts(args, old)) return refuse('hash_conflict');
  return shown(w, publishHome(w, user, read.view));
}

/** Slack's own names for the two ways to name the interaction that pays for a modal. */
function triggerOf(args: Shape): string {
  return textOf(args, 'trigger_id') || textOf(args, 'interactivity_pointer');
}

function hasTrigger(args: Shape): boolean {
  return args['trigger_id'] !== undefined || args['interactivity_pointer'] !== undefined;
}

function goodView(
  w: Workspace,
  args: Shape,
  wanted: { readonly kind: 'modal' | 'home'; readonly replaces?: string },
): { readonly view: Shape } | { readonly refusal: Shape } {
  const read = viewOf(args);
  if ('refusal' in read) return read;
  if (JSON.stringify(read.view).length > LARGEST_VIEW) return { refusal: refuse('view_too_large') };
  const problems = checkView(read.view, [wanted.kind]);
  if (problems.length > 0) return { refusal: refuseProblems('invalid_arguments', problems) };
  if (externalIdTaken(w, read.view, wanted.replaces)) return { refusal: refuse('duplicate_external_id') };
  return read;
}

function named(w: Workspace, args: Shape): StoredView | undefined {
  const id = textOf(args, 'view_id');
  if (id !== '') return w.views.get(id);
  const external = textOf(args, 'external_id');
  return external === '' ? undefined : [...w.views.values()].find((view) => view.externalId === external);
}

function hashConflicts(args: Shape, view: StoredView): boolean {
  const hash = textOf(args, 'hash');
  return hash !== '' && hash !== view.hash;
}

function shown(w: Workspace, view: StoredView): Shape {
  return { ok: true, view: viewObject(w, view, {}) };
}
