// A person runs a shortcut, from the menu or on a message.
// Source: https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload
import { actor, cannot, done, showFailure } from './actor.ts';
import { deliver } from './deliver.ts';
import type { Shape } from './json.ts';
import { messageObject, nextTs } from './messages.ts';
import type { SandboxUser } from './options.ts';
import type { ActResult } from './page/protocol.ts';
import { actedBy } from './payloads.ts';
import type { Message } from './records.ts';
import { issueResponseUrl } from './response-urls.ts';
import { messageScene } from './scene.ts';
import { issueTrigger } from './triggers.ts';
import type { Workspace } from './workspace.ts';

/**
 * Resolves when the app has acknowledged, or three seconds later.
 * @param wanted.on the message a message shortcut is run on; absent for a global one
 */
export async function runShortcut(
  w: Workspace,
  who: string,
  wanted: {
    readonly callbackId: string;
    readonly on?: { readonly channel: string; readonly ts: string } | undefined;
  },
): Promise<ActResult> {
  const user = actor(w, who);
  if ('ok' in user) return user;
  const type = wanted.on === undefined ? 'global' : 'message';
  const shortcut = w.manifest.shortcuts.find(
    (one) => one.callbackId === wanted.callbackId && one.type === type,
  );
  if (shortcut === undefined) return cannot('unknown_shortcut', 'This app has no such shortcut.');
  const scene = wanted.on === undefined ? undefined : messageScene(w, who, wanted.on);
  if (scene !== undefined && 'error' in scene) return scene;
  const shared = { ...actedBy(w, user), callback_id: shortcut.callbackId, action_ts: nextTs(w) };
  const payload =
    scene === undefined
      ? { type: 'shortcut', ...shared, trigger_id: issueTrigger(w, who, false) }
      : { type: 'message_action', ...shared, ...onMessage(w, user, scene.message) };
  const outcome = await deliver(w, { kind: 'interactive', payload });
  return outcome.ok ? done : showFailure(w, who, { outcome, what: shortcut.name });
}

function onMessage(w: Workspace, user: SandboxUser, message: Message): Shape {
  const { channel, ts } = message;
  const place = w.channels.get(channel);
  return {
    trigger_id: issueTrigger(w, user.id, false),
    response_url: issueResponseUrl(w, { user: user.id, channel, ts }),
    message_ts: ts,
    channel: { id: channel, name: place?.kind === 'im' ? 'directmessage' : (place?.name ?? '') },
    message: messageObject(w, message),
  };
}
