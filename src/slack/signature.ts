import { createHmac, timingSafeEqual } from 'node:crypto';

/** Header values as they came, one entry for each time the header was sent. */
export type SignedRequest = {
  readonly timestamps: readonly string[];
  readonly signatures: readonly string[];
  readonly body: Uint8Array;
};

const windowSeconds = 300;

/**
 * Did Slack sign this, within five minutes of `now` (epoch ms) to either side? Each header must be there exactly once.
 * https://docs.slack.dev/authentication/verifying-requests-from-slack; Bolt itself accepts stamps from the future.
 */
export function isSignedBySlack(request: SignedRequest, secret: string, now: number): boolean {
  const [timestamp, ...moreTimestamps] = request.timestamps;
  const [signature, ...moreSignatures] = request.signatures;
  if (timestamp === undefined || signature === undefined) return false;
  if (moreTimestamps.length > 0 || moreSignatures.length > 0) return false;
  if (!/^\d{1,11}$/.test(timestamp) || Math.abs(now / 1_000 - Number(timestamp)) > windowSeconds)
    return false;
  const wanted = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:`).update(request.body).digest('hex')}`;
  const [a, b] = [Buffer.from(wanted), Buffer.from(signature)];
  return a.length === b.length && timingSafeEqual(a, b);
}
