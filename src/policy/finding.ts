// What all checks of lint.ts share.
import type { Policy } from '../domain/policy.ts';
import type { Fault, FaultCode } from './fault.ts';
import type { PolicyFile } from './schema.ts';
import type { Path, Source } from './source.ts';

/** What every check reads: the file as written, the policy it became, and the way back to lines. */
export type Linted = { readonly file: PolicyFile; readonly policy: Policy; readonly source: Source };

/** A finding at a path of the file. */
export function finding(
  source: Source,
  at: { readonly path: Path; readonly at?: 'key' | 'value' },
  says: { code: FaultCode; message: string; hint?: string | undefined; severity?: Fault['severity'] },
): Fault {
  const { code, message, hint, severity = 'error' } = says;
  return {
    ...source.place(at.path, at.at),
    message,
    ...(hint === undefined ? {} : { hint }),
    code,
    severity,
  };
}
