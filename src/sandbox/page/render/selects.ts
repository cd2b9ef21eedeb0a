// Menus: static_select as the browser's own, people and external data as type-ahead boxes.
import { nameOf } from '../desk.ts';
import { el } from '../dom.ts';
import type { Json, WorkspaceState } from '../protocol.ts';
import { field, list, number, text } from '../read.ts';
import { combobox } from './combobox.ts';
import type { Choice, ChoiceGroup } from './listbox.ts';
import { chosenOptions, optionChoice, optionGroups } from './options.ts';
import { controlProps, keptValue, type Slot } from './stage.ts';
import { plain } from './text.ts';

/** Draws a select menu of any kind; undefined when the element is none. */
export function selectMenu(slot: Slot): HTMLElement | undefined {
  switch (text(slot.element, 'type')) {
    case 'static_select':
      return nativeSelect(slot);
    case 'multi_static_select':
      return localSelect(
        slot,
        optionGroups(list(slot.element, 'options'), list(slot.element, 'option_groups')),
      );
    case 'external_select':
    case 'multi_external_select':
      return externalSelect(slot);
    case 'users_select':
    case 'multi_users_select':
      return idSelect(slot, people(slot.stage.desk.state()), 'user');
    case 'conversations_select':
    case 'channels_select':
    case 'multi_conversations_select':
    case 'multi_channels_select':
      return idSelect(
        slot,
        channels(slot.stage.desk.state()),
        text(slot.element, 'type').includes('channels') ? 'channel' : 'conversation',
      );
    default:
      return undefined;
  }
}

function nativeSelect(slot: Slot): HTMLElement {
  const groups = optionGroups(list(slot.element, 'options'), list(slot.element, 'option_groups'));
  const flat = groups.flatMap(({ choices }) => choices);
  const chosen = text(chosenOptions(slot)[0], 'value');
  const empty = el('option', { value: '' }, plain(field(slot.element, 'placeholder')) || 'Choose an option');
  const select = el('select', { ...controlProps(slot), class: 'field' }, empty);
  for (const { label, choices } of groups) {
    const options = choices.map(({ label: name, value }) =>
      el('option', { value: text(value, 'value'), selected: text(value, 'value') === chosen }, name),
    );
    if (label === '') select.append(...options);
    else select.append(el('optgroup', { label }, ...options));
  }
  const about = el('div', { class: 'hint', 'aria-live': 'polite' });
  const current = () => flat.find(({ value }) => text(value, 'value') === select.value);
  const describe = () => about.replaceChildren(current()?.detail ?? '');
  describe();
  select.addEventListener('change', () => {
    describe();
    slot.changed(current()?.value ?? null);
  });
  return flat.some(({ detail }) => detail !== '') ? el('div', { class: 'select' }, select, about) : select;
}

function localSelect(slot: Slot, groups: readonly ChoiceGroup<Json>[]): HTMLElement {
  const chosen = chosenOptions(slot).map(optionChoice);
  return combobox(slot, { ...base(slot), chosen, find: (query) => Promise.resolve(narrow(groups, query)) });
}

function externalSelect(slot: Slot): HTMLElement {
  // Slack asks nothing before three characters unless the app sets another minimum.
  const least = number(slot.element, 'min_query_length') ?? 3;
  const find = async (query: string) => {
    if (query.length < least) return `Type at least ${least} ${least === 1 ? 'character' : 'characters'}`;
    const answer = await slot.stage.desk.suggest(slot.stage.place, slot.control, query);
    if (answer.error !== undefined) return `The app gave no options (${answer.error})`;
    return optionGroups(answer.options, answer.optionGroups);
  };
  return combobox(slot, { ...base(slot), chosen: chosenOptions(slot).map(optionChoice), find });
}

/** A menu whose values are ids: people, channels or conversations. */
function idSelect(slot: Slot, all: readonly Choice<Json>[], what: string): HTMLElement {
  const { raw, state } = keptValue(slot);
  const source = state ?? slot.element;
  const kept = state === undefined ? 'initial' : 'selected';
  const many = [...list(source, `${kept}_${what}s`)];
  const ids = raw === undefined ? [field(source, `${kept}_${what}`) ?? null, ...many] : [raw].flat();
  const chosen = ids.flatMap((id) => all.filter(({ value }) => value === id));
  const groups = [{ label: '', choices: all }];
  return combobox(slot, { ...base(slot), chosen, find: (query) => Promise.resolve(narrow(groups, query)) });
}

function base(slot: Slot): { readonly placeholder: string; readonly many: boolean } {
  const placeholder = plain(field(slot.element, 'placeholder')) || 'Type to search';
  return { placeholder, many: text(slot.element, 'type').startsWith('multi_') };
}

function narrow(groups: readonly ChoiceGroup<Json>[], query: string): readonly ChoiceGroup<Json>[] {
  const sought = query.trim().toLowerCase();
  const fits = ({ label, detail }: Choice<Json>) => `${label} ${detail}`.toLowerCase().includes(sought);
  return groups
    .map((group) => ({ ...group, choices: group.choices.filter(fits) }))
    .filter(({ choices }) => choices.length > 0);
}

function people(state: WorkspaceState): readonly Choice<Json>[] {
  return state.people
    .filter(({ flags }) => !flags.includes('deactivated'))
    .map(({ id, title }) => ({ label: nameOf(state, id), detail: title, value: id }));
}

function channels(state: WorkspaceState): readonly Choice<Json>[] {
  return state.channels
    .filter(({ kind }) => kind !== 'im')
    .map(({ id, name }) => ({ label: `#${name}`, detail: '', value: id }));
}
