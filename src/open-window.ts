// The policy office of a running bot, and its window: a socket beside the database. On PostgreSQL there is none: everybody opens the store.
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { Doubt } from './doubt.ts';
import type { Intake } from './intake.ts';
import type { OfficeHome } from './office/office.ts';
import { createOffice } from './office/office.ts';
import { serveOffice } from './office/serve.ts';
import { socketPathOf } from './office/socket-path.ts';
import { sqliteFileOf } from './store/open.ts';

export type WindowParts = Omit<OfficeHome, 'refresh' | 'inForce' | 'policyFile'> & {
  readonly config: Pick<Config, 'databaseUrl' | 'policyFile'>;
  readonly intake: Pick<Intake, 'directory'>;
  readonly doubt: Pick<Doubt, 'policyInvalid'>;
  readonly log: Logger;
};

/** Listens until the function it gives is called. A bot does its work without a window too, so trouble with it is only logged. */
export async function openWindow(parts: WindowParts): Promise<() => Promise<void>> {
  const { log } = parts;
  const file = sqliteFileOf(parts.config.databaseUrl);
  if (file === undefined) return async () => undefined;
  const office = createOffice({
    ...parts,
    policyFile: parts.config.policyFile,
    inForce: () => parts.doubt.policyInvalid(false),
    refresh: async () => {
      try {
        await parts.intake.directory();
        return undefined;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
  });
  try {
    return await serveOffice(office, socketPathOf(file), (error) =>
      log.error({ error }, 'a question about the policy was not answered'),
    );
  } catch (error) {
    log.warn({ error }, 'no socket for “hallpass policy apply” could be made; everything else works');
    return async () => undefined;
  }
}
