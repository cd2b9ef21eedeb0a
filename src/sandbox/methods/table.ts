// Every Web API method the workspace answers, with its rate-limit tier, token and scope. Tiers: Slack's reference pages.
import { blocksValidate, botsInfo, openConnection, teamInfo } from './about.ts';
import { appsUninstall, authRevoke, authTeamsList, authTest } from './auth.ts';
import { chatDelete, chatGetPermalink, chatPostEphemeral, chatPostMessage, chatUpdate } from './chat.ts';
import {
  conversationsInfo,
  conversationsList,
  conversationsMembers,
  conversationsOpen,
} from './conversations.ts';
import { functionsCompleteError, functionsCompleteSuccess } from './functions.ts';
import { conversationsHistory, conversationsReplies } from './history.ts';
import { conversationsCreate, conversationsInvite, conversationsJoin } from './joining.ts';
import type { Method } from './method.ts';
import { oauthV2Access } from './oauth.ts';
import { reactionsAdd } from './reactions.ts';
import { chatDeleteScheduledMessage, chatScheduledMessagesList, chatScheduleMessage } from './scheduled.ts';
import { usergroupsList, usergroupsUsersList } from './usergroups.ts';
import { usersConversations, usersInfo, usersList, usersLookupByEmail, usersProfileGet } from './users.ts';
import { viewsOpen, viewsPublish, viewsPush, viewsUpdate } from './views.ts';

const bot = { token: 'bot' } as const;
const writing = { ...bot, scope: 'chat:write' } as const;
const people = { ...bot, scope: 'users:read' } as const;

const methods: Readonly<Record<string, Method>> = {
  'auth.test': { tier: 'special', ...bot, handle: authTest },
  'auth.revoke': { tier: 'tier3', ...bot, handle: authRevoke },
  'auth.teams.list': { tier: 'tier2', ...bot, handle: authTeamsList },
  'oauth.v2.access': { tier: 'special', token: 'client', handle: oauthV2Access },
  'apps.uninstall': {
    tier: 'tier1',
    ...bot,
    needs: ['client_id', 'client_secret'],
    handle: appsUninstall,
  },
  'apps.connections.open': { tier: 'tier3', token: 'app', handle: openConnection },
  'views.open': { tier: 'tier4', ...bot, needs: ['view'], handle: viewsOpen },
  'views.push': { tier: 'tier4', ...bot, needs: ['view'], handle: viewsPush },
  'views.update': { tier: 'tier4', ...bot, needs: ['view'], handle: viewsUpdate },
  'views.publish': { tier: 'tier4', ...bot, needs: ['user_id', 'view'], handle: viewsPublish },
  'chat.postMessage': { tier: 'posting', ...writing, needs: ['channel'], handle: chatPostMessage },
  'chat.postEphemeral': {
    tier: 'tier4',
    ...writing,
    needs: ['channel', 'user'],
    handle: chatPostEphemeral,
  },
  'chat.update': { tier: 'tier3', ...writing, needs: ['channel', 'ts'], handle: chatUpdate },
  'chat.delete': { tier: 'tier3', ...writing, needs: ['channel', 'ts'], handle: chatDelete },
  'chat.getPermalink': {
    tier: 'special',
    ...bot,
    needs: ['channel', 'message_ts'],
    handle: chatGetPermalink,
  },
  'chat.scheduleMessage': {
    tier: 'tier3',
    ...writing,
    needs: ['channel', 'post_at'],
    handle: chatScheduleMessage,
  },
  'chat.deleteScheduledMessage': {
    tier: 'tier3',
    ...writing,
    needs: ['channel', 'scheduled_message_id'],
    handle: chatDeleteScheduledMessage,
  },
  'chat.scheduledMessages.list': { tier: 'tier3', ...bot, handle: chatScheduledMessagesList },
  'conversations.open': { tier: 'tier3', ...bot, handle: conversationsOpen },
  'conversations.info': { tier: 'tier3', ...bot, needs: ['channel'], handle: conversationsInfo },
  'conversations.list': { tier: 'tier2', ...bot, perTeam: true, handle: conversationsList },
  'conversations.members': { tier: 'tier4', ...bot, needs: ['channel'], handle: conversationsMembers },
  'conversations.history': { tier: 'tier3', ...bot, needs: ['channel'], handle: conversationsHistory },
  'conversations.replies': {
    tier: 'tier3',
    ...bot,
    needs: ['channel', 'ts'],
    handle: conversationsReplies,
  },
  'conversations.join': {
    tier: 'tier3',
    ...bot,
    scope: 'channels:join',
    needs: ['channel'],
    handle: conversationsJoin,
  },
  'conversations.create': { tier: 'tier2', ...bot, needs: ['name'], handle: conversationsCreate },
  'conversations.invite': { tier: 'tier3', ...bot, needs: ['channel', 'users'], handle: conversationsInvite },
  'users.info': { tier: 'tier4', ...people, needs: ['user'], handle: usersInfo },
  'users.list': { tier: 'tier2', ...people, perTeam: true, handle: usersList },
  'users.lookupByEmail': {
    tier: 'tier3',
    ...bot,
    scope: 'users:read.email',
    needs: ['email'],
    handle: usersLookupByEmail,
  },
  'users.conversations': { tier: 'tier3', ...bot, perTeam: true, handle: usersConversations },
  'users.profile.get': { tier: 'tier4', ...bot, scope: 'users.profile:read', handle: usersProfileGet },
  'usergroups.list': {
    tier: 'tier2',
    ...bot,
    perTeam: true,
    scope: 'usergroups:read',
    handle: usergroupsList,
  },
  'usergroups.users.list': {
    tier: 'tier2',
    ...bot,
    perTeam: true,
    scope: 'usergroups:read',
    handle: usergroupsUsersList,
  },
  'reactions.add': {
    tier: 'tier3',
    ...bot,
    scope: 'reactions:write',
    needs: ['name'],
    handle: reactionsAdd,
  },
  'functions.completeSuccess': {
    tier: 'tier3',
    ...bot,
    needs: ['function_execution_id', 'outputs'],
    handle: functionsCompleteSuccess,
  },
  'functions.completeError': {
    tier: 'tier3',
    ...bot,
    needs: ['function_execution_id', 'error'],
    handle: functionsCompleteError,
  },
  'bots.info': { tier: 'tier3', ...people, handle: botsInfo },
  'team.info': { tier: 'tier3', ...bot, scope: 'team:read', handle: teamInfo },
  'blocks.validate': { tier: 'tier3', ...bot, handle: blocksValidate },
};

/** The names of all methods that are answered with more than unknown_method. */
export const implementedMethods: readonly string[] = Object.keys(methods);

export function methodNamed(name: string): Method | undefined {
  return Object.hasOwn(methods, name) ? methods[name] : undefined;
}
