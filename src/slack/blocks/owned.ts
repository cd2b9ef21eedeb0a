import type { KnownBlock } from '@slack/types';
import type { Owned, OwnedPage } from '../../domain/answers.ts';
import { formatDuration } from '../../domain/duration.ts';
import { inARow } from '../../domain/in-a-row.ts';
import { actionIds } from '../action-ids.ts';
import type { Drawing, Ink } from './drawing.ts';
import { button, buttons, draw, header, smallPrint } from './drawing.ts';
import { fact } from './request-words.ts';
import { bold, bullets, code, rich, say } from './rich.ts';
import { cut } from './text.ts';

/** What somebody owns, as it is now, each with a button to change it where the policy lets owners change anything. */
export function ownedCard(
  { total, items }: OwnedPage,
  of: { readonly page: number; readonly perPage: number },
  ink: Ink,
): Drawing {
  const shown = of.page * of.perPage;
  return draw([
    header('What you own'),
    ...(items.length === 0 ? [rich([say(total === 0 ? nothing : 'There is no such page.')])] : []),
    ...items.flatMap((one) => ownedBlocks(one, ink)),
    ...(total > shown && items.length > 0
      ? [smallPrint(`${total - shown} more: type /access settings ${of.page + 1}`)]
      : []),
  ]);
}

const nothing =
  'You own nothing that can be asked for. Owners stand in the policy file; ask your IT team if that is wrong.';

function ownedBlocks(owned: Owned, ink: Ink): readonly KnownBlock[] {
  const { filed, inForce } = owned;
  const words = rich([
    say(bold(inForce.name), ' ', code(filed.id)),
    say(
      `Risk ${inForce.risk}${was(inForce.risk !== filed.risk, filed.risk)}, ${formatDuration(inForce.maxDuration)} at most${was(inForce.maxDuration !== filed.maxDuration, formatDuration(filed.maxDuration))}`,
    ),
    ...(owned.approvers.length === 0
      ? []
      : [
          fact(
            'Decides for you',
            inARow(
              owned.approvers.map((one) => one.name),
              3,
            ),
          ),
        ]),
    ...(owned.setAside.length === 0 ? [] : [bullets(owned.setAside.map((text) => say(text)))]),
  ]);
  return owned.may.length === 0 ? [words] : [words, buttons([changeButton(owned, ink)])];
}

const was = (changed: boolean, policy: string): string => (changed ? ` (${policy} in the policy)` : '');

const changeButton = ({ filed }: Owned, ink: Ink) =>
  button({
    action: actionIds.settings,
    text: 'Change',
    label: `Change ${cut(filed.name, 60)}`,
    value: ink.token('owner_settings', { card: '', about: `entitlement:${filed.id}`, revision: 1 }),
  });
