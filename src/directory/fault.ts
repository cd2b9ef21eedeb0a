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
