/**
 * Runs `work` for one key at a time. A call that comes meanwhile waits for one further run, which everybody who waits shares: what
 * they get was begun after they asked.
 */
export function singleFlight<Key, Result>(
  work: (key: Key) => Promise<Result>,
): (key: Key) => Promise<Result> {
  const running = new Map<Key, Promise<Result>>();
  const waiting = new Map<Key, Promise<Result>>();

  function start(key: Key): Promise<Result> {
    const run = work(key).finally(() => {
      if (running.get(key) === run) running.delete(key);
    });
    running.set(key, run);
    return run;
  }

  return (key) => {
    const now = running.get(key);
    if (now === undefined) return start(key);
    const shared = waiting.get(key);
    if (shared !== undefined) return shared;
    const next = now
      .catch(() => undefined)
      .then(() => {
        waiting.delete(key);
        return start(key);
      });
    waiting.set(key, next);
    return next;
  };
}
