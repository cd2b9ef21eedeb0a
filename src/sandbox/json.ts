// Looks into JSON whose shape nobody has promised us: every look has a safe answer.
import type { Json } from './page/protocol.ts';

/** A JSON object. */
export type Shape = { readonly [key: string]: Json };

export function isShape(value: unknown): value is Shape {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}

export function isBlock(value: unknown): value is Shape & { readonly type: string } {
  return isShape(value) && typeof value['type'] === 'string';
}

/** The field of an object, undefined for anything else. */
export function field(value: unknown, key: string): Json | undefined {
  return isShape(value) ? value[key] : undefined;
}

/** The field as a string, undefined when it is none. */
export function words(value: unknown, key: string): string | undefined {
  const found = field(value, key);
  return typeof found === 'string' ? found : undefined;
}

/** The field as a list, empty when it is none. */
export function list(value: unknown, key: string): readonly Json[] {
  const found = field(value, key);
  return isList(found) ? found : [];
}

/** The parsed text, undefined when it is not JSON. */
export function parseJson(text: string): Json | undefined {
  try {
    const parsed: Json = JSON.parse(text);
    return parsed;
  } catch {
    return undefined;
  }
}

/** A JSON object without the keys whose value is undefined. */
export function compact(fields: { readonly [key: string]: Json | undefined }): Shape {
  const kept: { [key: string]: Json } = {};
  for (const [key, value] of Object.entries(fields)) if (value !== undefined) kept[key] = value;
  return kept;
}
