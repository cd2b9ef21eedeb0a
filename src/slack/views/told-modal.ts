import type { KnownBlock, ModalView } from '@slack/types';
import type { Refusal } from '../../domain/refusal.ts';
import { modalIds } from '../action-ids.ts';
import type { WayOn } from '../blocks/refusal.ts';
import { refusalBlocks } from '../blocks/refusal.ts';
import { rich, say } from '../blocks/rich.ts';
import { limits, plain } from '../blocks/text.ts';

/** A small modal that only says why something was not done. */
export const refusalModal = (refusal: Refusal, way?: WayOn): ModalView =>
  told('Not done', refusalBlocks(refusal, way));

/** A small modal with one sentence of our own. */
export const sayModal = (title: string, sentence: string): ModalView => told(title, [rich([say(sentence)])]);

const told = (title: string, blocks: readonly KnownBlock[]): ModalView => ({
  type: 'modal',
  callback_id: modalIds.told,
  title: plain(title, limits.viewTitle),
  close: plain('Close', limits.viewTitle),
  blocks: [...blocks],
});
