import type { PlainTextElement, PlainTextOption } from '@slack/types';
import type { Item } from '../../domain/item.ts';
import { actionIds } from '../action-ids.ts';
import type { Suggestion } from '../arrival.ts';
import { limits, plain } from '../blocks/text.ts';
import { readForm } from '../views/form-state.ts';
import { itemOption } from '../views/request-modal.ts';
import type { Desk, Visit } from '../visit.ts';

/** Slack takes at most 100 options in all its groups together here. */
const most = 100;

export type OptionGroups = {
  readonly option_groups: { label: PlainTextElement; options: PlainTextOption[] }[];
};
export type NoOptions = { readonly options: never[] };

/**
 * The catalogue as the list of a form shows it: what this person (and whom they ask for) may know of and the typed words fit, by app, best
 * first. For breaking glass, only what this person may break it for.
 */
export async function catalogueOptions(
  desk: Desk,
  visit: Visit,
  suggestion: Suggestion,
): Promise<OptionGroups | NoOptions> {
  const who = await desk.engine.look.who(visit.identity);
  if (who.is === 'refused') return { options: [] };
  const forUser = readForm(suggestion.values)?.forUser;
  const subject =
    forUser === undefined
      ? who.person
      : await desk.engine.look.personOf({ ...visit.identity, user: forUser });
  if (subject === undefined) return { options: [] };
  const { look } = desk.engine;
  const items =
    suggestion.action === actionIds.glassItem
      ? await look.breakable(who.person, suggestion.query, most)
      : await look.itemsForBoth({ asker: who.person, subject }, suggestion.query, most);
  return items.length === 0 ? { options: [] } : { option_groups: groups(items) };
}

function groups(items: readonly Item[]): OptionGroups['option_groups'] {
  const bySystem = new Map<string, PlainTextOption[]>();
  for (const item of items) {
    const system = item.target.kind === 'bundle' ? 'Bundles' : item.system;
    bySystem.set(system, [...(bySystem.get(system) ?? []), itemOption(item)]);
  }
  return [...bySystem].map(([system, options]) => ({ label: plain(system, limits.option), options }));
}
