/** Where this folder writes its log; pino's logger is one. Never give it a payload, a token or a person's words. */
export type Log = {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

/** What may be logged of an error: its kind and its own words, shortened, with anything like a Slack token blacked out. */
export function errorFields(error: unknown): object {
  if (!(error instanceof Error)) return { error: 'something that is no error was thrown' };
  const code: unknown = Reflect.get(error, 'code');
  return {
    error: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    reason: redacted(error.message),
  };
}

/** Blacks out Slack tokens, signing secrets in URLs and response URLs; at most 300 characters. */
export const redacted = (text: string): string =>
  text
    .replace(/xox[a-z]-[\w-]+|xapp-[\w-]+/g, '[token]')
    .replace(/(?:https?|wss?):\/\/\S+/g, '[url]')
    .slice(0, 300);
