/** The `action_id` of every button and input, and the `callback_id` of every modal: what Slack sends back names one of these. */
export const actionIds = {
  approve: 'approve',
  deny: 'deny',
  giveBack: 'return',
  done: 'done',
  couldNot: 'could_not',
  cancel: 'cancel',
  applyPolicy: 'apply_policy',
  rejectPolicy: 'reject_policy',
  ask: 'ask',
  askAgain: 'request_again',
  extend: 'extend',
  help: 'help',
  settings: 'owner_settings',
  description: 'description',
  risk: 'risk',
  max: 'max',
  approvers: 'approvers',
  endNow: 'end_now',
  justified: 'justified',
  notJustified: 'not_justified',
  glassItem: 'glass_item',
  sure: 'sure',
  item: 'item',
  duration: 'duration',
  reason: 'reason',
} as const;

export const modalIds = {
  request: 'request',
  approve: 'approve',
  deny: 'deny',
  couldNot: 'could_not',
  rejectPolicy: 'reject_policy',
  extend: 'extend',
  settings: 'owner_settings',
  justified: 'justified',
  notJustified: 'not_justified',
  glass: 'glass',
  told: 'told',
} as const;

export type ActionId = (typeof actionIds)[keyof typeof actionIds];
