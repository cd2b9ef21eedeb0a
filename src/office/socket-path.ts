// Where a bot on SQLite listens for `hallpass policy …`: beside its database.
import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The path of a Unix socket has at most 107 bytes on Linux and 103 on macOS: https://man7.org/linux/man-pages/man7/unix.7.html */
const longest = 103;

/**
 * The socket's path for a database file that exists. Where the path beside it is too long, one under a folder of this user alone in the
 * system's place for temporary files. Throws where that folder is somebody else's.
 */
export function socketPathOf(database: string): string {
  const path = realpathSync(database);
  const beside = `${path}.control.sock`;
  if (Buffer.byteLength(beside) <= longest) return beside;
  return join(ownFolder(), `${createHash('sha256').update(path).digest('hex').slice(0, 32)}.sock`);
}

function ownFolder(): string {
  const user = process.getuid?.() ?? 0;
  const folder = join(tmpdir(), `hallpass-${user}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { uid, mode, isDirectory } = statOf(folder);
  if (!isDirectory || uid !== user || (mode & 0o077) !== 0)
    throw new Error(`${folder} is not a folder of this user alone (mode 0700), so no socket is put there.`);
  return folder;
}

function statOf(path: string): {
  readonly uid: number;
  readonly mode: number;
  readonly isDirectory: boolean;
} {
  const stat = lstatSync(path);
  return { uid: stat.uid, mode: stat.mode, isDirectory: stat.isDirectory() };
}
