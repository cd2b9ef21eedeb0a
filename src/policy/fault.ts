/** What is wrong in `access.yml`, and where: line and column count from 1. An error refuses the file, a warning does not. */
export type Fault = {
  readonly line: number;
  readonly column: number;
  /** What is wrong, without a full stop. */
  readonly message: string;
  /** What to do about it, for example `did you mean “approve”?`. */
  readonly hint?: string;
  readonly code: FaultCode;
  readonly severity: 'error' | 'warning';
};

/**
 * PARSE: not YAML, or not the shape. NAME: a name that nothing has. RULE: a rule that cannot do what it says. OWNER: nobody to ask.
 * ASSIGN: something that must not be given without asking. QUORUM: a number of people who cannot agree. CYCLE: routes that lead to each other in a circle. CEL: a condition that cannot be judged.
 */
export type FaultCode =
  | 'E-POL-PARSE'
  | 'E-POL-NAME'
  | 'E-POL-REGEX'
  | 'E-POL-RULE'
  | 'E-POL-OWNER'
  | 'E-POL-GROUP'
  | 'E-POL-QUORUM'
  | 'E-POL-CYCLE'
  | 'E-POL-CEL'
  | 'E-POL-ASSIGN';

/** More than anybody reads at once. */
export const mostFaults = 100;

/** The faults for a terminal: one sentence each, then the line of the file with a caret under the place. */
export function renderFaults(text: string, faults: readonly Fault[], file: string): string {
  const lines = text.replace(/^\ufeff/u, '').split(/\r?\n/);
  return faults
    .map((fault) => [headline(fault, file), ...excerpt(lines[fault.line - 1], fault)].join('\n'))
    .join('\n\n');
}

const headline = (fault: Fault, file: string): string =>
  `${file}:${fault.line}:${fault.column} ${fault.severity} ${fault.code}: ${printable(fault.message)}${fault.hint === undefined ? '' : `: ${printable(fault.hint)}`}`;

const width = 100;

function excerpt(line: string | undefined, { line: number, column }: Fault): readonly string[] {
  if (line === undefined || line.trim() === '') return [];
  const start = column > width - 20 ? column - width / 2 : 0;
  const shown = printable(line.slice(start, start + width));
  const gutter = String(number).padStart(5);
  return [`${gutter} | ${shown}`, `${' '.repeat(gutter.length)} | ${' '.repeat(column - 1 - start)}^`];
}

// One column each, so that the caret stands right, and nothing that could steer a terminal or reorder the line.
const printable = (text: string): string => text.replace(/\t/g, ' ').replace(/[\p{Cc}\p{Cf}]/gu, '\ufffd');
