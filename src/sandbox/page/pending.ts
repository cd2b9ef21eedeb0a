// What was typed into views and has not reached the server: the newest value of each field, sent one after the other.
import type { Control } from './desk.ts';
import type { ActResult, Json } from './protocol.ts';

export type Pending = {
  readonly put: (view: string, control: Control, value: Json) => void;
  readonly get: (view: string, control: Control) => Json | undefined;
  /** Resolves when nothing typed into this view is on its way any more. */
  readonly drained: (view: string) => Promise<void>;
};

type Send = (view: string, control: Control, value: Json) => Promise<ActResult>;

/** `send` is called for one field at a time within a view, in the order the fields were first touched. */
export function createPending(send: Send): Pending {
  const waiting = new Map<string, Map<string, { control: Control; value: Json }>>();
  const running = new Map<string, Promise<void>>();
  const drain = async (view: string) => {
    const fields = waiting.get(view);
    for (let next = first(fields); next !== undefined; next = first(fields)) {
      await send(view, next[1].control, next[1].value);
      if (fields?.get(next[0]) === next[1]) fields.delete(next[0]);
    }
    running.delete(view);
  };
  return {
    put: (view, control, value) => {
      const fields = waiting.get(view) ?? new Map<string, { control: Control; value: Json }>();
      waiting.set(view, fields.set(keyOf(control), { control, value }));
      if (!running.has(view)) running.set(view, drain(view));
    },
    get: (view, control) => waiting.get(view)?.get(keyOf(control))?.value,
    drained: (view) => running.get(view) ?? Promise.resolve(),
  };
}

function first<Key, Value>(map: Map<Key, Value> | undefined): [Key, Value] | undefined {
  for (const entry of map ?? []) return entry;
  return undefined;
}

function keyOf({ block, action }: Control): string {
  return `${block} ${action}`;
}
