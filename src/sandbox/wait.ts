// Waiting for a condition instead of for a time.
import type { Changes } from './changes.ts';

// What a probe looks at may lie outside the workspace, where no change is announced.
const LOOK_AGAIN_MS = 50;

/** @throws after `timeoutMs` of real time (default 5,000), naming what was waited for */
export function waitFor<T>(
  changes: Changes,
  probe: () => T | undefined | false | null,
  wanted: { readonly what: string; readonly timeoutMs?: number | undefined },
): Promise<T> {
  const { what, timeoutMs = 5000 } = wanted;
  return new Promise((resolve, reject) => {
    const end = (finish: () => void): void => {
      off();
      clearTimeout(deadline);
      clearInterval(looking);
      finish();
    };
    const look = (): void => {
      try {
        const found = probe();
        if (found !== undefined && found !== null && found !== false) end(() => resolve(found));
      } catch (failure) {
        end(() => reject(failure instanceof Error ? failure : new Error(String(failure))));
      }
    };
    const late = (): void => end(() => reject(new Error(`Waited ${timeoutMs} ms in vain for ${what}`)));
    const off = changes.subscribe(() => queueMicrotask(look));
    const deadline = setTimeout(late, timeoutMs);
    const looking = setInterval(look, LOOK_AGAIN_MS);
    look();
  });
}

/** Resolves after so much real time. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
}
