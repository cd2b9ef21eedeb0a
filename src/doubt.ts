import type { Instant } from './domain/instant.ts';
import type { Refusal } from './domain/refusal.ts';
import { refusal } from './domain/refusal.ts';

const toleratedMs = 60_000;

/** Watches what must not be doubted when access is given: that time does not run backwards, and that the audit log and the policy file are whole. */
export type Doubt = {
  /** The time to decide by: never earlier than any time decided by before. */
  now(): Instant;
  /** Why nothing new may be granted just now, if so. */
  reason(): Refusal | undefined;
  auditBroken(text: string): void;
  /** The policy file is not in order (it is again: `false`): the version in force counts for taking access away only. */
  policyInvalid(is: boolean): void;
};

const policyRefusal = refusal(
  'E-POL-INVALID',
  'Nothing new is granted, because the policy file has a fault; what is held still ends on time. Your IT team finds the place with “hallpass policy check”.',
);

/** `seenUntil` is the latest instant the store knows of. */
export function createDoubt(clock: () => Instant, seenUntil: Instant): Doubt {
  let latest = seenUntil;
  let broken: string | undefined;
  let invalid = false;
  return {
    now() {
      latest = Math.max(latest, clock());
      return latest;
    },
    reason() {
      if (broken !== undefined)
        return refusal(
          'E-AUDIT',
          `Nothing new is granted, because the audit log does not verify: ${broken} Your security team has to look at it.`,
        );
      if (clock() < latest - toleratedMs)
        return refusal(
          'E-CLOCK',
          'Nothing new is granted, because the clock of the server was set back. Your IT team has to look at it.',
        );
      return invalid ? policyRefusal : undefined;
    },
    auditBroken(text) {
      broken = text;
    },
    policyInvalid(is) {
      invalid = is;
    },
  };
}
