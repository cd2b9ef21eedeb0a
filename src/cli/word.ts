/** One word of the command line. */
export type Word = {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  readonly help: string;
  /** Resolves to the exit code: 0 done, 1 refused or found something, 2 misuse. Throws `Misuse` for the last. */
  run(args: readonly string[]): Promise<number>;
  /** The words that may follow it; then `run` is only for when none of them does. */
  readonly words?: readonly Word[];
};
