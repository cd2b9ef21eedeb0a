// What goes wrong outside, under the codes that the engine and the operator know.
import { storeConflict, storeUnavailable } from './store.ts';

export type StoreCode =
  | typeof storeConflict
  | typeof storeUnavailable
  | 'E-DB-MODE'
  | 'E-DB-LOCK'
  | 'E-DB-NEWER'
  | 'E-DB-URL';

export const failure = (
  code: StoreCode,
  text: string,
  cause?: unknown,
): Error & { readonly code: StoreCode } => Object.assign(new Error(text, { cause }), { code });

// https://sqlite.org/rescode.html, with their extended codes
const sqliteOutside =
  /^SQLITE_(BUSY|LOCKED|FULL|READONLY|IOERR|CANTOPEN|CORRUPT|NOTADB|PERM|AUTH|NOMEM|PROTOCOL)/;
// https://www.postgresql.org/docs/current/errcodes-appendix.html
const postgresConflict = /^(40001|40P01|55P03)$/;
const postgresOutside = /^(08...|53...|57P0.|57014|58...|25006|25P03|28...|3D000)$/;
const socketOutside = /^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|ENOENT|EACCES)/;
// node-postgres gives these without a code.
const lostConnection =
  /connection terminated|timeout exceeded when trying to connect|not queryable|read timeout/i;

/** The error as callers know it: a marked one where the database is the reason, otherwise itself. */
export function marked(error: unknown): unknown {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth += 1) {
    const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
    if (code.startsWith('E-')) return cause;
    if (postgresConflict.test(code))
      return failure(storeConflict, 'Another transaction was in the way, so this one was undone.', error);
    if (
      sqliteOutside.test(code) ||
      postgresOutside.test(code) ||
      socketOutside.test(code) ||
      lostConnection.test(cause.message)
    )
      return failure(storeUnavailable, `The database cannot do this now: ${cause.message}`, error);
  }
  return error;
}
