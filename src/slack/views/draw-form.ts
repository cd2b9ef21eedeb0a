import type { ModalView } from '@slack/types';
import type { Target } from '../../domain/catalogue.ts';
import type { Details } from '../../domain/details.ts';
import type { Instant, Seconds } from '../../domain/instant.ts';
import type { Person } from '../../domain/person.ts';
import type { Desk, Visit } from '../visit.ts';
import { requestModal } from './request-modal.ts';

/** What is known of a request so far, whether it was typed, chosen or filled in before. */
export type Wish = {
  readonly target?: Target | undefined;
  readonly duration?: Seconds | undefined;
  readonly startAt?: Instant | undefined;
  readonly reason?: string;
  readonly details?: Details;
  /** The Slack user it is for, where it is not the one who asks. */
  readonly forUser?: string | undefined;
};

/** The request form for a person as it stands after these choices, with a sentence on top where something has to be said first. */
export async function drawForm(
  desk: Desk,
  by: { readonly visit: Pick<Visit, 'identity'>; readonly person: Person },
  wish: Wish & { readonly notice?: string | undefined },
): Promise<ModalView> {
  const { target, duration, startAt, reason, details = {}, forUser, notice } = wish;
  const { look } = desk.engine;
  const subject =
    forUser === undefined ? by.person : await look.personOf({ ...by.visit.identity, user: forUser });
  const wanted = {
    ...(duration === undefined ? {} : { duration }),
    ...(startAt === undefined ? {} : { startAt }),
  };
  const preview =
    target && subject && (await look.preview(subject, { target, ...details, ...wanted, asker: by.person }));
  const said =
    notice ?? (target === undefined || preview !== undefined ? undefined : notOnOffer(by, subject));
  return requestModal({
    person: by.person,
    details,
    others: (await look.mayAskForOthers(by.person)) || forUser !== undefined,
    ...wanted,
    ...(forUser === undefined ? {} : { forUser }),
    ...(reason === undefined ? {} : { reason }),
    ...(preview === undefined ? {} : { preview }),
    ...(said === undefined ? {} : { notice: said }),
  });
}

function notOnOffer({ person }: { readonly person: Person }, subject: Person | undefined): string {
  if (subject === undefined) return 'That person is not in the people directory. Choose another, or nobody.';
  return subject.id === person.id
    ? 'That item is no longer available to you. Choose another.'
    : `You cannot ask for that for ${subject.name}. Choose something else, or leave the person empty to ask for yourself.`;
}
