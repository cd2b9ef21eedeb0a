/** A value that JSON can hold exactly; numbers are integers. */
export type AuditValue =
  | string
  | number
  | boolean
  | null
  | readonly AuditValue[]
  | { readonly [key: string]: AuditValue };

/** What is written down of every change and every refused attempt. Never holds a secret. */
export type AuditEntry = {
  /** `person:ana`, `slack:T1:U9` for somebody unknown, or `system:clock`. */
  readonly actor: string;
  /** `request.submitted`, `grant.active` … : thing, dot, past participle. */
  readonly action: string;
  /** `request:req_…`, `grant:gr_…` … */
  readonly object: string;
  readonly outcome: 'ok' | 'refused' | 'failed';
  /** One sentence, with the rule or the code that led to it. */
  readonly because: string;
  readonly detail: { readonly [key: string]: AuditValue };
};
