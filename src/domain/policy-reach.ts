// Everybody, and every channel, that a policy may turn to.
import type { ApproverSpec, Policy, Route } from './policy.ts';
import { channelsIn, channelsToldBy, everySourceOf, peopleIn, stagesOf } from './policy-sources.ts';

/** Every source of people in a policy: whom its stages ask or tell, and whom broken glass is told to or reviewed by. */
export const everySourceIn = (policy: Policy): readonly ApproverSpec[] => [
  ...stagesOf(policy).flatMap(everySourceOf),
  ...policy.rules.flatMap(({ route }) => (route.kind === 'break_glass' ? sourcesOf(route) : [])),
];

/** The sources of people that one route names. */
export function sourcesOf(route: Route): readonly ApproverSpec[] {
  if (route.kind === 'break_glass') return [...peopleIn(route.tell), ...route.review];
  return route.kind === 'ask' ? route.stages.flatMap(everySourceOf) : [];
}

/** The Slack channels a policy writes in, each once. */
export const channelsOf = (policy: Policy): readonly string[] => [
  ...new Set([
    ...stagesOf(policy).flatMap(channelsToldBy),
    ...policy.rules.flatMap(({ route }) => (route.kind === 'break_glass' ? channelsIn(route.tell) : [])),
    ...(policy.settings.askInChannel === undefined ? [] : [policy.settings.askInChannel.channel]),
  ]),
];
