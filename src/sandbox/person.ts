// Acting as a person, in process: what tests and the demo use instead of the page.
import { click, suggest } from './click.ts';
import type { CommandResult } from './command.ts';
import { runCommand } from './command.ts';
import type { Submission } from './modal.ts';
import { closeModal, fill, submit } from './modal.ts';
import type { SandboxUser } from './options.ts';
import type { ActResult, Json, Place, SuggestAnswer, ViewState } from './page/protocol.ts';
import { runShortcut } from './shortcut.ts';
import { changeUser } from './staff.ts';
import { move, openHome, reload, say } from './talk.ts';
import { stackOf, viewState } from './views.ts';
import type { Workspace } from './workspace.ts';

export type ClickOptions = {
  readonly value?: Json;
  readonly blockId?: string;
  /** Delivers a click that was on its way before the person was deactivated or the element replaced. */
  readonly force?: boolean;
};

export type Person = {
  /** @param text the whole line, '/access request …'; typed in the direct message with the app unless `at` says else */
  command(text: string, at?: { channel?: string }): Promise<CommandResult>;
  /** The element must exist in what the person sees; a confirm dialog is confirmed. */
  click(where: Place, actionId: string, options?: ClickOptions): Promise<ActResult>;
  suggest(where: Place, actionId: string, query: string): Promise<SuggestAnswer>;
  /** On the top modal; tells the app when the input has dispatch_action. */
  fill(actionId: string, value: Json): Promise<ActResult>;
  /** The top modal: required and min/max checks, then view_submission; `errors` are what stands under the fields. */
  submit(): Promise<Submission>;
  closeModal(): Promise<ActResult>;
  /** The Home tab unless the Messages tab is meant. */
  openHome(tab?: 'home' | 'messages'): Promise<ActResult>;
  /** @param thread the stamp of the message that is answered in its thread */
  say(channel: string, text: string, thread?: string): Promise<ActResult>;
  /** @param on the message a message shortcut is run on; absent for a global one */
  shortcut(callbackId: string, on?: { readonly channel: string; readonly ts: string }): Promise<ActResult>;
  join(channel: string): Promise<ActResult>;
  leave(channel: string): Promise<ActResult>;
  /** Sets their status, as the client does; `expiration` in seconds since 1970, 0 for none. The app hears of it by user_change. */
  setStatus(status: NonNullable<SandboxUser['status']>): Promise<void>;
  modals(): readonly ViewState[];
  notices(): readonly { id: string; text: string }[];
  /** Ephemeral messages and notices vanish. */
  reload(): void;
};

export function personOf(w: Workspace, id: string): Person {
  return {
    command: (text, at) => runCommand(w, id, { text, channel: at?.channel }),
    click: (place, action, options = {}) =>
      click(w, id, { place, action, block: options.blockId, value: options.value, force: options.force }),
    suggest: (place, action, query) => suggest(w, id, { place, action, query }),
    fill: (action, value) => fill(w, id, { action, value }),
    submit: () => submit(w, id),
    closeModal: () => closeModal(w, id),
    openHome: (tab) => openHome(w, id, tab),
    say: (channel, text, thread) => say(w, id, { channel, text, thread }),
    shortcut: (callbackId, on) => runShortcut(w, id, { callbackId, on }),
    join: (channel) => move(w, id, { way: 'join', channel }),
    leave: (channel) => move(w, id, { way: 'leave', channel }),
    setStatus: (status) => changeUser(w, id, { status }),
    modals: () => stackOf(w, id).map(viewState),
    notices: () => w.notices.get(id) ?? [],
    reload: () => reload(w, id),
  };
}
