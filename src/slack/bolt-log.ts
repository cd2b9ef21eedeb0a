import type { Logger } from '@slack/bolt';
import { LogLevel } from '@slack/bolt';
import type { Log } from './log.ts';
import { errorFields, redacted } from './log.ts';

/** Bolt's logger over ours. Its debug lines hold whole payloads, so they are dropped; of the rest only texts and error names pass. */
export function boltLog(log: Log): Logger {
  return {
    debug: () => undefined,
    info: (...said) => log.debug({ from: 'bolt' }, words(said)),
    warn: (...said) => log.warn({ from: 'bolt' }, words(said)),
    error: (...said) => log.error({ from: 'bolt', ...fieldsOf(said) }, words(said)),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}

const words = (said: readonly unknown[]): string =>
  redacted(said.filter((one) => typeof one === 'string').join(' ')) || 'Bolt reported an error.';

function fieldsOf(said: readonly unknown[]): object {
  const error = said.find((one) => one instanceof Error);
  return error === undefined ? {} : errorFields(error);
}
