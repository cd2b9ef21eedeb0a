// A refusal as it is shown, with the way on from it: the card it speaks of, or the people who can help.
import type { ModalView } from '@slack/types';
import type { Refusal } from '../domain/refusal.ts';
import { extendButton } from './blocks/card-buttons.ts';
import type { Drawing } from './blocks/drawing.ts';
import type { WayOn } from './blocks/refusal.ts';
import { refusalCard } from './blocks/refusal.ts';
import { errorFields } from './log.ts';
import { refusalModal } from './views/told-modal.ts';
import type { Desk } from './visit.ts';

type Parts = Pick<Desk, 'engine' | 'permalink' | 'log' | 'ink'>;

/** As a message. */
export const refusedCard = async (parts: Parts, no: Refusal): Promise<Drawing> =>
  refusalCard(no, await wayOn(parts, no));

/** As a small modal. */
export const refusedModal = async (parts: Parts, no: Refusal): Promise<ModalView> =>
  refusalModal(no, await wayOn(parts, no));

/** Where a refusal leads on to, as things stand now. Never rejects: the sentence helps without it too. */
export async function wayOn(parts: Parts, no: Refusal): Promise<WayOn> {
  try {
    return {
      ...(await messageOf(parts, no)),
      ...(await helpFor(parts, no)),
      ...(await extensionFor(parts, no)),
    };
  } catch (error) {
    parts.log.warn({ code: no.code, ...errorFields(error) }, 'a refusal is shown without the way on from it');
    return {};
  }
}

async function messageOf({ engine, permalink }: Parts, { see }: Refusal): Promise<WayOn> {
  const card = see === undefined ? undefined : await engine.look.requesterCard(see);
  if (card?.channel === undefined || card.ts === undefined) return {};
  const message = permalink({ channel: card.channel, ts: card.ts });
  return message === undefined ? {} : { message };
}

async function helpFor({ engine }: Parts, { code }: Refusal): Promise<WayOn> {
  const help = code === 'E-IDENT-NONE' ? await engine.look.help() : undefined;
  return help === undefined ? {} : { help };
}

/** Offered only where it can be asked for now: a button that says no is worse than none. */
async function extensionFor({ engine, ink }: Parts, { extend }: Refusal): Promise<WayOn> {
  const preview = extend === undefined ? undefined : await engine.look.extension(undefined, extend);
  if (extend === undefined || preview === undefined || preview.refusal !== undefined) return {};
  return { extend: extendButton({ grant: extend, name: preview.name }, '', ink()) };
}
