// Reads what the app sent: any shape is possible, so every look is a question with a safe answer.
import type { Json } from './protocol.ts';

type Fields = { readonly [key: string]: Json | undefined };

/** The field of an object; undefined for anything else. */
export function field(value: unknown, key: string): Json | undefined {
  return isFields(value) ? value[key] : undefined;
}

/** The field as a string, '' when it is none. */
export function text(value: unknown, key: string): string {
  const found = field(value, key);
  return typeof found === 'string' ? found : '';
}

/** The field as a number, undefined when it is none (Slack also sends numbers as strings). */
export function number(value: unknown, key: string): number | undefined {
  const found = field(value, key);
  const read = typeof found === 'string' && found !== '' ? Number(found) : found;
  return typeof read === 'number' && Number.isFinite(read) ? read : undefined;
}

/** The field as a list, empty when it is none. */
export function list(value: unknown, key: string): readonly Json[] {
  const found = field(value, key);
  return isList(found) ? found : [];
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}
