// A person clicks or picks, and an external select asks for its options.
import { actor, cannot, done, showFailure } from './actor.ts';
import { choose } from './choices.ts';
import { deliver } from './deliver.ts';
import type { Found } from './elements.ts';
import type { Shape } from './json.ts';
import { compact, field, list, words } from './json.ts';
import { nextTs } from './messages.ts';
import type { ActResult, Json, SuggestAnswer } from './page/protocol.ts';
import { blockActions, blockSuggestion } from './payloads.ts';
import type { Aim } from './scene.ts';
import { hold, lookAt } from './scene.ts';
import { heldValue, valueField } from './values.ts';
import type { Workspace } from './workspace.ts';

const DEFAULT_MIN_QUERY = 3;
const MOST_OPTIONS = 100;

/**
 * Does what the client does: looks for the element, keeps what was picked, tells the app.
 * An input block tells the app only with dispatch_action. A confirm dialog is confirmed.
 * @param aim.value what is picked; a button sends its own value when this is absent
 */
export async function click(
  w: Workspace,
  who: string,
  aim: Aim & { readonly value?: Json | undefined },
): Promise<ActResult> {
  const user = actor(w, who, aim.force);
  if ('ok' in user) return user;
  const seen = lookAt(w, who, aim);
  if ('error' in seen) return seen;
  const { found } = seen;
  const offered = w.offered.get(offerKey(who, found)) ?? [];
  const button = words(found.element, 'type') === 'button';
  const chosen = button
    ? { ok: true as const, value: aim.value ?? null }
    : choose(w, found.element, { value: aim.value ?? null, offered });
  if (!chosen.ok) return cannot('invalid_value', chosen.text);
  const key = valueField(found.element);
  const scene = key === undefined ? seen.scene : hold(who, seen, heldValue(found.element, chosen.value));
  if ('message' in scene) w.lastSeen.set(`${who} ${scene.message.channel}`, w.clock.now());
  w.changes.touch();
  if (words(found.block, 'type') === 'input' && found.block['dispatch_action'] !== true) return done;
  if (!w.manifest.interactivity) {
    return cannot('interactivity_disabled', 'This app is not configured to handle interactive responses.');
  }
  const action = actionOf(w, found, chosen.value);
  const outcome = await deliver(w, {
    kind: 'interactive',
    payload: blockActions(w, user, { scene, action }),
  });
  return outcome.ok ? done : showFailure(w, who, { outcome, what: `${w.manifest.name}: that click` });
}

/** Asks the app for the options of an external select. */
export async function suggest(
  w: Workspace,
  who: string,
  aim: Aim & { readonly query: string },
): Promise<SuggestAnswer> {
  const user = actor(w, who);
  if ('ok' in user) return nothing(user.error);
  const seen = lookAt(w, who, aim);
  if ('error' in seen) return nothing(seen.error);
  const { found, scene } = seen;
  if (words(found.element, 'type')?.endsWith('external_select') !== true)
    return nothing('not_an_external_select');
  const least = field(found.element, 'min_query_length') ?? DEFAULT_MIN_QUERY;
  if (typeof least === 'number' && aim.query.length < least) return nothing();
  const { actionId, blockId } = found;
  const payload = blockSuggestion(w, user, { scene, actionId, blockId, query: aim.query });
  const outcome = await deliver(w, { kind: 'interactive', payload });
  if (!outcome.ok) return nothing(outcome.error);
  const options = list(outcome.answer, 'options');
  const optionGroups = list(outcome.answer, 'option_groups');
  const grouped = optionGroups.flatMap((group) => list(group, 'options'));
  if (options.length > MOST_OPTIONS || optionGroups.length > MOST_OPTIONS) return nothing('too_many_options');
  if (![...options, ...grouped].every(isOption)) return nothing('invalid_options');
  w.offered.set(offerKey(who, found), [...options, ...grouped]);
  return { options, optionGroups };
}

function actionOf(w: Workspace, found: Found, value: Json): Shape {
  const { element, actionId, blockId } = found;
  const type = words(element, 'type') ?? '';
  const shared = { type, action_id: actionId, block_id: blockId, action_ts: nextTs(w) };
  if (type === 'button') {
    const { text, style } = element;
    return compact({ ...shared, text, style, value: value ?? element['value'] });
  }
  if (type === 'overflow') return { ...shared, selected_option: value };
  const { type: _same, ...held } = heldValue(element, value);
  return compact({ ...shared, ...held, placeholder: element['placeholder'] });
}

function offerKey(who: string, found: Found): string {
  return `${who} ${found.blockId} ${found.actionId}`;
}

function isOption(option: Json): boolean {
  const text = words(field(option, 'text'), 'text') ?? '';
  const value = words(option, 'value') ?? '';
  return text.length >= 1 && text.length <= 75 && value.length >= 1 && value.length <= 150;
}

function nothing(error?: string): SuggestAnswer {
  return { options: [], optionGroups: [], ...(error !== undefined && { error }) };
}
