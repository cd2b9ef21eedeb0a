// An app in a process of its own, as the bench sees it.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Settings } from './app-side.ts';
import type { Blocks } from './blocks.ts';
import { blocks } from './blocks.ts';

export type AppProcess = {
  readonly port: number;
  /** By its own clock, epoch milliseconds. */
  now(): number;
  pass(milliseconds: number): Promise<void>;
  quiet(): Promise<void>;
  /** Watches its event loop while `work` runs. */
  during<T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly blocks: Blocks }>;
  /** Ends the process; resolves when it is gone. */
  stop(): Promise<void>;
};

const answer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown().optional() }),
  z.object({ ok: z.literal(false), error: z.string() }),
]);

const patienceMs = 30_000;

/** Forks the real bot or the bare Bolt app and waits until it serves. */
export async function startApp(role: 'hallpass' | 'bolt', settings: Settings): Promise<AppProcess> {
  const child = fork(fileURLToPath(new URL('./bench.js', import.meta.url)), ['--as', role], {
    env: { TZ: 'UTC' },
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const heard = (): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const left = (): void => reject(new Error(`The ${role} process ended.`));
      const late = setTimeout(() => reject(new Error(`The ${role} process does not answer.`)), patienceMs);
      child.once('exit', left);
      child.once('message', (said) => {
        clearTimeout(late);
        child.off('exit', left);
        const { data } = answer.safeParse(said);
        if (data?.ok === true) resolve(data.value);
        else reject(new Error(`${role}: ${data?.error ?? 'no answer'}`));
      });
    });
  const ask = (order: object): Promise<unknown> => {
    const said = heard();
    child.send(order);
    return said;
  };
  await heard();
  const port = z.number().parse(await ask({ do: 'start', settings }));
  let ahead = 0;
  return {
    port,
    now: () => Date.now() + ahead,
    async pass(milliseconds) {
      ahead += milliseconds;
      await ask({ do: 'pass', milliseconds });
    },
    async quiet() {
      await ask({ do: 'quiet' });
    },
    async during(work) {
      await ask({ do: 'watch' });
      const value = await work();
      return { value, blocks: blocks.parse(await ask({ do: 'seen' })) };
    },
    async stop() {
      const late = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await ask({ do: 'stop' }).catch(() => child.kill('SIGKILL'));
      await gone;
      clearTimeout(late);
    },
  };
}
