const common: { readonly [code: string]: string } = {
  '+1': '👍',
  '-1': '👎',
  alarm_clock: '⏰',
  arrow_right: '➡️',
  ballot_box_with_check: '☑️',
  bell: '🔔',
  bust_in_silhouette: '👤',
  calendar: '📆',
  clock1: '🕐',
  closed_lock_with_key: '🔐',
  eyes: '👀',
  fire: '🔥',
  heavy_check_mark: '✔️',
  hourglass: '⌛',
  hourglass_flowing_sand: '⏳',
  house: '🏠',
  information_source: 'ℹ️',
  key: '🔑',
  large_green_circle: '🟢',
  large_red_circle: '🔴',
  large_yellow_circle: '🟡',
  lock: '🔒',
  mag: '🔍',
  memo: '📝',
  no_entry: '⛔',
  no_entry_sign: '🚫',
  page_facing_up: '📄',
  point_right: '👉',
  question: '❓',
  raised_hand: '✋',
  red_circle: '🔴',
  rocket: '🚀',
  rotating_light: '🚨',
  shield: '🛡️',
  slightly_smiling_face: '🙂',
  smile: '😄',
  sparkles: '✨',
  stopwatch: '⏱️',
  tada: '🎉',
  thinking_face: '🤔',
  thumbsdown: '👎',
  thumbsup: '👍',
  ticket: '🎫',
  timer_clock: '⏲️',
  unlock: '🔓',
  warning: '⚠️',
  wave: '👋',
  white_check_mark: '✅',
  wrench: '🔧',
  x: '❌',
};

/** The character of a shortcode; one we do not know stays `:as_typed:`. */
export function emoji(code: string): string {
  return (Object.hasOwn(common, code) ? common[code] : undefined) ?? `:${code}:`;
}

/** Replaces the shortcodes in a plain text. */
export function withEmoji(text: string): string {
  return text.replace(/:([a-z0-9_+-]+):/gu, (_all, code: string) => emoji(code));
}
