// Who may be named to decide for somebody, and for how long.
import { longestDelegation } from '../delegation.ts';
import type { Identified, SlackStanding } from '../identity.ts';
import type { Instant } from '../instant.ts';
import { after } from '../instant.ts';
import type { Person } from '../person.ts';
import type { Refusal } from '../refusal.ts';
import { refusal } from '../refusal.ts';

const notLinked = refusal(
  'E-DELEG-WHO',
  'They are not linked to anybody in the people directory, so they cannot decide for you. Name a colleague who can use Hallpass.',
);

/** Whoever was named, if they could decide for this person. */
export function standInOf(standing: SlackStanding, person: Person, to: Person | undefined): Identified {
  const no = whoRefusal(standing) ?? personRefusal(person, to);
  if (no !== undefined || to === undefined) return { is: 'refused', refusal: no ?? notLinked };
  return { is: 'person', person: to };
}

const no = (text: string): Refusal => refusal('E-DELEG-WHO', `${text} Nothing was changed.`);

function whoRefusal(standing: SlackStanding): Refusal | undefined {
  switch (standing) {
    case 'guest':
      return no(
        'Guests cannot decide about access. Name a colleague who is a full member of this workspace.',
      );
    case 'external':
      return no('They belong to another Slack workspace, so they cannot decide for you. Name a colleague.');
    case 'bot':
      return no('A bot cannot decide about access. Name a colleague.');
    case 'deactivated':
      return no('Their Slack account is deactivated, so they could not decide. Name somebody else.');
    case 'unknown':
      return no('Slack could not confirm who they are just now. Try again in a minute.');
    case 'member':
      return undefined;
  }
}

function personRefusal(person: Person, to: Person | undefined): Refusal | undefined {
  if (to === undefined) return notLinked;
  if (to.id === person.id) return no('That is you: you decide for yourself already. Name somebody else.');
  if (to.status !== 'active')
    return no(
      `${to.name} is not active in the people directory, so they could not decide. Name somebody else.`,
    );
  return undefined;
}

/** An end in the past, before the beginning, or too far from it. */
export function timeRefusal(
  { startsAt, endsAt }: { readonly startsAt: Instant; readonly endsAt: Instant },
  now: Instant,
): Refusal | undefined {
  const not = (text: string, at: Instant) => ({
    ...refusal('E-DELEG-TIME', `${text} Nothing was changed.`),
    at,
  });
  if (endsAt <= now)
    return not('That would have ended at {at}, which is over. Name an end that is still to come.', endsAt);
  if (endsAt <= startsAt)
    return not('It would end at {at}, before it begins. Name the beginning first, then the end.', endsAt);
  if (endsAt > after(startsAt, longestDelegation))
    return not(
      'It would last until {at}; 90 days is the most. For longer than that, ask whoever keeps the policy to name somebody else.',
      endsAt,
    );
  return undefined;
}
