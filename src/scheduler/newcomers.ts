// Requests that wait for whoever is on call or in a user group: when that is somebody else, they are asked.
import { asksWhoeverIsThere } from '../domain/decide/ask-anew.ts';
import type { Instant } from '../domain/instant.ts';
import { onCallIn } from '../domain/on-call.ts';
import type { Engine } from '../engine.ts';
import type { Read } from '../store/store.ts';

export type NewcomerParts = {
  readonly read: Pick<Read, 'currentPolicy' | 'userGroups' | 'openRequests'>;
  readonly engine: Pick<Engine, 'handle'>;
  readonly now: () => Instant;
  /** Another version of the policy came into force, by whatever way: it may name other user groups. */
  readonly policyChanged: () => unknown;
};

const pageSize = 50;

/** Makes the look: the first time, and whenever somebody else is there than at the last one, every waiting request is asked about. */
export function createNewcomers(parts: NewcomerParts): () => Promise<void> {
  let last: string | undefined;
  let version: string | undefined;
  return async () => {
    const current = (await parts.read.currentPolicy())?.id;
    if (current !== version) parts.policyChanged();
    version = current;
    const there = await whoIsThere(parts);
    if (there === last) return;
    await askAll(parts);
    last = there;
  };
}

async function whoIsThere({ read, now }: NewcomerParts): Promise<string> {
  const version = await read.currentPolicy();
  const schedules = version?.policy.onCall ?? {};
  const at = now();
  const onCall = Object.keys(schedules).map((name) => [name, onCallIn(schedules, name, at)]);
  const groups = (await read.userGroups())?.groups ?? [];
  return JSON.stringify([version?.id, onCall, groups]);
}

async function askAll({ read, engine }: NewcomerParts): Promise<void> {
  const actor = { kind: 'system', name: 'clock' } as const;
  for (let after = ''; ; ) {
    const page = await read.openRequests({ after, limit: pageSize });
    for (const request of page)
      if (asksWhoeverIsThere(request)) await engine.handle({ kind: 'ask_anew', actor, request: request.id });
    after = page.at(-1)?.id ?? '';
    if (page.length < pageSize) return;
  }
}
