/**
 * Users and Groups declared to scimmy. scimmy keeps one declaration per process, so nothing about an app is held here:
 * each request brings the store of the app it came to.
 */
import SCIMMY from 'scimmy';
import { z } from 'zod';
import { matching } from './filter.ts';
import type { Kind, ScimStore, Stored } from './store.ts';

type Resource = SCIMMY.Types.Resource;

/** Safe to call again: the second call finds the declarations in place. */
export function declareResources(): void {
  if (SCIMMY.Resources.declared(SCIMMY.Resources.User)) return;
  SCIMMY.Resources.declare(SCIMMY.Resources.User, {
    egress: guarded((resource, store: ScimStore) => read('users', resource, store)),
    ingress: guarded((resource, instance: object, store: ScimStore) => writeUser(resource, instance, store)),
    degress: guarded((resource, store: ScimStore) => remove('users', resource, store)),
  });
  SCIMMY.Resources.declare(SCIMMY.Resources.Group, {
    egress: guarded((resource, store: ScimStore) => read('groups', resource, store)),
    ingress: guarded((resource, instance: object, store: ScimStore) => writeGroup(resource, instance, store)),
    degress: guarded((resource, store: ScimStore) => remove('groups', resource, store)),
  });
}

const userSchema = z.looseObject({ userName: z.string().min(1), externalId: z.string().optional() });
const groupSchema = z.looseObject({
  displayName: z.string().min(1),
  externalId: z.string().optional(),
  members: z.array(z.object({ value: z.string() })).optional(),
});
/** What the server keeps or works out for itself, and a password, which it never stores in the clear. */
const OWN = new Set(['schemas', 'id', 'meta', 'groups', 'members', 'password', 'externalId']);

/** scimmy calls any exception it does not know a 404; a broken database must not read as "no such user". */
function guarded<A extends unknown[], R>(handler: (resource: Resource, ...rest: A) => R) {
  return (resource: Resource, ...rest: A): R => {
    try {
      return handler(resource, ...rest);
    } catch (error) {
      if (error instanceof SCIMMY.Types.Error) throw error;
      throw new SCIMMY.Types.Error(500, '', error instanceof Error ? error.message : 'Internal error');
    }
  };
}

function read(kind: Kind, resource: Resource, store: ScimStore) {
  if (resource.id !== undefined) return present(kind, existing(kind, resource, store), store);
  const rows = store.all(kind).map((row) => present(kind, row, store));
  const found = matching(resource.filter, rows);
  // Asked for a page past the end, scimmy would serve the first page again.
  if ((resource.constraints?.startIndex ?? 1) <= found.length) return found;
  resource.constraints = Object.assign(resource.constraints ?? {}, { totalResults: found.length });
  return [];
}

function present(kind: Kind, row: Stored, store: ScimStore) {
  const { id, externalId, body, created, modified } = row;
  const links =
    kind === 'users'
      ? { groups: store.groupsOf(id).map((group) => ({ ...group, type: 'direct' })) }
      : { members: store.membersOf(id).map((member) => ({ ...member, type: 'User' })) };
  const known = externalId === null ? {} : { externalId };
  return { ...body, ...known, ...links, id, meta: { created, lastModified: modified } };
}

function writeUser(resource: Resource, instance: object, store: ScimStore) {
  const user = userSchema.parse(plain(instance));
  const draft = { name: user.userName, externalId: user.externalId ?? null, body: bodyOf(user) };
  return store.atomically(() => {
    if (store.named('users', user.userName).some((id) => id !== resource.id))
      throw new SCIMMY.Types.Error(409, 'uniqueness', `A user named '${user.userName}' already exists`);
    const id = save('users', resource, { store, draft });
    return present('users', existing('users', { id }, store), store);
  });
}

function writeGroup(resource: Resource, instance: object, store: ScimStore) {
  const group = groupSchema.parse(plain(instance));
  const draft = { name: group.displayName, externalId: group.externalId ?? null, body: bodyOf(group) };
  const members = (group.members ?? []).map((member) => member.value);
  return store.atomically(() => {
    const stranger = members.find((id) => !store.find('users', id));
    if (stranger !== undefined)
      throw new SCIMMY.Types.Error(400, 'invalidValue', `Member '${stranger}' is not a user of this app`);
    const id = save('groups', resource, { store, draft });
    store.setMembers(id, members);
    return present('groups', existing('groups', { id }, store), store);
  });
}

type Save = { readonly store: ScimStore; readonly draft: Parameters<ScimStore['insert']>[1] };

function save(kind: Kind, resource: Resource, { store, draft }: Save): string {
  if (resource.id === undefined) return store.insert(kind, draft);
  if (!store.update(kind, resource.id, draft)) throw notFound(resource.id);
  return resource.id;
}

function remove(kind: Kind, resource: Resource, store: ScimStore): void {
  const id = resource.id ?? '';
  if (!store.remove(kind, id)) throw notFound(id);
}

function existing(kind: Kind, { id = '' }: { readonly id?: string }, store: ScimStore): Stored {
  const row = store.find(kind, id);
  if (!row) throw notFound(id);
  return row;
}

function notFound(id: string) {
  return new SCIMMY.Types.Error(404, '', `Resource ${id} not found`);
}

/** scimmy hands over an object of getters; what is stored is what would go over the wire. */
function plain(instance: object): unknown {
  return JSON.parse(JSON.stringify(instance));
}

function bodyOf(resource: object): object {
  return Object.fromEntries(Object.entries(resource).filter(([key]) => !OWN.has(key)));
}
