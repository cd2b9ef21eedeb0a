// Rate limits per method and tier, on the virtual clock, as token buckets.
import type { Workspace } from './workspace.ts';

export type Tier = 'tier1' | 'tier2' | 'tier3' | 'tier4' | 'posting' | 'special';

// `burst` is what Slack lets through at once before the steady rate counts; it is generous on purpose.
const RATES: Readonly<Record<Tier, { perSecond: number; burst: number }>> = {
  tier1: { perSecond: 1 / 60, burst: 5 },
  tier2: { perSecond: 20 / 60, burst: 60 },
  tier3: { perSecond: 50 / 60, burst: 150 },
  tier4: { perSecond: 100 / 60, burst: 300 },
  posting: { perSecond: 1, burst: 30 },
  special: { perSecond: 20, burst: 1200 },
};

/**
 * Takes one call from a bucket.
 * @param bucket the method, and for posting also the channel
 * @returns 0 when the call may go on, otherwise the whole seconds to wait (Retry-After)
 */
export function takeCall(w: Workspace, tier: Tier, bucket: string): number {
  const { perSecond, burst } = RATES[tier];
  const now = w.clock.now();
  const last = w.buckets.get(bucket) ?? { level: burst, at: now };
  const level = Math.min(burst, last.level + ((now - last.at) / 1000) * perSecond);
  if (level < 1) {
    w.buckets.set(bucket, { level, at: now });
    return Math.ceil((1 - level) / perSecond);
  }
  w.buckets.set(bucket, { level: level - 1, at: now });
  return 0;
}
