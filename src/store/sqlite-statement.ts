// Drizzle writes the SQL; this runs it. Drizzle's own way of filling gaps and naming columns costs two to three times the query.
import type { RunResult, Statement } from 'better-sqlite3';
import { Column, is, Param, Placeholder, SQL } from 'drizzle-orm';

/** What drizzle-orm 0.45 keeps in a prepared query for better-sqlite3. */
export type Compiled = {
  readonly stmt: Statement;
  readonly query: { readonly params: readonly unknown[] };
  /** Absent where the query gives no rows. */
  readonly fields?: readonly { readonly path: readonly string[]; readonly field: unknown }[];
};

type Values = Readonly<Record<string, unknown>>;

/** Runs the query with these values and gives its rows, or how many it changed. Left joins are not supported: we have none. */
export function direct({ stmt, query, fields }: Compiled): (values?: Values) => unknown[] | RunResult {
  const gaps = query.params.map(gapOf);
  const bind = (values: Values): unknown[] => gaps.map((gap) => gap(values));
  if (fields === undefined) return (values = {}) => stmt.run(bind(values));
  stmt.raw(true);
  const read = reader(fields);
  return (values = {}) => {
    const rows: unknown[] = stmt.all(bind(values));
    for (let at = 0; at < rows.length; at += 1) rows[at] = read(rows[at] as unknown[]);
    return rows;
  };
}

function gapOf(param: unknown): (values: Values) => unknown {
  if (is(param, Placeholder)) return named(param.name);
  if (!is(param, Param) || !is(param.value, Placeholder)) return () => param;
  const { encoder } = param;
  const value = named(param.value.name);
  return isPlain(encoder, 'mapToDriverValue') ? value : (values) => encoder.mapToDriverValue(value(values));
}

const named =
  (name: string) =>
  (values: Values): unknown => {
    const value = values[name];
    if (value === undefined) throw new Error(`The query needs a value for ${name}.`);
    return value;
  };

type Decode = (value: unknown) => unknown;

/** Makes an object of a row of values: `{ id, name }`, or `{ person: { id, name } }` where the query names a whole table. */
function reader(fields: NonNullable<Compiled['fields']>): (row: readonly unknown[]) => object {
  const columns = fields.map(({ path, field }, at) => ({
    at,
    outer: path.length > 1 ? path[0] : undefined,
    name: path.at(-1) ?? '',
    decode: decoderOf(field),
  }));
  return (row) => {
    const made: Record<string, unknown> = {};
    for (const { at, outer, name, decode } of columns) {
      const value = row[at];
      const into = outer === undefined ? made : ((made[outer] ??= {}) as Record<string, unknown>);
      into[name] = decode === undefined || value === null ? value : decode(value);
    }
    return made;
  };
}

function decoderOf(field: unknown): Decode | undefined {
  const decoder = is(field, Column)
    ? field
    : is(field, SQL)
      ? (field as unknown as { decoder: { mapFromDriverValue: Decode } }).decoder
      : undefined;
  return decoder === undefined || isPlain(decoder, 'mapFromDriverValue')
    ? undefined
    : (value) => decoder.mapFromDriverValue(value);
}

/** Most columns hold what they mean. */
const isPlain = (coder: object, way: 'mapFromDriverValue' | 'mapToDriverValue'): boolean =>
  is(coder, Column) && Reflect.get(coder, way) === Column.prototype[way];
