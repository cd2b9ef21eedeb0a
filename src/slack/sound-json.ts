const deepest = 60;
const token = /\s*(?:("(?:[^"\\]|\\.)*")|([{}[\],:])|[^\s"{}[\],:]+)/y;

type Level = { readonly keys: Set<string> | undefined; expectsKey: boolean };

/**
 * Is this JSON that means one thing only? Refuses what parsers disagree about or trip over: nesting deeper than 60, a key twice in an
 * object (RFC 8259 §4), and the key `__proto__`. Whether it is JSON at all is for JSON.parse to say.
 */
export function isSoundJson(text: string): boolean {
  const levels: Level[] = [];
  token.lastIndex = 0;
  for (let at = 0; at < text.length; at = token.lastIndex) {
    token.lastIndex = at;
    const found = token.exec(text);
    if (found === null) return text.slice(at).trim() === '';
    const [, string, sign] = found;
    if (sign === '{' || sign === '[') {
      if (levels.length >= deepest) return false;
      levels.push({ keys: sign === '{' ? new Set() : undefined, expectsKey: sign === '{' });
    } else if (sign === '}' || sign === ']') levels.pop();
    else if (!follows(levels.at(-1), string, sign)) return false;
  }
  return true;
}

function follows(level: Level | undefined, string: string | undefined, sign: string | undefined): boolean {
  if (level?.keys === undefined) return true;
  if (sign === ',') level.expectsKey = true;
  if (string === undefined || !level.expectsKey) return true;
  level.expectsKey = false;
  const key = readKey(string);
  if (key === undefined || key === '__proto__' || level.keys.has(key)) return false;
  level.keys.add(key);
  return true;
}

function readKey(string: string): string | undefined {
  try {
    const key: unknown = JSON.parse(string);
    return typeof key === 'string' ? key : undefined;
  } catch {
    return undefined;
  }
}
