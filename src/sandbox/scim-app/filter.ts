/**
 * SCIM filters (RFC 7644 §3.4.2.2) for the handlers, which get theirs from scimmy parsed but not applied. Two things
 * scimmy leaves out are done here: escapes inside quoted values, and attributes whose case does not matter.
 */
import SCIMMY from 'scimmy';

const QUOTED = /"(?:[^"\\]|\\.)*"/g;
const PACKED = '~packed~';
const CASE_EXACT = new Set(['id', 'externalid']);

/** Rewrites each quoted value so that scimmy's lexer cannot trip over a quote, a bracket or a backslash in it. */
export function packFilter(expression: string): string {
  try {
    const packed = expression.replace(
      QUOTED,
      (literal) => `"${PACKED}${Buffer.from(String(JSON.parse(literal))).toString('hex')}"`,
    );
    validated(new SCIMMY.Types.Filter(packed));
    return packed;
  } catch {
    throw new SCIMMY.Types.Error(400, 'invalidFilter', 'The filter is malformed');
  }
}

/** The rows that `filter` (over packed values) lets through; all of them without a filter. */
export function matching<Row extends object>(filter: SCIMMY.Types.Filter | undefined, rows: Row[]): Row[] {
  if (!filter) return rows;
  const conditions = validated([...filter].map((condition) => fold(condition)));
  return rows.filter((row) => matches(conditions, fold(row)));
}

/** scimmy reads half a comparison from text without complaint, but not from its own objects. */
function validated(conditions: unknown[]): SCIMMY.Types.Filter {
  return new SCIMMY.Types.Filter([...conditions]);
}

/** A filter on `name.familyName` makes scimmy stumble over a resource without a `name`: that is no match. */
function matches(filter: SCIMMY.Types.Filter, row: unknown): boolean {
  try {
    return filter.match([row]).length > 0;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

function fold(node: unknown, attribute = ''): unknown {
  if (typeof node === 'string') {
    const text = node.startsWith(PACKED) ? Buffer.from(node.slice(PACKED.length), 'hex').toString() : node;
    return CASE_EXACT.has(attribute.toLowerCase()) ? text : text.toLowerCase();
  }
  if (Array.isArray(node)) return node.map((item) => fold(item, attribute));
  if (node === null || typeof node !== 'object') return node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, fold(value, key)]));
}
