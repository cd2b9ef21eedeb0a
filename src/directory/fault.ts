/** What is wrong in a directory file, and where. */
export type ImportFault = {
  readonly code: 'E-IMP';
  /** As a spreadsheet counts: the header is row 1. 0: the file as a whole. */
  readonly row: number;
  /** As a text editor counts; it differs from the row where a quoted value holds line ends. 0: the file as a whole. */
  readonly line: number;
  readonly column?: string;
  /** What is wrong, without a full stop. */
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
};

export type ImportRefused = {
  readonly is: 'faults';
  /** The first 20. */
  readonly faults: readonly ImportFault[];
  readonly total: number;
};

const mostFaults = 20;

export const importRefused = (faults: readonly ImportFault[]): ImportRefused => ({
  is: 'faults',
  faults: faults.toSorted((a, b) => a.row - b.row).slice(0, mostFaults),
  total: faults.length,
});

/** The faults for a terminal, one a line: `people.csv row 4, manager: nobody in this file has the id “bob”: did you mean “bo”?` */
export function renderImportFaults({ faults, total }: ImportRefused, file: string): string {
  const more = total > faults.length ? [`… and ${total - faults.length} more.`] : [];
  return [...faults.map((fault) => oneLine(fault, file)), ...more].join('\n');
}

function oneLine({ row, line, column, message, hint }: ImportFault, file: string): string {
  const place = row === 0 ? '' : line === row ? ` row ${row}` : ` row ${row} (line ${line})`;
  const says = hint === undefined ? message : `${message}: ${hint}`;
  return `${file}${place}${column === undefined ? '' : `, ${column}`}: ${says}`.replace(
    /[\p{Cc}\p{Cf}]/gu,
    '\ufffd',
  );
}
