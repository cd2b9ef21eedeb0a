// Something that is asked again and again, but never twice at once: asks that come meanwhile become one more at the end.

/** Returns a function that runs `job` now or, if it runs already, once more when it is done. `failed` hears of errors. */
export function oneAtATime(job: () => Promise<void>, failed: (error: unknown) => void): () => Promise<void> {
  let running: Promise<void> | undefined;
  let again = false;
  const run = async () => {
    do {
      again = false;
      try {
        await job();
      } catch (error) {
        failed(error);
      }
    } while (again);
    running = undefined;
  };
  return () => {
    if (running === undefined) running = run();
    else again = true;
    return running;
  };
}

/** Returns a function that runs `job` some time after it was first called, once for all calls made meanwhile. */
export function later(job: () => void, ms: number): () => void {
  let timer: number | undefined;
  return () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      job();
    }, ms);
  };
}
