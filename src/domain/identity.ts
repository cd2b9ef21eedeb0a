import type { Person } from './person.ts';
import type { Refusal } from './refusal.ts';
import { refusal } from './refusal.ts';

/** What Slack says about the person who acts, read afresh (at most a minute old). `unknown`: Slack could not be asked. */
export type SlackStanding = 'member' | 'guest' | 'external' | 'bot' | 'deactivated' | 'unknown';
export type SlackIdentity = {
  readonly team: string;
  readonly user: string;
  readonly standing: SlackStanding;
  /** The time zone (IANA) their Slack is set to. */
  readonly zone?: string;
};

/** Who wants something: a person through Slack, or a part of Hallpass itself. */
export type Actor =
  | { readonly kind: 'slack'; readonly identity: SlackIdentity }
  | { readonly kind: 'system'; readonly name: string };

export type Identified =
  | { readonly is: 'person'; readonly person: Person }
  | { readonly is: 'refused'; readonly refusal: Refusal };

/** Decides who acts. Only a full member of this workspace who is linked to an active person may do anything. */
export function identify(identity: SlackIdentity, linked: Person | undefined): Identified {
  const no = standingRefusal(identity.standing);
  if (no !== undefined) return { is: 'refused', refusal: no };
  if (linked === undefined)
    return {
      is: 'refused',
      refusal: refusal(
        'E-IDENT-NONE',
        'Your Slack account is not linked to anybody in the people directory, so nothing was done. Ask IT to add your Slack member id to your directory entry.',
      ),
    };
  if (linked.status !== 'active')
    return {
      is: 'refused',
      refusal: refusal(
        'E-IDENT-LEFT',
        'The people directory says you are not currently employed, so nothing was done. If that is wrong, ask HR to correct your entry.',
      ),
    };
  return { is: 'person', person: linked };
}

function standingRefusal(standing: SlackStanding): Refusal | undefined {
  switch (standing) {
    case 'member':
      return undefined;
    case 'guest':
      return refusal(
        'E-IDENT-GUEST',
        'Guests cannot use Hallpass. Ask your contact in the company to ask on your behalf.',
      );
    case 'external':
      return refusal(
        'E-IDENT-EXT',
        'You belong to another Slack workspace, so you cannot use Hallpass here. Ask your contact in the company.',
      );
    case 'bot':
      return refusal(
        'E-IDENT-BOT',
        'Bots and workflows cannot ask for access or decide about it. A person has to do this.',
      );
    case 'deactivated':
      return refusal('E-IDENT-LEFT', 'This Slack account is deactivated, so nothing was done.');
    case 'unknown':
      return refusal(
        'E-IDENT-CHECK',
        'Slack could not confirm who you are just now, so nothing was done. Try again in a minute.',
      );
  }
}

/** How the audit log names the actor. */
export function actorName(actor: Actor, person: Person | undefined): string {
  if (actor.kind === 'system') return `system:${actor.name}`;
  return person === undefined ? `slack:${actor.identity.team}:${actor.identity.user}` : `person:${person.id}`;
}
