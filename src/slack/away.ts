// Does a Slack status say that somebody is away? (https://docs.slack.dev/reference/methods/users.profile.set#status)
import type { StatusSaid } from './person-arrival.ts';

const emoji: ReadonlySet<string> = new Set([
  ':palm_tree:',
  ':face_with_thermometer:',
  ':airplane:',
  ':desert_island:',
  ':beach_with_umbrella:',
]);
const words = /\b(?:vacation|holidays?|out of (?:the )?office|ooo|away|on leave|parental leave|sick)\b/i;
/** “Back from vacation”, “not away”: the words are there and mean the contrary. */
const contrary = /\b(?:back|not|no|almost|soon|planning)\b/i;

export type Away = { readonly until?: number };

/** Away, and until when where the status has an end; undefined when it says nothing of the kind, or is over. */
export function awayBy(status: StatusSaid, now: number): Away | undefined {
  const over = status.until !== 0 && status.until <= now;
  const says = emoji.has(status.emoji) || words.test(status.text);
  if (over || !says || contrary.test(status.text)) return undefined;
  return status.until === 0 ? {} : { until: status.until };
}
