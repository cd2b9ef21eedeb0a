// What Slack sends, read once and strictly: whatever does not have the documented shape is refused before it reaches a listener.
import { z } from 'zod';
import type { PersonChanged } from './person-arrival.ts';
import { readPerson } from './person-arrival.ts';
import type { UserGroupChanged } from './user-group-arrival.ts';
import { readUserGroup } from './user-group-arrival.ts';

const id = z.string().min(1).max(64);
const values = z.record(
  z.string(),
  z.record(
    z.string(),
    z.object({
      value: z.string().nullish(),
      selected_option: z.object({ value: z.string() }).nullish(),
      selected_options: z
        .array(z.object({ value: z.string() }))
        .max(100)
        .nullish(),
      selected_user: id.nullish(),
      selected_date_time: z.int().nullish(),
    }),
  ),
);
const view = z.object({
  id: z.string(),
  hash: z.string(),
  type: z.string(),
  callback_id: z.string(),
  private_metadata: z.string().max(3_000),
  state: z.object({ values }).optional(),
});
const actor = {
  team: z.object({ id }).nullish(),
  user: z.object({ id, team_id: id.optional() }),
};

const command = z.object({
  command: z.string(),
  team_id: id,
  user_id: id,
  text: z.string().max(10_000).default(''),
  trigger_id: z.string(),
  response_url: z.string(),
});
const click = z.object({
  type: z.literal('block_actions'),
  ...actor,
  trigger_id: z.string(),
  response_url: z.string().optional(),
  container: z.object({
    type: z.string(),
    channel_id: z.string().optional(),
    message_ts: z.string().optional(),
  }),
  view: view.optional(),
  state: z.object({ values }).nullish(),
  actions: z.tuple([
    z.object({
      action_id: z.string(),
      value: z.string().nullish(),
      selected_option: z.object({ value: z.string() }).nullish(),
    }),
  ]),
});
const submission = z.object({
  type: z.literal('view_submission'),
  ...actor,
  trigger_id: z.string(),
  view: view.required({ state: true }),
});
const suggestion = z.object({
  type: z.literal('block_suggestion'),
  ...actor,
  action_id: z.string(),
  value: z.string().max(1_000).default(''),
  view: view.optional(),
});
const homeOpened = z.object({
  team_id: id,
  event: z.object({
    type: z.literal('app_home_opened'),
    user: id,
    tab: z.string().default('home'),
    view: z.object({ id: z.string() }).optional(),
  }),
});

type Body = Readonly<Record<string, unknown>>;
type Who = { readonly team: string; readonly user: string };
export type FormValues = z.infer<typeof values>;
export type OpenView = {
  readonly id: string;
  readonly hash: string;
  readonly metadata: string;
  readonly callback: string;
  readonly values: FormValues;
};
/** Where a click happened. An ephemeral message has a place too, but only `responseUrl` can change it. */
export type Where =
  | { readonly kind: 'message'; readonly channel: string; readonly ts: string }
  | { readonly kind: 'home' }
  | { readonly kind: 'modal'; readonly view: OpenView };

export type CommandArrival = Who & {
  readonly kind: 'command';
  readonly text: string;
  readonly trigger: string;
  readonly responseUrl: string;
};
export type Click = Who & {
  readonly kind: 'click';
  readonly action: string;
  readonly value: string;
  readonly where: Where;
  /** What the inputs of the message or the view hold. */
  readonly values: FormValues;
  readonly trigger: string;
  readonly responseUrl: string | undefined;
};
export type Submission = Who & {
  readonly kind: 'submission';
  readonly view: OpenView;
  readonly trigger: string;
};
export type Suggestion = Who & {
  readonly kind: 'suggestion';
  readonly action: string;
  readonly query: string;
  /** What the form it is in was filled with so far. */
  readonly values: FormValues;
};
export type HomeOpened = Who & { readonly kind: 'home'; readonly tab: string; readonly drawnBefore: boolean };

export type Arrival =
  | CommandArrival
  | Click
  | Submission
  | Suggestion
  | HomeOpened
  | PersonChanged
  | UserGroupChanged
  /** Not for us, for example an event nobody subscribed to. */
  | { readonly kind: 'other' }
  | Malformed;

/** Signed by Slack, yet not of the documented shape. `responseUrl` lets us say so. */
export type Malformed = {
  readonly kind: 'malformed';
  readonly what: string;
  readonly responseUrl: string | undefined;
};

/** Reads a payload of Slack (https://docs.slack.dev/reference/interaction-payloads); never throws. */
export function readArrival(body: Body): Arrival {
  if ('command' in body) return read(command, body, readCommand);
  switch (body['type']) {
    case 'block_actions':
      return read(click, body, readClick);
    case 'view_submission':
      return read(submission, body, (said) => ({
        kind: 'submission',
        ...whoOf(said),
        view: viewOf(said.view),
        trigger: said.trigger_id,
      }));
    case 'block_suggestion':
      return read(suggestion, body, (said) => ({
        kind: 'suggestion',
        ...whoOf(said),
        action: said.action_id,
        query: said.value,
        values: said.view?.state?.values ?? {},
      }));
    default:
      return readEvent(body);
  }
}

function read<Said>(schema: z.ZodType<Said>, body: Body, make: (said: Said) => Arrival): Arrival {
  const parsed = schema.safeParse(body);
  if (parsed.success) return make(parsed.data);
  return malformed(body, parsed.error.issues.map((issue) => issue.path.join('.')).join(', '));
}

function malformed(body: Body, what: string): Malformed {
  const url = body['response_url'];
  return { kind: 'malformed', what, responseUrl: typeof url === 'string' && url !== '' ? url : undefined };
}

const readCommand = (said: z.infer<typeof command>): Arrival => ({
  kind: 'command',
  team: said.team_id,
  user: said.user_id,
  text: said.text,
  trigger: said.trigger_id,
  responseUrl: said.response_url,
});

function readClick(said: z.infer<typeof click>): Arrival {
  const [action] = said.actions;
  const where = whereOf(said);
  if (where === undefined) return malformed(said, 'container');
  return {
    kind: 'click',
    ...whoOf(said),
    action: action.action_id,
    value: action.selected_option?.value ?? action.value ?? '',
    where,
    values: said.state?.values ?? said.view?.state?.values ?? {},
    trigger: said.trigger_id,
    responseUrl: said.response_url === '' ? undefined : said.response_url,
  };
}

function whereOf(said: z.infer<typeof click>): Where | undefined {
  const { channel_id: channel, message_ts: ts } = said.container;
  if (said.view !== undefined)
    return said.view.type === 'home' ? { kind: 'home' } : { kind: 'modal', view: viewOf(said.view) };
  return channel === undefined || ts === undefined ? undefined : { kind: 'message', channel, ts };
}

const viewOf = (said: z.infer<typeof view>): OpenView => ({
  id: said.id,
  hash: said.hash,
  metadata: said.private_metadata,
  callback: said.callback_id,
  values: said.state?.values ?? {},
});

/** Somebody from another workspace has a team of their own, which is what counts. */
function whoOf(said: {
  team?: { id: string } | null | undefined;
  user: { id: string; team_id?: string | undefined };
}): Who {
  return { team: said.user.team_id ?? said.team?.id ?? '', user: said.user.id };
}

function readEvent(body: Body): Arrival {
  const home = homeOpened.safeParse(body);
  if (home.success) {
    const { team_id: team, event } = home.data;
    return { kind: 'home', team, user: event.user, tab: event.tab, drawnBefore: event.view !== undefined };
  }
  return readPerson(body) ?? readUserGroup(body) ?? { kind: 'other' };
}
