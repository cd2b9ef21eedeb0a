// What Slack says when somebody's profile changes (https://docs.slack.dev/reference/events/user_change).
import { z } from 'zod';

/** What somebody's Slack status says; `until` in epoch milliseconds, 0 where it has no end. */
export type StatusSaid = {
  readonly team: string;
  readonly emoji: string;
  readonly text: string;
  readonly until: number;
};
export type PersonChanged = {
  readonly kind: 'person';
  readonly user: string;
  readonly status?: StatusSaid;
};

const id = z.string().min(1).max(64);
const profile = z.object({
  status_emoji: z.string().max(200).default(''),
  status_text: z.string().max(1_000).default(''),
  status_expiration: z.number().default(0),
});
const personChanged = z.object({
  team_id: id.optional(),
  event: z.object({
    type: z.enum(['user_change', 'team_join']),
    // Whatever a profile holds, that somebody changed is never missed.
    user: z.object({ id, profile: profile.optional().catch(undefined) }),
  }),
});

/** Reads such an event; undefined for anything else. */
export function readPerson(body: unknown): PersonChanged | undefined {
  const parsed = personChanged.safeParse(body);
  if (!parsed.success) return undefined;
  const { team_id: team, event } = parsed.data;
  const { id: user, profile: said } = event.user;
  if (said === undefined || team === undefined) return { kind: 'person', user };
  const status = {
    team,
    emoji: said.status_emoji,
    text: said.status_text,
    until: said.status_expiration * 1_000,
  };
  return { kind: 'person', user, status };
}
