import { availableParallelism, cpus } from 'node:os';
import Database from 'better-sqlite3';
import type { Result } from './result.ts';
import { verdictOf } from './result.ts';

/** What it ran on. */
export function machine(): {
  readonly cores: number;
  readonly cpu: string;
  readonly node: string;
  readonly sqlite: string;
} {
  const memory = new Database(':memory:');
  const sqlite = String(memory.prepare('select sqlite_version()').pluck().get());
  memory.close();
  return {
    cores: availableParallelism(),
    cpu: cpus()[0]?.model ?? 'unknown',
    node: process.versions.node,
    sqlite,
  };
}

const titles = ['#', 'what', 'measured', 'peer', 'unit', 'ratio', 'goal', '', 'against'] as const;

/** An aligned table: numbers to the right, words to the left; notes stand under their line. */
export function table(results: readonly Result[]): string {
  const rows = [titles, ...results.map(cells)];
  const widths = titles.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const lines = rows.map((row) =>
    row
      .map((text, column) => aligned(text, widths[column] ?? 0, column))
      .join('  ')
      .trimEnd(),
  );
  return lines.join('\n');
}

const cells = (one: Result): readonly string[] => [
  String(one.goal),
  one.what,
  number(one.measured),
  number(one.peer),
  one.unit,
  one.ratio.toFixed(2),
  one.bound === undefined ? '' : `${one.bound.is === 'at least' ? '≥' : '≤'} ${one.bound.goal}`,
  verdictOf(one),
  one.note === undefined ? one.against : `${one.against}; ${one.note}`,
];

const toTheRight = new Set([0, 2, 3, 5]);

const aligned = (text: string, width: number, column: number): string =>
  toTheRight.has(column) ? text.padStart(width) : text.padEnd(width);

const number = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toFixed(value >= 10 ? 1 : 3);
