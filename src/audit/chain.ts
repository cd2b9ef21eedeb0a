import { createHash } from 'node:crypto';
import type { AuditEntry, AuditValue } from '../domain/audit-entry.ts';
import type { SealedEntry } from '../store/store.ts';

const domain = 'hallpass/audit/v1';
const genesis = '0'.repeat(64);

/**
 * Makes the next link of the chain: `hash = SHA-256(0x00 ‖ "hallpass/audit/v1" ‖ previous hash ‖ canonical entry)`, in hexadecimal.
 * The canonical entry is JSON with keys in code-unit order, integers only and texts in NFC (the subset of RFC 8785 that entries use).
 */
export function seal(
  previous: { readonly seq: number; readonly hash: string } | undefined,
  entry: AuditEntry,
  at: number,
): SealedEntry {
  const unsealed = { ...entry, seq: (previous?.seq ?? 0) + 1, at, prevHash: previous?.hash ?? genesis };
  return { ...unsealed, hash: hashOf(unsealed) };
}

/** The hash an entry must have; what is stored in `hash` itself does not count. */
export function hashOf(entry: Omit<SealedEntry, 'hash'>): string {
  const { seq, at, actor, action, object, outcome, because, detail, prevHash } = entry;
  const body = canonical({ action, actor, at, because, detail, object, outcome, seq });
  return createHash('sha256').update('\0').update(domain).update(prevHash).update(body).digest('hex');
}

function canonical(value: AuditValue): string {
  if (typeof value === 'string') return JSON.stringify(value.normalize('NFC'));
  if (typeof value === 'number' && !Number.isSafeInteger(value))
    throw new Error(`The audit log holds whole numbers only, not ${value}.`);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonical).join(',')}]`;
  const keys = Object.keys(value).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key] ?? null)}`).join(',')}}`;
}

const isList = (value: AuditValue): value is readonly AuditValue[] => Array.isArray(value);
