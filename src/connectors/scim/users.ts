import type { Ctx, Subject } from '../connector.ts';
import { equals, type Problem, type ScimClient } from './client.ts';
import { type Lookup, sameText, searchOne } from './lookup.ts';
import { type ScimConfig, type ScimUser, userSchema } from './schema.ts';

type Key = ScimConfig['matchBy'][number];
export type FoundUser = { readonly is: 'found'; readonly value: ScimUser } | Problem;

/** The person's account by the first of the configured keys that knows them. */
export async function findUser(client: ScimClient, ctx: Ctx, subject: Subject): Promise<Lookup<ScimUser>> {
  for (const key of client.config.matchBy) {
    const found = await searchOne(client, ctx, {
      path: '/Users',
      item: userSchema,
      ...byKey(key, subject),
      attributes: 'userName,externalId,emails,active',
    });
    if (found.is !== 'absent') return found;
  }
  const message = `The app has no account for ${subject.person} (looked by ${client.config.matchBy.join(', ')})`;
  return { is: 'absent', message };
}

/** The person's account, made now if there is none and the configuration allows it. An inactive one is refused. */
export async function ensureUser(client: ScimClient, ctx: Ctx, subject: Subject): Promise<FoundUser> {
  const found = await findUser(client, ctx, subject);
  if (found.is !== 'absent') return found.is === 'found' ? activeOnly(found.value) : found;
  if (client.config.createUsers) return createUser(client, ctx, subject);
  const advice = 'Create the account there, or set createUsers: true for this app in access.yml.';
  return { is: 'refused', code: 'not_found', message: `${found.message}. ${advice}` };
}

async function createUser(client: ScimClient, ctx: Ctx, subject: Subject): Promise<FoundUser> {
  const answer = await client.write(ctx, { method: 'POST', path: '/Users', body: newUser(subject) });
  if (answer.is === 'answer') {
    const made = userSchema.safeParse(answer.json);
    if (made.success) return activeOnly(made.data);
    return { is: 'unknown', message: 'The SCIM server took the new account but did not give its id' };
  }
  if (answer.is !== 'failed' || answer.code !== 'conflict') return answer;
  const found = await findUser(client, ctx, subject);
  if (found.is !== 'absent') return found.is === 'found' ? activeOnly(found.value) : found;
  const message = `The app says the account exists already, but has none that matches. An administrator has to link it.`;
  return { is: 'refused', code: 'invalid', message: `${message} (${answer.message})` };
}

function activeOnly(user: ScimUser): FoundUser {
  if (user.active) return { is: 'found', value: user };
  const message = `The account ${user.id} is switched off in the app. Have it switched on there, then ask again.`;
  return { is: 'refused', code: 'policy', message };
}

function byKey(key: Key, subject: Subject) {
  const userName = subject.login ?? subject.email;
  switch (key) {
    case 'externalId':
      return {
        filter: equals('externalId', subject.person),
        matches: (user: ScimUser) => user.externalId === subject.person,
        wanted: `account with externalId ${subject.person}`,
      };
    case 'userName':
      return {
        filter: equals('userName', userName),
        matches: (user: ScimUser) => sameText(user.userName, userName),
        wanted: `account with userName ${userName}`,
      };
    case 'emails':
      return {
        filter: equals('emails.value', subject.email),
        matches: (user: ScimUser) =>
          (user.emails ?? []).some((email) => sameText(email.value, subject.email)),
        wanted: `account with the e-mail address ${subject.email}`,
      };
  }
}

function newUser({ person, email, name, login }: Subject): object {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    userName: login ?? email,
    externalId: person,
    displayName: name,
    name: { formatted: name },
    emails: [{ value: email, type: 'work', primary: true }],
    active: true,
  };
}
