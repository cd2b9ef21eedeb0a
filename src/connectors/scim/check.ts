import type { Check, Ctx } from '../connector.ts';
import { equals, type ScimClient } from './client.ts';
import { listSchema, providerSchema } from './schema.ts';

/** Whether the address is a SCIM server that takes our token and can do what we need of it. Reads only. */
export async function checkServer(client: ScimClient, ctx: Ctx): Promise<Check> {
  const users = await client.get(ctx, '/Users', { schema: listSchema, params: { count: 1 } });
  if (users.is !== 'read') return { ok: false, identity: users.message, warnings: [] };
  const flaw = await flawOf(client, ctx);
  const identity = `SCIM server at ${client.config.baseUrl} with ${users.value.totalResults} users`;
  if (flaw !== undefined) return { ok: false, identity: `${identity}: ${flaw}`, warnings: [] };
  return { ok: true, identity, warnings: warningsOf(client.config.baseUrl) };
}

async function flawOf(client: ScimClient, ctx: Ctx): Promise<string | undefined> {
  const provider = await client.get(ctx, '/ServiceProviderConfig', { schema: providerSchema });
  if (provider.is === 'read' && !provider.value.patch.supported) return 'it does not support PATCH';
  if (client.config.membershipCheck === 'members') return undefined;
  // Only a server that heeds filters can be asked about one member; one that does not would say yes to all.
  const params = { count: 1, filter: equals('members.value', `nobody-${ctx.idempotencyKey}`) };
  const groups = await client.get(ctx, '/Groups', { schema: listSchema, params });
  if (groups.is !== 'read') return groups.message;
  const heeds = groups.value.totalResults === 0;
  return heeds ? undefined : 'it ignores filters on members.value, so membershipCheck: filter cannot be used';
}

function warningsOf(url: string): string[] {
  const { protocol, hostname } = new URL(url);
  const isLocal = /^(localhost|127\..*|\[::1\])$/.test(hostname);
  return protocol === 'https:' || isLocal
    ? []
    : ['The address is http: the token crosses the network unencrypted.'];
}
