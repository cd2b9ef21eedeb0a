// What people type, made safe to store and to show. Slack draws it as plain text; this removes what plain text can still hide.

// Control characters except newline and tab, invisible spaces, and the marks that reorder a line. Joiners stay: emoji need them.
const hidden = /(?![\n\t])[\p{Cc}\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;
const invisible = /\s|\u200c|\u200d|\ufe0f|\u3164|\u115f|\u1160|\uffa0/u;
const maxCharacters = 4_000;
// More marks on one letter than any script needs: they climb over the lines of the card above.
const flood = /\p{M}{9}/u;

export type CleanText =
  | { readonly is: 'text'; readonly text: string; readonly removed: boolean }
  | { readonly is: 'too_short'; readonly minimum: number }
  | { readonly is: 'too_long'; readonly characters: number; readonly maximum: number }
  | { readonly is: 'flood' };

/** Cleans free text: NFC, no hidden characters, trimmed; characters are counted by code point. */
export function cleanText(raw: string, minimum: number): CleanText {
  if (raw.length > 4 * maxCharacters)
    return { is: 'too_long', characters: raw.length, maximum: maxCharacters };
  const visible = raw.normalize('NFC').replace(hidden, '');
  const text = visible.trim();
  const points = Array.from(text);
  const characters = points.length;
  if (characters < minimum || (minimum > 0 && points.every((point) => invisible.test(point))))
    return { is: 'too_short', minimum };
  if (characters > maxCharacters) return { is: 'too_long', characters, maximum: maxCharacters };
  if (flood.test(text)) return { is: 'flood' };
  return { is: 'text', text, removed: visible !== raw.normalize('NFC') };
}
