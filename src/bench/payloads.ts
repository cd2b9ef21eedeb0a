// What Slack sends, each one different: https://docs.slack.dev/interactivity/implementing-slash-commands
import { team } from './company.ts';
import type { Button } from './slack-stub.ts';
import { entitlements, nameOf, people } from './stage.ts';
import type { Payload } from './wire.ts';

export type Payloads = {
  /** `/access help`, by each person in turn. */
  help(): Payload;
  /** A request for something that this person has not asked for yet; by people who have a manager of their own. */
  request(): Payload;
  /** The manager presses Approve. */
  approve(button: Button): Payload;
};

const firstWithManager = 12;

const app = { api_app_id: 'A0BENCH', response_url: 'http://127.0.0.1:9/unused' };

/** Makes them; they stay different as long as it is the same maker. */
export function createPayloads(): Payloads {
  const count = { all: 0, requests: 0 };
  const next = (): number => {
    count.all += 1;
    return count.all;
  };
  return {
    help: () => command(next(), count.all % people, 'help'),
    request() {
      const who = firstWithManager + (count.requests % (people - firstWithManager));
      const what = nameOf(Math.floor(count.requests / (people - firstWithManager)) % entitlements);
      count.requests += 1;
      return command(next(), who, `request payments-db/${what} 2h Closing the quarter with the auditors`);
    },
    approve: (button) => click(next(), button),
  };
}

const command = (number: number, user: number, text: string): Payload => ({
  kind: 'command',
  fields: {
    ...app,
    command: '/access',
    text,
    team_id: team,
    team_domain: 'bench',
    channel_id: 'C0GENERAL',
    channel_name: 'general',
    user_id: `U${user}`,
    user_name: `p${user}`,
    is_enterprise_install: 'false',
    trigger_id: `${number}.${Date.now()}`,
  },
});

function click(number: number, { value, channel, ts }: Button): Payload {
  const user = channel.slice(1);
  return {
    kind: 'click',
    fields: {
      ...app,
      type: 'block_actions',
      team: { id: team, domain: 'bench' },
      user: { id: user, username: user, team_id: team },
      channel: { id: channel, name: 'directmessage' },
      container: { type: 'message', channel_id: channel, message_ts: ts, is_ephemeral: false },
      trigger_id: `${number}.${Date.now()}`,
      actions: [
        { type: 'button', action_id: 'approve', block_id: 'decide', value, action_ts: `${number}.1` },
      ],
    },
  };
}
