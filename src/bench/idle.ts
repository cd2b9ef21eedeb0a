// A thread that does nothing: how late it is woken is what the machine does to everybody.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parentPort } from 'node:worker_threads';

/** Answers `begin` with nothing and `end` with the longest delay in milliseconds since. */
export function serveIdle(): void {
  let delay = monitorEventLoopDelay({ resolution: 1 });
  parentPort?.on('message', (word: unknown) => {
    if (word === 'begin') {
      delay = monitorEventLoopDelay({ resolution: 1 });
      delay.enable();
      parentPort?.postMessage(0);
      return;
    }
    delay.disable();
    parentPort?.postMessage(delay.count === 0 ? 0 : delay.max / 1e6);
  });
}
