// With should_escape Slack writes people, channels and links in its own marks; a reason is to read as it was typed.
const mark = /<([^<>]*)>/g;

/** `<@U1|bo>` → `@bo`, `<#C1|ops>` → `#ops`, `<https://a.example|a>` → `https://a.example`; other text stays. Escapes stay too. */
export const readable = (text: string): string =>
  text.replace(mark, (_, inner: string) => spoken(inner)).trim();

function spoken(inner: string): string {
  const [target = '', label] = inner.split('|');
  const sign = target.charAt(0);
  if (sign === '@' || sign === '#')
    return `${sign}${label === undefined || label === '' ? target.slice(1) : label}`;
  if (sign === '!') return label ?? `@${target.slice(1)}`;
  return target.replace(/^mailto:/, '');
}
