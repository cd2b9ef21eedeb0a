// The left pane: who you are (one click makes you someone else), and where you can go.
import { channelTitle } from './channel.ts';
import { appChannel, type Desk, nameOf, type Where } from './desk.ts';
import { el, setText } from './dom.ts';
import { type Item, keyedList } from './keyed-list.ts';
import { avatar } from './message.ts';
import type { ChannelState, PersonCard } from './protocol.ts';

export type Sidebar = {
  readonly node: HTMLElement;
  /** `unread` tells how many messages wait for each person, as far as the page knows. */
  readonly draw: (unread: ReadonlyMap<string, number>) => void;
};

const filterFrom = 9;

export function createSidebar(desk: Desk): Sidebar {
  const team = el('p', { class: 'team' });
  const people = el('ul', { class: 'people', 'aria-label': 'Be another person' });
  const places = el('ul', { class: 'places' });
  const filter = el('input', {
    type: 'search',
    class: 'people-filter',
    placeholder: 'Find a person',
    'aria-label': 'Find a person',
  });
  const node = el(
    'nav',
    { class: 'sidebar', 'aria-label': 'Workspace' },
    team,
    el('h2', {}, 'You are'),
    filter,
    people,
    el('h2', {}, 'Conversations'),
    places,
  );
  const showPeople = keyedList(people);
  const showPlaces = keyedList(places);
  let known: ReadonlyMap<string, number> = new Map();
  const draw = (unread: ReadonlyMap<string, number>) => {
    known = unread;
    const state = desk.state();
    setText(team, state.team.name);
    const humans = state.people.filter(({ flags }) => !flags.includes('bot'));
    filter.hidden = humans.length < filterFrom;
    const sought = filter.hidden ? '' : filter.value.trim().toLowerCase();
    const fits = (person: PersonCard) =>
      `${person.realName} ${person.name} ${person.title}`.toLowerCase().includes(sought);
    showPeople(humans.filter(fits).map((person) => personItem(person, unread.get(person.id) ?? 0, desk)));
    showPlaces(placeItems(desk));
  };
  filter.addEventListener('input', () => draw(known));
  people.addEventListener('keydown', (event) => walk(event, people));
  places.addEventListener('keydown', (event) => walk(event, places));
  return { node, draw };
}

function personItem(person: PersonCard, unread: number, desk: Desk): Item {
  const state = desk.state();
  const current = person.id === state.me.id;
  const flags = person.flags.map((flag) => flag.replaceAll('_', ' ')).join(', ');
  const away = person.flags.includes('deactivated') ? ' away' : '';
  const build = () =>
    el(
      'li',
      {},
      el(
        'button',
        {
          type: 'button',
          class: `person${current ? ' current' : ''}${away}`,
          'aria-current': current ? 'true' : undefined,
          'data-person-id': person.id,
          'data-focus': person.id,
          onclick: () => desk.become(person.id),
        },
        avatar(state, person.id),
        el(
          'span',
          { class: 'person-words' },
          el('span', { class: 'person-name' }, nameOf(state, person.id)),
          el('span', { class: 'person-title' }, [person.title, flags].filter(Boolean).join(' · ')),
        ),
        unreadBadge(unread),
      ),
    );
  return { key: person.id, print: JSON.stringify([person, unread, current]), build };
}

function placeItems(desk: Desk): readonly Item[] {
  const state = desk.state();
  const app = appChannel(state);
  const order = (channel: ChannelState) => (channel.id === app ? 0 : channel.kind === 'im' ? 2 : 1);
  const channels = state.channels.toSorted((a, b) => order(a) - order(b));
  const bot = state.people.find(({ flags }) => flags.includes('bot'));
  const home = placeItem(desk, {
    where: { kind: 'home' },
    label: `${bot === undefined ? 'App' : nameOf(state, bot.id)} Home`,
    unread: 0,
  });
  return [
    home,
    ...channels.map((channel) =>
      placeItem(desk, {
        where: { kind: 'channel', id: channel.id },
        label: channelTitle(channel, desk),
        unread: channel.unread,
      }),
    ),
  ];
}

type Destination = { readonly where: Where; readonly label: string; readonly unread: number };

function placeItem(desk: Desk, { where, label, unread }: Destination): Item {
  const here = desk.where();
  const id = where.kind === 'home' ? 'home' : where.id;
  const current = here.kind === where.kind && (here.kind === 'home' || here.id === id);
  const mark = label.startsWith('#') ? '#' : where.kind === 'home' ? '⌂' : '●';
  const props = {
    type: 'button',
    class: `place${current ? ' current' : ''}${unread > 0 ? ' unread' : ''}`,
    'aria-current': current ? 'page' : undefined,
    'data-place': id,
    'data-focus': id,
    onclick: () => desk.go(where),
  };
  const build = () =>
    el(
      'li',
      {},
      el(
        'button',
        props,
        el('span', { class: 'place-mark', 'aria-hidden': 'true' }, mark),
        el('span', { class: 'place-name' }, label.replace(/^# /u, '')),
        unreadBadge(unread),
      ),
    );
  return { key: id, print: JSON.stringify([label, unread, current]), build };
}

function unreadBadge(unread: number): HTMLElement | undefined {
  if (unread === 0) return undefined;
  return el('span', { class: 'unread-badge', 'aria-label': `${unread} unread` }, String(unread));
}

/** Arrow keys, Home and End walk through a list of buttons. */
function walk(event: KeyboardEvent, list: HTMLElement): void {
  const buttons = [...list.querySelectorAll('button')];
  const at = buttons.findIndex((button) => button === document.activeElement);
  const to: { readonly [key: string]: number } = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    Home: 0,
    End: buttons.length - 1,
  };
  const next = buttons[to[event.key] ?? -1];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
