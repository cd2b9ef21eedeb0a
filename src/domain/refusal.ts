import type { GrantId, RequestId } from './ids.ts';

/** Every refusal has one of these codes; people quote them to support, tests and the audit log rely on them. */
export type Code =
  | 'E-REQ-REASON'
  | 'E-REQ-REASON-SIZE'
  | 'E-REQ-DUR'
  | 'E-REQ-TICKET'
  | 'E-REQ-FIELD'
  | 'E-REQ-START'
  | 'E-REQ-HELD'
  | 'E-REQ-PENDING'
  | 'E-REQ-NEEDS'
  | 'E-REQ-EXTEND'
  | 'E-BEHALF'
  | 'E-SOD'
  | 'E-BG-NONE'
  | 'E-BG-REVIEW'
  | 'E-BG-DEBT'
  | 'E-CAT-NONE'
  | 'E-POL-NONE'
  | 'E-POL-REFUSED'
  | 'E-APPR-NONE'
  | 'E-APPR-NOT'
  | 'E-APPR-CHANGED'
  | 'E-SELF'
  | 'E-DECIDED'
  | 'E-REV'
  | 'E-IDENT-NONE'
  | 'E-IDENT-LEFT'
  | 'E-IDENT-GUEST'
  | 'E-IDENT-EXT'
  | 'E-IDENT-BOT'
  | 'E-IDENT-CHECK'
  | 'E-LIMIT-PENDING'
  | 'E-LIMIT-RATE'
  | 'E-TOKEN'
  | 'E-TOKEN-OWNER'
  | 'E-TOKEN-OLD'
  | 'E-TOKEN-PLACE'
  | 'E-PAYLOAD'
  | 'E-TRIGGER'
  | 'E-BUSY'
  | 'E-CLOCK'
  | 'E-AUDIT'
  | 'E-SETTING'
  | 'E-LIKE'
  | 'E-GRANT-ENDED'
  | 'E-NOT-YOURS'
  | 'E-AHEAD'
  | 'E-AHEAD-TIME'
  | 'E-DELEG-WHO'
  | 'E-DELEG-TIME'
  | 'E-DELEG-OVER'
  | 'E-TASK-CLOSED'
  | 'E-STATE'
  | 'E-POL-PARSE'
  | 'E-POL-INVALID'
  | 'E-POL-MASS'
  | 'E-POL-4EYES'
  | 'E-POL-CHANGED'
  | 'E-IMP';

/**
 * An expected "no": what happened, why and what to do now, in one or two sentences, with a code.
 * An instant the text speaks of stands in it as `{at}`, so that each reader sees it in their own zone.
 */
export type Refusal = {
  readonly code: Code;
  readonly text: string;
  readonly at?: number;
  readonly field?: 'item' | 'duration' | 'reason' | 'person' | 'start' | 'ticket' | `field:${string}`;
  /** The actor's own request that the text speaks of: shown with a link to its card. */
  readonly see?: RequestId;
  /** The actor's own access that the text speaks of: shown with a button to extend it, where that can be asked for now. */
  readonly extend?: GrantId;
};

export const refusal = (code: Code, text: string, field?: Refusal['field']): Refusal =>
  field === undefined ? { code, text } : { code, text, field };
