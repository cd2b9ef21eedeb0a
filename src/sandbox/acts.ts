// What the page asks for, checked and done.
import { z } from 'zod';
import { click, suggest } from './click.ts';
import { runCommand } from './command.ts';
import { closeModal, fill, submit } from './modal.ts';
import type {
  Act,
  ActResult,
  FaultPlan,
  SuggestAnswer,
  SuggestAsk,
  UserGroupChange,
} from './page/protocol.ts';
import { runShortcut } from './shortcut.ts';
import { move, openHome, reload, say } from './talk.ts';
import type { Workspace } from './workspace.ts';

const as = z.string();
const place = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('message'), channel: z.string(), ts: z.string() }),
  z.object({ kind: z.literal('home') }),
  z.object({ kind: z.literal('modal'), view: z.string() }),
]);
const aim = { place, block: z.string(), action: z.string() } as const;

const actSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('command'), as, channel: z.string(), text: z.string() }),
  z.object({
    do: z.literal('say'),
    as,
    channel: z.string(),
    text: z.string(),
    thread: z.string().exactOptional(),
  }),
  z.object({
    do: z.literal('shortcut'),
    as,
    callback: z.string(),
    on: z.object({ channel: z.string(), ts: z.string() }).exactOptional(),
  }),
  z.object({ do: z.enum(['join', 'leave']), as, channel: z.string() }),
  z.object({ do: z.literal('click'), as, ...aim, value: z.json().exactOptional() }),
  z.object({
    do: z.literal('fill'),
    as,
    view: z.string(),
    block: z.string(),
    action: z.string(),
    value: z.json(),
  }),
  z.object({ do: z.literal('submit'), as, view: z.string() }),
  z.object({ do: z.literal('close'), as, view: z.string() }),
  z.object({ do: z.literal('open_home'), as, tab: z.enum(['home', 'messages']).exactOptional() }),
  z.object({ do: z.literal('reload'), as }),
]);
const suggestSchema = z.object({ as, ...aim, query: z.string() });
const faultsSchema = z.array(
  z.object({
    method: z.string(),
    after: z.int().min(0).exactOptional(),
    times: z.int().min(1),
    fault: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('error'), error: z.string() }),
      z.object({ kind: z.literal('status'), status: z.int().min(200).max(599) }),
      z.object({ kind: z.literal('ratelimited'), retryAfterSeconds: z.int().min(0) }),
      z.object({ kind: z.literal('lost_response') }),
      z.object({ kind: z.literal('reset') }),
      z.object({ kind: z.literal('slow'), delayMs: z.int().min(0) }),
      z.object({ kind: z.literal('cut') }),
      z.object({ kind: z.literal('twice') }),
      z.object({ kind: z.literal('late'), seconds: z.number().min(0) }),
      z.object({ kind: z.literal('after_next') }),
    ]),
  }),
);

const stepSchema = z.object({ callbackId: z.string(), inputs: z.record(z.string(), z.json()) });
const userGroupSchema = z.object({
  handle: z.string().min(1),
  name: z.string().exactOptional(),
  users: z.array(z.string()).exactOptional(),
  disabled: z.boolean().exactOptional(),
});

/** Undefined when the body is not what the contract says. */
export const readAct = (body: unknown): Act | undefined => actSchema.safeParse(body).data;
export const readSuggestAsk = (body: unknown): SuggestAsk | undefined => suggestSchema.safeParse(body).data;
export const readFaults = (body: unknown): readonly FaultPlan[] | undefined =>
  faultsSchema.safeParse(body).data;
export const readStep = (body: unknown): z.infer<typeof stepSchema> | undefined =>
  stepSchema.safeParse(body).data;

export const readUserGroup = (body: unknown): UserGroupChange | undefined =>
  userGroupSchema.safeParse(body).data;

export async function perform(w: Workspace, act: Act): Promise<ActResult> {
  switch (act.do) {
    case 'command': {
      const { ephemeral: _shown, ...result } = await runCommand(w, act.as, act);
      return result;
    }
    case 'say':
      return say(w, act.as, act);
    case 'click':
      return click(w, act.as, act);
    case 'fill':
      return fill(w, act.as, act);
    case 'submit': {
      const { errors: _inView, ...result } = await submit(w, act.as, act.view);
      return result;
    }
    case 'close':
      return closeModal(w, act.as, act.view);
    case 'open_home':
      return openHome(w, act.as, act.tab);
    case 'shortcut':
      return runShortcut(w, act.as, { callbackId: act.callback, on: act.on });
    case 'join':
    case 'leave':
      return move(w, act.as, { way: act.do, channel: act.channel });
    case 'reload':
      reload(w, act.as);
      return { ok: true };
  }
}

export function ask(w: Workspace, wanted: SuggestAsk): Promise<SuggestAnswer> {
  return suggest(w, wanted.as, wanted);
}
