// What every part of the page may ask for: who sits here, what they see, and how to do something as them.
import type { ActResult, Json, PersonCard, Place, SuggestAnswer, WorkspaceState } from './protocol.ts';

/** `ts`: the message to look at. */
export type Where =
  | { readonly kind: 'home' }
  | { readonly kind: 'channel'; readonly id: string; readonly ts?: string };

/** One interactive element, by Slack's names. */
export type Control = { readonly block: string; readonly action: string };

export type Desk = {
  readonly state: () => WorkspaceState;
  readonly where: () => Where;
  readonly go: (where: Where) => void;
  readonly become: (person: string) => void;
  /** Sends a line: a slash command when it starts with `/`, a message otherwise. */
  readonly send: (channel: string, text: string) => Promise<ActResult>;
  readonly click: (place: Place, control: Control, value: Json | undefined) => Promise<ActResult>;
  /** Keeps what was typed into a view; the newest value of each field reaches the server before a submission does. */
  readonly fill: (view: string, control: Control, value: Json) => void;
  /** What was typed and is still on its way to the server. */
  readonly unsent: (view: string, control: Control) => Json | undefined;
  readonly submit: (view: string) => Promise<ActResult>;
  readonly close: (view: string) => Promise<ActResult>;
  readonly suggest: (place: Place, control: Control, query: string) => Promise<SuggestAnswer>;
  readonly advance: (seconds: number) => Promise<void>;
};

/** What to call a person on screen. */
export function nameOf(state: WorkspaceState, id: string): string {
  const person = personOf(state, id);
  if (person === undefined) return id;
  return person.realName === '' ? person.name : person.realName;
}

/** The person with this id, if the workspace has one. */
export function personOf(state: WorkspaceState, id: string): PersonCard | undefined {
  return state.people.find((person) => person.id === id);
}

/** The direct-message channel with the app, if there is one yet: its other end is a bot. */
export function appChannel(state: WorkspaceState): string | undefined {
  const bots = new Set(state.people.filter(({ flags }) => flags.includes('bot')).flatMap(namesOf));
  return state.channels.find(({ kind, name }) => kind === 'im' && bots.has(name))?.id;
}

function namesOf({ id, name, realName }: PersonCard): readonly string[] {
  return [id, name, realName];
}
