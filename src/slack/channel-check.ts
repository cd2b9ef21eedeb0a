import type { WebClient } from '@slack/web-api';
import { WebAPIPlatformError } from '@slack/web-api';

type Conversations = { readonly conversations: Pick<WebClient['conversations'], 'info'> };

/** Why the bot cannot write in a channel, and what to do about it; undefined where it can. Throws what is no answer of Slack. */
export async function channelTrouble(client: Conversations, id: string): Promise<string | undefined> {
  try {
    const { channel } = await client.conversations.info({ channel: id });
    if (channel?.is_archived === true) return `${id} is archived: restore it, or name another in the policy`;
    return channel?.is_member === true
      ? undefined
      : `${nameOf(channel?.name, id)} does not have Hallpass in it: type /invite @Hallpass there`;
  } catch (error) {
    if (!(error instanceof WebAPIPlatformError)) throw error;
    return sentences[error.data.error]?.(id) ?? `${id} cannot be looked at (${error.data.error})`;
  }
}

const sentences: Readonly<Record<string, (id: string) => string>> = {
  channel_not_found: (id) =>
    `${id} is no channel that Hallpass can see: copy the id again, or type /invite @Hallpass in it if it is private`,
  missing_scope: (id) =>
    `${id} cannot be looked at, because the Slack app lacks channels:read or groups:read: install it again from manifest.yml`,
};

const nameOf = (name: string | undefined, id: string): string =>
  name === undefined ? id : `#${name} (${id})`;
