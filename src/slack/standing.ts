// Who acts, as Slack sees them now. Deactivated people, guests and strangers lose their say within a minute, or at once when Slack tells us.
import { z } from 'zod';
import type { SlackIdentity, SlackStanding } from '../domain/identity.ts';

const longest = 60_000;
const mostPeople = 10_000;

export type Standing = {
  /** Asks Slack unless it was asked in the last 60 s; `unknown` when Slack cannot be asked. Never rejects. */
  of(team: string, user: string): Promise<SlackIdentity>;
  /** Something about this person changed: ask anew next time. */
  forget(user: string): void;
};

export type StandingParts = {
  /** Our workspace, from auth.test. */
  readonly team: () => string;
  /** The answer of users.info for a user id (https://docs.slack.dev/reference/methods/users.info). */
  readonly usersInfo: (user: string) => Promise<unknown>;
  readonly now: () => number;
};

type Seen = { readonly standing: SlackStanding; readonly zone?: string };
type Known = Seen & { readonly at: number };

/** Makes the cache: one question to Slack at a time for each person, answers kept for a minute by the clock given. */
export function createStanding(parts: StandingParts): Standing {
  const known = new Map<string, Known>();
  const asking = new Map<string, Promise<Seen>>();

  function ask(user: string): Promise<Seen> {
    const at = parts.now();
    const question: Promise<Seen> = askSlack(parts, user).then((seen) => {
      // Forgotten meanwhile: the answer may be older than the change.
      if (asking.get(user) !== question) return seen;
      asking.delete(user);
      if (seen.standing !== 'unknown') remember(known, user, { ...seen, at });
      return seen;
    });
    asking.set(user, question);
    return question;
  }

  return {
    async of(team, user) {
      if (team !== parts.team()) return { team, user, standing: 'external' };
      const last = known.get(user);
      const age = last === undefined ? Number.POSITIVE_INFINITY : parts.now() - last.at;
      if (last !== undefined && age >= 0 && age <= longest) {
        const { at: _, ...seen } = last;
        return { team, user, ...seen };
      }
      return { team, user, ...(await (asking.get(user) ?? ask(user))) };
    },
    forget(user) {
      known.delete(user);
      asking.delete(user);
    },
  };
}

const answer = z.object({
  user: z.object({
    team_id: z.string().optional(),
    deleted: z.boolean().optional(),
    is_bot: z.boolean().optional(),
    is_workflow_bot: z.boolean().optional(),
    is_restricted: z.boolean().optional(),
    is_ultra_restricted: z.boolean().optional(),
    is_stranger: z.boolean().optional(),
    tz: z.string().max(64).nullish(),
  }),
});

async function askSlack(parts: StandingParts, user: string): Promise<Seen> {
  try {
    const read = answer.safeParse(await parts.usersInfo(user));
    if (!read.success) return { standing: 'unknown' };
    const { tz } = read.data.user;
    const standing = judge(read.data.user, parts.team());
    return typeof tz === 'string' && tz !== '' ? { standing, zone: tz } : { standing };
  } catch {
    return { standing: 'unknown' };
  }
}

function judge(user: z.infer<typeof answer>['user'], team: string): SlackStanding {
  if (user.deleted === true) return 'deactivated';
  if (user.is_bot === true || user.is_workflow_bot === true) return 'bot';
  if (user.is_stranger === true || (user.team_id !== undefined && user.team_id !== team)) return 'external';
  return user.is_restricted === true || user.is_ultra_restricted === true ? 'guest' : 'member';
}

function remember(known: Map<string, Known>, user: string, what: Known): void {
  known.set(user, what);
  if (known.size > mostPeople) known.clear();
}
