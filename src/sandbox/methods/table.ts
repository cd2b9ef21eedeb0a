// Every Web API method the workspace answers, with its rate-limit tier, token and scope. Tiers: Slack's reference pages.
import { authTest, blocksValidate, botsInfo, openConnection, teamInfo } from './about.ts';
import { chatDelete, chatGetPermalink, chatPostEphemeral, chatPostMessage, chatUpdate } from './chat.ts';
import {
  conversationsInfo,
  conversationsList,
  conversationsMembers,
  conversationsOpen,
} from './conversations.ts';
import type { Method } from './method.ts';
import {
  usergroupsList,
  usergroupsUsersList,
  usersConversations,
  usersInfo,
  usersList,
  usersLookupByEmail,
} from './users.ts';
import { viewsOpen, viewsPublish, viewsPush, viewsUpdate } from './views.ts';

const bot = { token: 'bot' } as const;

const methods: Readonly<Record<string, Method>> = {
  'auth.test': { tier: 'special', ...bot, handle: authTest },
  'apps.connections.open': { tier: 'tier3', token: 'app', handle: openConnection },
  'views.open': { tier: 'tier4', ...bot, handle: viewsOpen },
  'views.push': { tier: 'tier4', ...bot, handle: viewsPush },
  'views.update': { tier: 'tier4', ...bot, handle: viewsUpdate },
  'views.publish': { tier: 'tier4', ...bot, handle: viewsPublish },
  'chat.postMessage': { tier: 'posting', ...bot, scope: 'chat:write', handle: chatPostMessage },
  'chat.postEphemeral': { tier: 'tier4', ...bot, scope: 'chat:write', handle: chatPostEphemeral },
  'chat.update': { tier: 'tier3', ...bot, scope: 'chat:write', handle: chatUpdate },
  'chat.delete': { tier: 'tier3', ...bot, scope: 'chat:write', handle: chatDelete },
  'chat.getPermalink': { tier: 'special', ...bot, handle: chatGetPermalink },
  'conversations.open': { tier: 'tier3', ...bot, handle: conversationsOpen },
  'conversations.info': { tier: 'tier3', ...bot, handle: conversationsInfo },
  'conversations.list': { tier: 'tier2', ...bot, handle: conversationsList },
  'conversations.members': { tier: 'tier4', ...bot, handle: conversationsMembers },
  'users.info': { tier: 'tier4', ...bot, scope: 'users:read', handle: usersInfo },
  'users.list': { tier: 'tier2', ...bot, scope: 'users:read', handle: usersList },
  'users.lookupByEmail': { tier: 'tier3', ...bot, scope: 'users:read.email', handle: usersLookupByEmail },
  'users.conversations': { tier: 'tier3', ...bot, handle: usersConversations },
  'usergroups.list': { tier: 'tier2', ...bot, scope: 'usergroups:read', handle: usergroupsList },
  'usergroups.users.list': { tier: 'tier2', ...bot, scope: 'usergroups:read', handle: usergroupsUsersList },
  'bots.info': { tier: 'tier3', ...bot, scope: 'users:read', handle: botsInfo },
  'team.info': { tier: 'tier3', ...bot, scope: 'team:read', handle: teamInfo },
  'blocks.validate': { tier: 'tier3', ...bot, handle: blocksValidate },
};

/** The names of all methods that are answered with more than unknown_method. */
export const implementedMethods: readonly string[] = Object.keys(methods);

export function methodNamed(name: string): Method | undefined {
  return Object.hasOwn(methods, name) ? methods[name] : undefined;
}
