import type { Act, ActResult, PanelState, SuggestAnswer, SuggestAsk, WorkspaceState } from './protocol.ts';

export type Api = {
  readonly state: (person: string) => Promise<WorkspaceState>;
  readonly people: () => Promise<WorkspaceState['people']>;
  readonly panels: () => Promise<readonly PanelState[]>;
  readonly act: (act: Act) => Promise<ActResult>;
  readonly suggest: (ask: SuggestAsk) => Promise<SuggestAnswer>;
  /** Moves the workspace's clock forward; the answer is the new time in epoch milliseconds. */
  readonly advance: (seconds: number) => Promise<{ readonly now: number }>;
  /** Calls `changed` whenever anything in the workspace changed, and tells whether the line to the server stands. */
  readonly listen: (changed: () => void, line: (up: boolean) => void) => void;
};

/** The control API of the local workspace (protocol.ts), on the origin this page came from. */
export function createApi(token: string): Api {
  const call = async (path: string, body?: unknown) => {
    const headers = { 'x-sandbox-token': token, 'content-type': 'application/json' };
    const post = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) };
    const response = await fetch(`/sandbox/${path}`, post);
    if (!response.ok)
      throw new Error(`The workspace answered ${response.status} to ${path.split('?')[0] ?? path}.`);
    return response.json();
  };
  return {
    state: (person) => call(`state?as=${encodeURIComponent(person)}`),
    people: () => call('people'),
    panels: () => call('panels'),
    act: (act) => call('act', act),
    suggest: (ask) => call('suggest', ask),
    advance: (advanceSeconds) => call('clock', { advanceSeconds }),
    listen: (changed, line) => {
      const events = new EventSource(`/sandbox/events?token=${encodeURIComponent(token)}`);
      events.addEventListener('message', changed);
      events.addEventListener('open', () => {
        line(true);
        changed();
      });
      events.addEventListener('error', () => line(false));
    },
  };
}
