import { readFile, stat } from 'node:fs/promises';
import type { ImportRefused } from './fault.ts';
import { importRefused } from './fault.ts';

const maxBytes = 20_000_000;

/** The text of a file. One that is missing, unreadable, too large or not UTF-8 is refused with the reason; nothing is thrown for it. */
export async function readTextFile(
  file: string,
): Promise<{ readonly is: 'text'; readonly text: string } | ImportRefused> {
  const bytes = await contentsOf(file);
  if (typeof bytes === 'string') return refused(bytes);
  const text = decode(bytes);
  return text === undefined
    ? refused('the file is not UTF-8 text', 'save it as “CSV UTF-8”')
    : { is: 'text', text };
}

const refused = (message: string, hint?: string) =>
  importRefused([{ code: 'E-IMP', row: 0, line: 0, message, ...(hint === undefined ? {} : { hint }) }]);

/** The bytes of the file, or why there are none. */
async function contentsOf(file: string): Promise<Uint8Array | string> {
  try {
    const about = await stat(file);
    if (!about.isFile()) return 'this is a folder or a device, not a file';
    return about.size > maxBytes ? 'the file is larger than 20 MB' : await readFile(file);
  } catch (error) {
    return `the file cannot be read (${error instanceof Error && 'code' in error ? String(error.code) : String(error)})`;
  }
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
