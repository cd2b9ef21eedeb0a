export type Place = { readonly channel: string; readonly ts: string };

/**
 * The address of a message, of the form that Slack's documentation shows for chat.getPermalink: the workspace's address from auth.test,
 * `archives/`, the channel, `/p` and the ts without its dot (https://docs.slack.dev/reference/methods/chat.getPermalink). Undefined while
 * the workspace's address is not known, and for what is no message.
 */
export function permalink(workspace: string, { channel, ts }: Place): string | undefined {
  if (!/^https:\/\/[^/\s]+\/$/.test(workspace) || !/^[A-Z0-9]+$/.test(channel) || !/^\d+\.\d+$/.test(ts))
    return undefined;
  return `${workspace}archives/${channel}/p${ts.replace('.', '')}`;
}
