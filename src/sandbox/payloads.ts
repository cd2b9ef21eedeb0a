// The bodies of interactions, field by field as Slack sends them.
// Source: https://docs.slack.dev/reference/interaction-payloads
import { isOrgWide } from './grants.ts';
import type { Shape } from './json.ts';
import { compact } from './json.ts';
import { messageObject } from './messages.ts';
import type { SandboxUser } from './options.ts';
import type { Json } from './page/protocol.ts';
import { teamOf } from './people.ts';
import type { Message, StoredView, Values } from './records.ts';
import { issueResponseUrl } from './response-urls.ts';
import { issueTrigger } from './triggers.ts';
import { viewObject } from './views.ts';
import type { Workspace } from './workspace.ts';

/** Where an interaction happened. */
export type Scene = { readonly message: Message; readonly values: Values } | { readonly view: StoredView };

export function blockActions(w: Workspace, user: SandboxUser, act: { scene: Scene; action: Shape }): Shape {
  const { scene, action } = act;
  const fromModal = 'view' in scene && scene.view.type === 'modal';
  return {
    type: 'block_actions',
    ...actedBy(w, user),
    ...sceneFields(w, scene),
    trigger_id: issueTrigger(w, user.id, fromModal),
    ...responseUrlOf(w, user, scene),
    ...('message' in scene && { state: { values: scene.values } }),
    actions: [action],
  };
}

export function blockSuggestion(
  w: Workspace,
  user: SandboxUser,
  ask: { scene: Scene; actionId: string; blockId: string; query: string },
): Shape {
  return {
    type: 'block_suggestion',
    ...actedBy(w, user),
    ...sceneFields(w, ask.scene),
    action_id: ask.actionId,
    block_id: ask.blockId,
    value: ask.query,
  };
}

export function viewSubmission(w: Workspace, user: SandboxUser, view: StoredView): Shape {
  return {
    type: 'view_submission',
    ...actedBy(w, user),
    trigger_id: issueTrigger(w, user.id, true),
    view: viewObject(w, view, view.values),
    response_urls: responseUrlsOf(w, user, view),
  };
}

/** @param cleared whether the whole stack went at once */
export function viewClosed(
  w: Workspace,
  user: SandboxUser,
  { view, cleared }: { readonly view: StoredView; readonly cleared: boolean },
): Shape {
  return {
    type: 'view_closed',
    ...actedBy(w, user),
    view: viewObject(w, view, view.values),
    is_cleared: cleared,
  };
}

/** Who acted, where, and for which app: what every interaction starts with. */
export function actedBy(w: Workspace, user: SandboxUser): Shape {
  return {
    team: {
      id: w.team.id,
      domain: w.team.domain,
      ...(w.enterprise !== null && { enterprise_id: w.enterprise.id, enterprise_name: w.enterprise.name }),
    },
    user: { id: user.id, username: user.name, name: user.name, team_id: teamOf(w, user) },
    api_app_id: w.app.id,
    token: w.tokens.verification,
    enterprise: w.enterprise,
    is_enterprise_install: isOrgWide(w),
  };
}

function sceneFields(w: Workspace, scene: Scene): Shape {
  if ('view' in scene) {
    const { view } = scene;
    return { container: { type: 'view', view_id: view.id }, view: viewObject(w, view, view.values) };
  }
  const { message } = scene;
  const channel = w.channels.get(message.channel);
  const ephemeral = message.ephemeralTo !== undefined;
  const thread = message.threadTs === undefined ? {} : { thread_ts: message.threadTs };
  return compact({
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: message.channel,
      is_ephemeral: ephemeral,
      ...thread,
    },
    channel: { id: message.channel, name: channel?.kind === 'im' ? 'directmessage' : (channel?.name ?? '') },
    // Slack does not send the body of an ephemeral message back.
    message: ephemeral ? undefined : messageObject(w, message),
  });
}

function responseUrlOf(w: Workspace, user: SandboxUser, scene: Scene): Shape {
  if ('view' in scene) return {};
  const { channel, ts } = scene.message;
  return { response_url: issueResponseUrl(w, { user: user.id, channel, ts }) };
}

/** One address for every conversation picked in an input with response_url_enabled. */
function responseUrlsOf(w: Workspace, user: SandboxUser, view: StoredView): Json {
  return view.blocks.flatMap((block) => {
    const { element, block_id: blockId } = block;
    if (typeof element !== 'object' || element === null || !('response_url_enabled' in element)) return [];
    const { action_id: actionId, response_url_enabled: enabled } = element;
    if (enabled !== true || typeof blockId !== 'string' || typeof actionId !== 'string') return [];
    const held = view.values[blockId]?.[actionId];
    const channel =
      typeof held === 'object' && held !== null && 'selected_conversation' in held
        ? held['selected_conversation']
        : undefined;
    if (typeof channel !== 'string') return [];
    const address = issueResponseUrl(w, { user: user.id, channel });
    return [{ block_id: blockId, action_id: actionId, channel_id: channel, response_url: address }];
  });
}
