// The ticket and the further answers of a request: cleaned before a rule is sought, and held against what that rule wants.

import type { Moment } from '../decision.ts';
import type { Details, Field } from '../details.ts';
import type { Rule } from '../policy.ts';
import type { Refusal } from '../refusal.ts';
import { refusal } from '../refusal.ts';
import { cleanText } from '../text.ts';

const longest = 200;

/** The details as they are judged and kept: lines without hidden characters, none of them empty. Or what is wrong with one. */
export function cleanDetails(raw: Details): Details | Refusal {
  const ticket = cleanLine(raw.ticket ?? '');
  if (ticket === undefined) return refusal('E-REQ-TICKET', unusable('The ticket'), 'ticket');
  const fields: Record<string, string> = {};
  for (const [key, text] of Object.entries(raw.fields ?? {})) {
    const line = cleanLine(text);
    if (line === undefined) return refusal('E-REQ-FIELD', unusable('This'), `field:${key}`);
    if (line !== '') fields[key] = line;
  }
  return {
    ...(ticket === '' ? {} : { ticket }),
    ...(Object.keys(fields).length === 0 ? {} : { fields }),
  };
}

/** What the rule wants and the request does not bring; undefined where it brings everything. */
export function detailsRefusal(
  rule: Pick<Rule, 'ticket' | 'fields'>,
  given: Details,
  moment: Pick<Moment, 'matches'>,
): Refusal | undefined {
  const { ticket, fields = [] } = rule;
  if (ticket !== undefined && !moment.matches(given.ticket ?? '', ticket.pattern))
    return refusal('E-REQ-TICKET', ticketSentence(given.ticket, ticket.example), 'ticket');
  for (const field of fields) {
    const no = fieldFault(field, given.fields?.[field.key]);
    if (no !== undefined) return refusal('E-REQ-FIELD', no, `field:${field.key}`);
  }
  return undefined;
}

function cleanLine(raw: string): string | undefined {
  const clean = cleanText(raw, 0);
  if (clean.is !== 'text') return undefined;
  const line = clean.text.replace(/\s+/gu, ' ');
  return Array.from(line).length > longest ? undefined : line;
}

const unusable = (what: string): string =>
  `${what} has more than ${longest} characters, or marks that cannot be shown; write it shorter and plainly.`;

const ticketSentence = (ticket: string | undefined, example: string): string =>
  ticket === undefined
    ? `Name the ticket this is for, such as ${example}.`
    : `“${ticket}” is not a ticket of the kind that is wanted here; write it like ${example}.`;

function fieldFault({ label, required, choices }: Field, answer: string | undefined): string | undefined {
  if (answer === undefined) return required ? `${label}: this has to be filled in.` : undefined;
  return choices === undefined || choices.includes(answer)
    ? undefined
    : `${label}: “${answer}” is not among the choices; choose one of them.`;
}
