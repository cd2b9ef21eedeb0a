/** The border: what access.yml may say about a SCIM app, and what a SCIM server may say to us (RFC 7643). */
import { z } from 'zod';
import { baseUrlSchema } from '../http.ts';

/** An app's block in access.yml. The defaults suit a server that keeps to the RFC. */
export const configSchema = z.strictObject({
  /** The base URL, the part before /Users. */
  baseUrl: baseUrlSchema,
  /** The environment variable that holds the bearer token. */
  tokenEnv: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'Write the name of an environment variable'),
  /** Whether a grant may create the person's account when there is none. */
  createUsers: z.boolean().default(false),
  /** How a person is recognised; tried in this order. */
  matchBy: z
    .array(z.enum(['externalId', 'userName', 'emails']))
    .min(1)
    .default(['externalId', 'userName', 'emails']),
  /** How a member is taken out: by a filter in the path, or by naming it in the value, as Entra does. */
  removeMembersBy: z.enum(['filter', 'value']).default('filter'),
  /** How membership is read: from the group's list, or, where groups are huge, by asking about the one member. */
  membershipCheck: z.enum(['members', 'filter']).default('members'),
});
export type ScimConfig = z.infer<typeof configSchema>;

/** Ids go into paths, where a dot or two would climb. */
const idSchema = z
  .union([z.string().min(1), z.number().transform(String)])
  .refine((id) => id !== '.' && id !== '..', 'Not an id');

/** One entitlement's `target:` map: a group by its display name or by its id. */
export const targetSchema = z.union([
  z.strictObject({ group: z.string().min(1) }),
  z.strictObject({ groupId: idSchema }),
]);
export type ScimTarget = z.infer<typeof targetSchema>;

export const userSchema = z.looseObject({
  id: idSchema,
  userName: z.string().nullish(),
  externalId: z.string().nullish(),
  emails: z.array(z.looseObject({ value: z.string().nullish() })).nullish(),
  /** Absent means active; some servers send text. */
  active: z
    .unknown()
    .optional()
    .transform((value) => value !== false && !/^false$/i.test(String(value))),
});
export type ScimUser = z.infer<typeof userSchema>;

export const groupSchema = z.looseObject({
  id: idSchema,
  displayName: z.string().nullish(),
  members: z
    .array(z.looseObject({ value: idSchema, type: z.string().nullish(), display: z.string().nullish() }))
    .nullish(),
});
export type ScimGroup = z.infer<typeof groupSchema>;

export const listSchema = z.looseObject({
  totalResults: z.coerce.number().int().min(0),
  startIndex: z.coerce.number().int().nullish(),
  Resources: z.array(z.unknown()).nullish(),
});

export const providerSchema = z.looseObject({ patch: z.looseObject({ supported: z.boolean() }) });
