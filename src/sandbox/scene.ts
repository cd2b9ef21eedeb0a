// What a person has before their eyes: a message they may see, their Home tab, the modal on top.

import type { Refused } from './actor.ts';
import { cannot } from './actor.ts';
import type { Found } from './elements.ts';
import { findElement } from './elements.ts';
import type { Shape } from './json.ts';
import { findMessage } from './messages.ts';
import type { Place } from './page/protocol.ts';
import type { Scene } from './payloads.ts';
import { valuesOf, withValue } from './values.ts';
import { stackOf } from './views.ts';
import type { Workspace } from './workspace.ts';

export type Aim = {
  readonly place: Place;
  readonly action: string;
  readonly block?: string | undefined;
  /** A click that was on its way before the element, or the person, went away. */
  readonly force?: boolean | undefined;
};

/** The element somebody aims at, if it is really there for them. */
export function lookAt(w: Workspace, who: string, aim: Aim): { scene: Scene; found: Found } | Refused {
  const scene = sceneOf(w, who, aim.place);
  if ('error' in scene) return scene;
  const versions = 'view' in scene ? [scene.view.blocks] : [scene.message.blocks, ...scene.message.before];
  for (const blocks of aim.force === true ? versions : versions.slice(0, 1)) {
    const found = findElement(blocks, aim);
    if (found !== undefined) return { scene, found };
  }
  return cannot('element_not_found', `There is nothing to click with the action id ${aim.action}.`);
}

/** Keeps what an element now holds. */
export function hold(who: string, { scene, found }: { scene: Scene; found: Found }, value: Shape): Scene {
  if ('view' in scene) {
    scene.view.values = withValue(scene.view.values, found, value);
    const { [found.blockId]: _gone, ...errors } = scene.view.errors;
    scene.view.errors = errors;
    return scene;
  }
  const values = withValue(scene.values, found, value);
  scene.message.states.set(who, values);
  return { ...scene, values };
}

function sceneOf(w: Workspace, who: string, place: Place): Scene | Refused {
  if (place.kind === 'message') return messageScene(w, who, place);
  if (place.kind === 'home') {
    const view = w.views.get(w.homes.get(who) ?? '');
    return view === undefined ? cannot('home_not_published', 'The Home tab is still empty.') : { view };
  }
  const stack = stackOf(w, who);
  const view = stack.find(({ id }) => id === place.view);
  if (view === undefined) return cannot('view_not_found', 'That window is closed.');
  return view === stack.at(-1) ? { view } : cannot('view_not_on_top', 'Another window is in front of it.');
}

/** A message somebody may see. */
export function messageScene(
  w: Workspace,
  who: string,
  place: { readonly channel: string; readonly ts: string },
): Extract<Scene, { message: unknown }> | Refused {
  const message = findMessage(w, place.channel, place.ts);
  const visible = message?.ephemeralTo === undefined || message.ephemeralTo === who;
  const member = w.channels.get(place.channel)?.members.has(who) === true;
  if (message === undefined || !visible || !member) {
    return cannot('message_not_found', 'That message is not there (any more).');
  }
  return { message, values: valuesOf(message.blocks, message.states.get(who)) };
}
