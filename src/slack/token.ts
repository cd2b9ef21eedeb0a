// Button values and modal metadata: opaque to people, and of no use once changed. They name a card; they never say who may click.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** What a button or a modal says about itself. `about` is `kind:id`; `place` is the message a modal was opened from. */
export type Sealed = {
  readonly card: string;
  readonly about: string;
  readonly revision: number;
  readonly place?: { readonly channel: string; readonly ts: string };
};

const macBytes = 16;
const longest = 2_000;
const parts = z.tuple([z.string(), z.string(), z.int(), z.string(), z.string()]);

/** Seals the parts for one action with HMAC-SHA-256 cut to 128 bits (RFC 2104 §5); the same parts give the same text. */
export function seal(key: Uint8Array, sealed: Sealed, action: string): string {
  const { card, about, revision, place } = sealed;
  const body = Buffer.from(
    JSON.stringify([card, about, revision, place?.channel ?? '', place?.ts ?? '']),
  ).toString('base64url');
  return `${body}.${mac(key, action, body).toString('base64url')}`;
}

/** Opens what `seal` made with the same key for the same action; undefined for anything else. Takes the same time for any wrong seal. */
export function open(key: Uint8Array, token: string, action: string): Sealed | undefined {
  const [body, given, ...rest] = token.length > longest ? [] : token.split('.');
  if (body === undefined || given === undefined || rest.length > 0) return undefined;
  const wanted = mac(key, action, body);
  const offered = Buffer.from(given, 'base64url');
  if (offered.toString('base64url') !== given || offered.length !== macBytes) return undefined;
  return timingSafeEqual(wanted, offered) ? read(body) : undefined;
}

function read(body: string): Sealed | undefined {
  const [card, about, revision, channel, ts] = parts.parse(
    JSON.parse(Buffer.from(body, 'base64url').toString('utf8')),
  );
  const core = { card, about, revision };
  return channel === '' ? core : { ...core, place: { channel, ts } };
}

const mac = (key: Uint8Array, action: string, body: string): Buffer =>
  createHmac('sha256', key).update(`${action}\n${body}`).digest().subarray(0, macBytes);
