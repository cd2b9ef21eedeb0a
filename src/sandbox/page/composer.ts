// The box messages and slash commands are typed into, with completion of the commands the workspace knows.

import { completions, hintFor, isHalfCommand } from './completions.ts';
import type { Desk } from './desk.ts';
import { el, setText } from './dom.ts';
import type { ChannelState } from './protocol.ts';
import { createListbox, type Listbox } from './render/listbox.ts';

export type Composer = {
  readonly node: HTMLElement;
  readonly draw: (channel: ChannelState) => void;
  readonly focus: () => void;
};

/** One composer for one conversation of one person; Enter sends. */
export function createComposer(desk: Desk): Composer {
  const input = el('input', {
    id: 'composer',
    type: 'text',
    class: 'composer-box',
    'aria-label': 'Message or command',
  });
  const sendButton = el('button', { type: 'submit', class: 'button primary', 'data-send': '' }, 'Send');
  const hint = el('p', { class: 'composer-hint' });
  const listbox = createListbox<string>(input, 'Commands', (choice) => complete(choice.value));
  const form = el('form', { class: 'composer' }, listbox.node, input, sendButton);
  let channel = '';
  const complete = (line: string) => {
    input.value = line;
    listbox.hide();
    input.focus();
    setText(hint, hintFor(desk.state(), line));
  };
  const send = async () => {
    const line = input.value.trim();
    if (line === '' || form.getAttribute('aria-busy') === 'true') return;
    listbox.hide();
    input.value = '';
    setText(hint, hintFor(desk.state(), ''));
    form.setAttribute('aria-busy', 'true');
    const result = await desk.send(channel, line);
    form.removeAttribute('aria-busy');
    if (!result.ok && input.value === '') input.value = line;
  };
  setText(hint, hintFor(desk.state(), ''));
  input.addEventListener('input', () => suggest(desk, { input, listbox, hint }));
  input.addEventListener('keydown', (event) => steer(event, listbox));
  input.addEventListener('blur', () => listbox.hide());
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void send();
  });
  return {
    node: el('div', { class: 'composer-area' }, form, hint),
    focus: () => input.focus({ preventScroll: true }),
    draw: ({ id, kind, name }) => {
      channel = id;
      const command = desk.state().commands[0]?.command;
      const direct = command === undefined ? 'Type a message' : `Type a command: ${command}`;
      input.placeholder = kind === 'im' ? direct : `Message #${name.replace(/^#/u, '')}, or a command`;
    },
  };
}

type Parts = {
  readonly input: HTMLInputElement;
  readonly listbox: Listbox<string>;
  readonly hint: HTMLElement;
};

function suggest(desk: Desk, { input, listbox, hint }: Parts): void {
  const state = desk.state();
  const choices = completions(state, input.value);
  // Half a command word is completed by Enter; from there on Enter sends what stands in the box.
  if (choices.length > 0) listbox.show([{ label: '', choices }], isHalfCommand(state, input.value));
  else listbox.hide();
  setText(hint, hintFor(state, input.value));
}

function steer(event: KeyboardEvent, listbox: Listbox<string>): void {
  if (!listbox.isOpen()) return;
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') listbox.move(event.key === 'ArrowDown' ? 1 : -1);
  else if (event.key === 'Escape') listbox.hide();
  else if (event.key === 'Tab' && !event.shiftKey) takeFirst(listbox);
  else if (event.key !== 'Enter' || !listbox.take()) return;
  event.preventDefault();
}

function takeFirst(listbox: Listbox<string>): void {
  if (listbox.take()) return;
  listbox.move(1);
  listbox.take();
}
