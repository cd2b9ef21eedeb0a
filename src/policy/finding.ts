// What all checks of lint.ts share.
import { nearest } from '../domain/nearest.ts';
import type { Policy } from '../domain/policy.ts';
import type { Fault, FaultCode } from './fault.ts';
import type { PolicyFile } from './schema.ts';
import type { Path, Source } from './source.ts';

/** What every check reads: the file as written, the policy it became, and the way back to lines. */
export type Linted = { readonly file: PolicyFile; readonly policy: Policy; readonly source: Source };

/** A finding at a path of the file, or at an offset (UTF-16 units) within the text that stands there. */
export function finding(
  source: Source,
  at: { readonly path: Path; readonly at?: 'key' | 'value'; readonly offset?: number },
  says: { code: FaultCode; message: string; hint?: string | undefined; severity?: Fault['severity'] },
): Fault {
  const { code, message, hint, severity = 'error' } = says;
  return {
    ...(at.offset === undefined ? source.place(at.path, at.at) : source.within(at.path, at.offset)),
    message,
    ...(hint === undefined ? {} : { hint }),
    code,
    severity,
  };
}

/** A name that nothing has, with the known one that may have been meant. */
export function unknownName(message: string, name: string, known: readonly string[]) {
  const meant = nearest(name, known);
  return {
    code: 'E-POL-NAME',
    message,
    hint: meant === undefined ? undefined : `did you mean “${meant}”?`,
  } as const;
}
