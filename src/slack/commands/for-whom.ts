/** The beginning of a typed request that says whom it is for: `for @bo …`. Slack writes a person as `<@U123|bo>`. */
export function forWhom(text: string): { readonly user?: string; readonly rest: string } {
  const found = /^\s*for\s+<@([UW]\w+)(?:\|[^<>]*)?>[,:]?\s*([^]*)$/i.exec(text);
  const [, user, rest] = found ?? [];
  return user === undefined || rest === undefined ? { rest: text } : { user, rest };
}
