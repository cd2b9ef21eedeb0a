// functions.*: how a custom step of a workflow ended.
// Source: https://docs.slack.dev/reference/methods/functions.completeSuccess
import type { Shape } from '../json.ts';
import { isShape } from '../json.ts';
import type { Execution } from '../records.ts';
import type { Workspace } from '../workspace.ts';
import { jsonOf, refuse, refuseArguments, textOf } from './method.ts';

export function functionsCompleteSuccess(w: Workspace, args: Shape): Shape {
  const outputs = jsonOf(args, 'outputs');
  if (!isShape(outputs)) {
    return refuseArguments('invalid_arguments', ['[ERROR] must provide an object [json-pointer:/outputs]']);
  }
  const execution = running(w, args);
  if ('refusal' in execution) return execution.refusal;
  const wanted = w.manifest.functions.get(execution.callbackId)?.outputs.required ?? [];
  const absent = wanted.filter((name) => outputs[name] === undefined);
  if (absent.length > 0) {
    const reasons = absent.map((name) => `[ERROR] missing required field: ${name} [json-pointer:/outputs]`);
    return refuseArguments('parameter_validation_failed', reasons);
  }
  return finish(w, execution, { outputs });
}

export function functionsCompleteError(w: Workspace, args: Shape): Shape {
  const execution = running(w, args);
  if ('refusal' in execution) return execution.refusal;
  return finish(w, execution, { error: textOf(args, 'error') });
}

function running(w: Workspace, args: Shape): Execution | { readonly refusal: Shape } {
  const execution = w.executions.get(textOf(args, 'function_execution_id'));
  if (execution === undefined) return { refusal: refuse('function_execution_not_found') };
  return execution.end === undefined ? execution : { refusal: refuse('execution_not_in_running_state') };
}

function finish(w: Workspace, execution: Execution, end: NonNullable<Execution['end']>): Shape {
  execution.end = end;
  w.changes.touch();
  return { ok: true };
}
