// A workflow runs one of the app's custom steps; the app says how it ended.
// Source: https://docs.slack.dev/reference/events/function_executed
import { randomBytes } from 'node:crypto';
import { cannot, done } from './actor.ts';
import { sendToApp } from './events.ts';
import type { Shape } from './json.ts';
import { nextTs } from './messages.ts';
import type { ActResult, StepState } from './page/protocol.ts';
import type { Workspace } from './workspace.ts';
import { nextId } from './workspace.ts';

/** Resolves when the app has acknowledged the event, or once the first attempt has failed. */
export async function runStep(
  w: Workspace,
  step: { readonly callbackId: string; readonly inputs: Shape },
): Promise<ActResult> {
  const { callbackId, inputs } = step;
  const known = w.manifest.functions.get(callbackId);
  if (known === undefined) return cannot('unknown_step', 'This app has no such workflow step.');
  const absent = known.inputs.required.filter((name) => inputs[name] === undefined);
  if (absent.length > 0) return cannot('missing_inputs', `The step still needs ${absent.join(', ')}.`);
  const id = nextId(w, 'Fx');
  w.executions.set(id, { id, callbackId, inputs });
  w.changes.touch();
  await sendToApp(w, {
    type: 'function_executed',
    function: functionObject(w, callbackId),
    inputs,
    function_execution_id: id,
    workflow_execution_id: nextId(w, 'Wx'),
    event_ts: nextTs(w),
    bot_access_token: workflowToken(w),
  });
  return done;
}

/** How the runs of custom steps went so far, oldest first. */
export function stepsOf(w: Workspace): readonly StepState[] {
  return [...w.executions.values()].map(({ id, callbackId, inputs, end }) => {
    if (end === undefined) return { id, callbackId, inputs, status: 'running' };
    return 'error' in end
      ? { id, callbackId, inputs, status: 'failed', error: end.error }
      : { id, callbackId, inputs, status: 'completed', outputs: end.outputs };
  });
}

function functionObject(w: Workspace, callbackId: string): Shape {
  const known = w.manifest.functions.get(callbackId);
  const at = Math.floor(w.clock.now() / 1000);
  return {
    id: `Fn${callbackId}`,
    callback_id: callbackId,
    title: known?.title ?? '',
    description: known?.description ?? '',
    type: 'app',
    input_parameters: known === undefined ? [] : parameterList(known.inputs),
    output_parameters: known === undefined ? [] : parameterList(known.outputs),
    app_id: w.app.id,
    date_created: at,
    date_updated: at,
    date_deleted: 0,
  };
}

type Parameters = {
  readonly properties: { readonly [name: string]: { readonly type: string } };
  readonly required: readonly string[];
};

function parameterList({ properties, required }: Parameters): Shape[] {
  return Object.entries(properties).map(([name, { type }]) => ({
    type,
    name,
    title: name,
    description: '',
    is_required: required.includes(name),
  }));
}

/** The token of one workflow run: it works beside the bot's own. */
function workflowToken(w: Workspace): string {
  const token = `xwfp-1-${randomBytes(16).toString('hex')}`;
  w.grants.set(token, {
    kind: 'workflow',
    token,
    team: w.team.id,
    user: w.app.botUser,
    scopes: w.manifest.scopes,
    state: 'live',
  });
  return token;
}
