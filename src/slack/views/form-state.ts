// What a person has filled into the request form so far.
import type { Target } from '../../domain/catalogue.ts';
import type { Details } from '../../domain/details.ts';
import type { Instant, Seconds } from '../../domain/instant.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { actionIds } from '../action-ids.ts';
import type { FormValues } from '../arrival.ts';
import { readTarget } from './target-value.ts';

type Name = NonNullable<Refusal['field']>;

export type FormState = {
  readonly target: Target | undefined;
  readonly duration: Seconds | undefined;
  readonly startAt: Instant | undefined;
  readonly reason: string;
  readonly details: Details;
  /** The Slack user it is for; undefined for the one who asks. */
  readonly forUser: string | undefined;
  /** The block each thing was filled in: some ids depend on what was on offer. */
  readonly blocks: ReadonlyMap<Name, string>;
};

type Input = FormValues[string][string];

/** Reads the state of the form's fields; undefined when a field is missing or unknown. */
export function readForm(values: FormValues): FormState | undefined {
  const blocks = new Map<Name, string>();
  const said = new Map<Name, Input>();
  for (const [block, inputs] of Object.entries(values)) {
    const name = nameOf(block);
    const [[action, input] = [], ...others] = Object.entries(inputs);
    if (name === undefined || said.has(name) || others.length > 0) return undefined;
    if (input === undefined || action !== name) return undefined;
    blocks.set(name, block);
    said.set(name, input);
  }
  const [what, why] = [said.get('item'), said.get('reason')];
  if (what === undefined || why === undefined) return undefined;
  const item = what.selected_option?.value;
  return {
    target: item === undefined ? undefined : readTarget(item),
    duration: seconds(said.get('duration')?.selected_option?.value),
    startAt: instant(said.get('start')?.selected_date_time),
    reason: why.value ?? '',
    details: detailsIn(said),
    forUser: said.get('person')?.selected_user ?? undefined,
    blocks,
  };
}

/** `duration:1a2b3c4d` is where the length is chosen, `field:region:1a2b3c4d` where the further question `region` is answered. */
function nameOf(block: string): Name | undefined {
  const { item, reason, person, start, ticket } = actionIds;
  if (block === start) return block;
  if (block === item || block === reason || block === person || block === ticket) return block;
  if (/^duration(?::[0-9a-f]+)?$/.test(block)) return actionIds.duration;
  const key = /^field:([a-z][a-z0-9_]*)(?::[0-9a-f]{8})?$/.exec(block)?.[1];
  return key === undefined ? undefined : `field:${key}`;
}

function detailsIn(said: ReadonlyMap<Name, Input>): Details {
  const ticket = said.get('ticket')?.value;
  const fields: Record<string, string> = {};
  for (const [name, input] of said) {
    const text = input.selected_option?.value ?? input.value ?? '';
    if (name.startsWith('field:') && text !== '') fields[name.slice('field:'.length)] = text;
  }
  return { ...(typeof ticket === 'string' ? { ticket } : {}), fields };
}

/** Slack tells moments in seconds. */
const instant = (seconds: number | null | undefined): Instant | undefined =>
  typeof seconds === 'number' ? seconds * 1_000 : undefined;

const seconds = (text: string | undefined): Seconds | undefined =>
  text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
