// With should_escape Slack writes people, channels and links in its own marks; a reason is to read as it was typed.
const mark = /<(@[UW]\w+|#[CGD]\w+|![^<>|]+|https?:[^<>|]+|mailto:[^<>|]+)(?:\|([^<>]*))?>/g;

/** `<@U1|bo>` → `@bo`, `<#C1|ops>` → `#ops`, `<https://a.example|a>` → `https://a.example`; anything else stays, also other angle brackets. */
export const readable = (text: string): string =>
  text.replace(mark, (_, target: string, label: string | undefined) => spoken(target, label ?? '')).trim();

function spoken(target: string, label: string): string {
  const sign = target.charAt(0);
  if (sign === '@' || sign === '#') return `${sign}${label === '' ? target.slice(1) : label}`;
  if (sign === '!') return label === '' ? `@${target.slice(1)}` : label;
  return target.replace(/^mailto:/, '');
}
