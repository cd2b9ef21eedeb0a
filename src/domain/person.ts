import type { AccountId, PersonId } from './ids.ts';

export type PersonStatus = 'prehire' | 'active' | 'leave' | 'terminated';

/** A human being as the directory knows them. Dates are local calendar dates, `YYYY-MM-DD`. */
export type Person = {
  readonly id: PersonId;
  readonly version: number;
  readonly email: string;
  readonly name: string;
  readonly manager?: PersonId;
  readonly department: string;
  readonly title: string;
  readonly location: string;
  readonly status: PersonStatus;
  readonly startDate?: string;
  readonly endDate?: string;
  readonly groups: readonly string[];
  /** Further directory columns by name. */
  readonly attributes: Readonly<Record<string, string>>;
};

/** How an outside system names a person. A person may have several accounts in one system; an account has one person. */
export type Account = {
  readonly id: AccountId;
  readonly version: number;
  readonly person: PersonId;
  /** `slack`, or an app id. */
  readonly system: string;
  /** The system's own stable id; for Slack `TEAM:USER`. */
  readonly native: string;
};

export const slackNative = (team: string, user: string): string => `${team}:${user}`;
