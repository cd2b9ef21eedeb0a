// The measured process: takes its orders from the bench and answers each.
import { z } from 'zod';
import { startWatch } from './blocks.ts';

export const settings = z.object({
  mode: z.enum(['http', 'socket']),
  apiUrl: z.string(),
  folder: z.string(),
  signingSecret: z.string(),
});
export type Settings = z.infer<typeof settings>;

export type Served = {
  /** Where it listens, in HTTP mode. */
  readonly port: number;
  /** Moves its clock. */
  pass(milliseconds: number): void;
  /** Resolves when nothing is left to be done. */
  quiet(): Promise<void>;
  stop(): Promise<void>;
};

const order = z.discriminatedUnion('do', [
  z.object({ do: z.literal('start'), settings }),
  z.object({ do: z.literal('pass'), milliseconds: z.number() }),
  z.object({ do: z.literal('quiet') }),
  z.object({ do: z.literal('watch') }),
  z.object({ do: z.literal('seen') }),
  z.object({ do: z.literal('stop') }),
]);

/** Serves the bench until it says stop or is gone. */
export async function serveOrders(start: (settings: Settings) => Promise<Served>): Promise<void> {
  const watch = await startWatch();
  const made: { app?: Served; release?: () => void; watched?: Promise<unknown> } = {};
  const obey = async (one: z.infer<typeof order>): Promise<unknown> => {
    switch (one.do) {
      case 'start':
        made.app = await start(one.settings);
        return made.app.port;
      case 'pass':
        return made.app?.pass(one.milliseconds);
      case 'quiet':
        return made.app?.quiet();
      case 'watch': {
        const released = new Promise<void>((resolve) => {
          made.release = resolve;
        });
        made.watched = watch.during(() => released).then((seen) => seen.blocks);
        return;
      }
      case 'seen':
        made.release?.();
        return made.watched;
      case 'stop':
        await made.app?.stop();
        await watch.close();
        return;
    }
  };
  process.on('disconnect', () => process.exit(1));
  process.on('message', (said) => {
    const one = order.parse(said);
    obey(one).then(
      (value) => process.send?.({ ok: true, value }, () => one.do === 'stop' && process.exit(0)),
      (error: unknown) =>
        process.send?.({ ok: false, error: error instanceof Error ? error.stack : String(error) }),
    );
  });
  process.send?.({ ok: true });
}
