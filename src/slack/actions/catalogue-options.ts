import type { PlainTextElement, PlainTextOption } from '@slack/types';
import type { Item } from '../../domain/item.ts';
import { actionIds } from '../action-ids.ts';
import type { Suggestion } from '../arrival.ts';
import { limits, plain } from '../blocks/text.ts';
import { itemOption } from '../views/request-modal.ts';
import type { Desk, Visit } from '../visit.ts';

/** Slack takes at most 100 options in all its groups together here. */
const most = 100;

export type OptionGroups = {
  readonly option_groups: { label: PlainTextElement; options: PlainTextOption[] }[];
};
export type NoOptions = { readonly options: never[] };

/** The catalogue as the list of a form shows it (for breaking glass, only what this person may break it for): what this person may know of and the typed words fit, by app, best first. */
export async function catalogueOptions(
  desk: Desk,
  visit: Visit,
  suggestion: Suggestion,
): Promise<OptionGroups | NoOptions> {
  const who = await desk.engine.look.who(visit.identity);
  if (who.is === 'refused') return { options: [] };
  const { look } = desk.engine;
  const search = suggestion.action === actionIds.glassItem ? look.breakable : look.items;
  const items = await search(who.person, suggestion.query, most);
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
