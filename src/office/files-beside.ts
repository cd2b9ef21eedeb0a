import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { FileNamed } from '../policy/parse.ts';

export type FilesBeside = {
  readonly fileNamed: FileNamed;
  /** What was read so far, each name followed by its text. */
  readonly read: () => readonly string[];
};

/** Reads the files that a policy file names, beside it. */
export function filesBeside(policyFile: string): FilesBeside {
  const read = new Map<string, string>();
  return {
    fileNamed: (name) => {
      const text = read.get(name) ?? readOrNot(resolve(dirname(policyFile), name));
      if (text !== undefined) read.set(name, text);
      return text;
    },
    read: () => [...read].flat(),
  };
}

function readOrNot(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
