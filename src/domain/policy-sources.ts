// Whom and which channels stages and policies name.
import type { ApproverSpec, Policy, Stage, Told } from './policy.ts';

/** Every source of approvers a stage may turn to. */
export const specsOf = (stage: Stage): readonly ApproverSpec[] => [
  ...stage.approvers,
  ...stage.fallback,
  ...stage.steps.flatMap((step) => (step.do === 'escalate' ? step.to : [])),
];

/** The same, and the sources of people it only tells. */
export const everySourceOf = (stage: Stage): readonly ApproverSpec[] => [
  ...specsOf(stage),
  ...peopleIn(stage.tell ?? []),
];

/** The Slack channels a stage tells. */
export const channelsToldBy = ({ tell = [] }: Stage): readonly string[] => channelsIn(tell);

/** Every stage of a policy: of its rules, its named routes and its exceptions. */
export const stagesOf = (policy: Policy): readonly Stage[] => [
  ...policy.rules.flatMap((rule) => (rule.route.kind === 'ask' ? rule.route.stages : [])),
  ...Object.values(policy.routes).flat(),
  ...policy.separation.flatMap((rule) => rule.exception?.stages ?? []),
];

/** A stage as the short forms of the file mean it: any one of these people, nothing more. */
export const oneOf = (...approvers: readonly ApproverSpec[]): Stage => ({
  approvers,
  need: 1,
  distinct: true,
  reason: false,
  fallback: [],
  steps: [],
});

/** Of those who are told, the sources of people. */
export const peopleIn = (tell: readonly Told[]): readonly ApproverSpec[] =>
  tell.filter((told) => told.by !== 'channel');

/** Of those who are told, the channels, each once. */
export const channelsIn = (tell: readonly Told[]): readonly string[] => [
  ...new Set(tell.flatMap((told) => (told.by === 'channel' ? [told.channel] : []))),
];
