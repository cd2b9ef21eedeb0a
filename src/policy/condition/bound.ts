import type { ASTNode } from '@marcbachmann/cel-js';

/** A bound on how long one evaluation may loop. */
export type Bound = {
  /** Before each evaluation. */
  start(): void;
  /** Throws once the time is over; the first call starts the clock, since nothing before it can take long. */
  tick(): void;
  /** Whether the time ran out since `start`: an `||` or `exists` may have absorbed the error. */
  isOver(): boolean;
  /** Lets the body of a macro tick before each of its evaluations. */
  watch(body: ASTNode): void;
};

/** `now` in milliseconds, never backwards; `within` likewise. */
export function boundBy(now: () => number, within: number): Bound {
  const late = new Error('it took too long');
  let end: number | undefined;
  let over = false;
  const tick = (): void => {
    if (!over) {
      const at = now();
      end ??= at + within;
      over = at > end;
    }
    if (over) throw late;
  };
  const start = (): void => {
    end = undefined;
    over = false;
  };
  return { start, tick, isOver: () => over, watch: (body) => before(body, tick) };
}

type Evaluate = (this: ASTNode, ...given: unknown[]) => unknown;

// The library has no hook in its loops, but every node is evaluated by its own `evaluate`, which replaces itself at first use.
function before(body: ASTNode, tick: () => void): void {
  let inner: Evaluate = Reflect.get(body, 'evaluate');
  const watched: Evaluate = (...given) => {
    tick();
    return inner.apply(body, given);
  };
  Object.defineProperty(body, 'evaluate', {
    get: () => watched,
    set: (next: Evaluate) => {
      inner = next;
    },
  });
}
