import { z } from 'zod';

/** A user group was made, renamed, or has other members. */
export type UserGroupChanged = { readonly kind: 'user_group' };

const userGroupChanged = z.object({
  event: z.object({ type: z.enum(['subteam_created', 'subteam_updated', 'subteam_members_changed']) }),
});

/** Undefined for any other event. */
export const readUserGroup = (body: unknown): UserGroupChanged | undefined =>
  userGroupChanged.safeParse(body).success ? { kind: 'user_group' } : undefined;
