// From rows to domain types: a column that is null is a field that is not there.

/** The row without its null columns. */
export function withoutNulls<Row extends object>(row: Row): Partial<Row> {
  const kept: Partial<Row> = {};
  for (const key in row) if (row[key] !== null) kept[key] = row[key];
  return kept;
}
