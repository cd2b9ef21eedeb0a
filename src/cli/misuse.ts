/** The word was called in a way it does not know; the text says what is wrong. Exit code 2. */
export class Misuse extends Error {}

/** Is this `Misuse`, or what `parseArgs` of node:util throws for an option that it does not know? */
export const isMisuse = (error: unknown): error is Error =>
  error instanceof Misuse ||
  (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'));
