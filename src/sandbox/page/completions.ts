// What a slash command can go on with, from the descriptions and usage hints of the app's manifest.
import type { WorkspaceState } from './protocol.ts';
import type { Choice } from './render/listbox.ts';

/** The commands, and the words their usage hints begin with, that go on from what was typed. */
export function completions(state: WorkspaceState, typed: string): readonly Choice<string>[] {
  if (!typed.startsWith('/')) return [];
  return state.commands.flatMap(({ command, description, usageHint }) => {
    const words = usageHint
      .split('|')
      .map((way) => way.trim())
      .filter((way) => /^\w/u.test(way));
    const lines = words.map((way) => ({
      label: `${command} ${way}`,
      detail: '',
      value: `${command} ${way.replace(/\s*[[<].*$/u, '')}${/[[<]/u.test(way) ? ' ' : ''}`,
    }));
    return [{ label: command, detail: description, value: `${command} ` }, ...lines].filter(
      ({ value }) => value.startsWith(typed) && value !== typed,
    );
  });
}

/** True while Enter should complete the command word rather than send it. */
export function isHalfCommand(state: WorkspaceState, typed: string): boolean {
  return !/\s/u.test(typed) && !state.commands.some(({ command }) => command === typed);
}

/** The line under the box: how the typed command goes on, or that there are commands. */
export function hintFor(state: WorkspaceState, typed: string): string {
  const known = state.commands.find(({ command }) => typed.split(/\s/u)[0] === command);
  if (known !== undefined) return `${known.command} ${known.usageHint}`;
  const first = state.commands[0];
  return first === undefined ? 'Enter sends' : `Enter sends. Commands start with a slash: ${first.command}`;
}
