import type { Card } from '../domain/card.ts';
import type { RequestId } from '../domain/ids.ts';
import type { Policy } from '../domain/policy.ts';
import type { Request } from '../domain/request.ts';
import type { RequestView } from '../domain/views.ts';
import type { Read } from './store.ts';

/** The answers to the questions of the rule, under the labels it had when they were given. */
export function answersOf(request: Request, policy: Policy | undefined): RequestView['fields'] {
  const asked = policy?.rules.find((rule) => rule.name === request.rule)?.fields ?? [];
  return Object.entries(request.fields ?? {}).map(([key, text]) => ({
    label: asked.find((one) => one.key === key)?.label ?? key,
    text,
  }));
}

/** The card that follows a request in the messages of who is to get the access. */
export async function requesterCard(read: Read, id: RequestId): Promise<Card | undefined> {
  const request = await read.request(id);
  const cards = await read.cardsAbout({ kind: 'request', id });
  return cards.find((one) => one.role === 'requester' && one.person === request?.requester);
}
