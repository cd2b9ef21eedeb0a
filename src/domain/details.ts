// What a request carries beside what, how long and why, and what a rule can demand of it.

/** A ticket a rule wants: the whole of it matches `pattern` (RE2's syntax). */
export type Ticket = { readonly pattern: string; readonly example: string };

/** A further question of a rule: a text, or one of `choices`. */
export type Field = {
  readonly key: string;
  readonly label: string;
  readonly required: boolean;
  readonly choices?: readonly string[];
};

export type Details = {
  readonly ticket?: string;
  /** Answers to further questions, by key; what was left empty is not there. */
  readonly fields?: Readonly<Record<string, string>>;
};

/** The details alone, of a request that carries them. */
export const detailsOf = ({ ticket, fields }: Details): Details => ({
  ...(ticket === undefined ? {} : { ticket }),
  ...(fields === undefined ? {} : { fields }),
});

/** Whether the whole text matches the pattern. Handed in: the domain knows no regular expressions of others. */
export type MatchesWhole = (text: string, pattern: string) => boolean;
