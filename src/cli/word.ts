/** One word of the command line. */
export type Word = {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  readonly help: string;
  /** Resolves to the exit code: 0 done, 1 refused or found something, 2 misuse. */
  run(args: readonly string[]): Promise<number>;
};
