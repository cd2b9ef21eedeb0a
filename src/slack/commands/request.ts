import { formatDuration } from '../../domain/duration.ts';
import type { Item } from '../../domain/item.ts';
import { parseRequest } from '../../domain/parse-request.ts';
import type { Person } from '../../domain/person.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { triggerGone } from '../actions/open-modal.ts';
import type { CommandArrival } from '../arrival.ts';
import type { Drawing } from '../blocks/drawing.ts';
import { draw } from '../blocks/drawing.ts';
import { refusalCard, refusalText } from '../blocks/refusal.ts';
import { bold, quote, rich, say } from '../blocks/rich.ts';
import { refusedCard } from '../refused.ts';
import { isTriggerGone } from '../slack-error.ts';
import type { RequestForm } from '../views/request-modal.ts';
import { requestModal } from '../views/request-modal.ts';
import { whoDecides } from '../views/who-decides.ts';
import type { Desk, Visit } from '../visit.ts';
import { isLike, likeSomebody } from './like.ts';
import { readable } from './readable.ts';
import { whatIsMissing } from './what-is-missing.ts';
import type { Reply, Word } from './word.ts';

/** More than this many items are not matched by name; nobody types the name of the 2,000th. */
const most = 2_000;

/** Asks for access: alone it opens the form, a whole sentence is sent as it is, anything between opens the form part-filled. */
export const request: Word = {
  word: 'request',
  usage: 'request [what] [how long] [why], or: request like @somebody',
  describe: 'ask for access; alone it opens a form; like @somebody shows what comes with their work',
  async run(desk, visit, { arrival, rest }) {
    const who = await desk.engine.look.who(visit.identity);
    if (who.is === 'refused') return refusedCard(desk, who.refusal);
    const { person } = who;
    if (isLike(rest)) return likeSomebody(desk, { person, team: arrival.team, rest });
    const text = readable(rest);
    if (text === '') return openForm(desk, arrival, { person });
    const items = await desk.engine.look.items(person, '', most);
    const parsed = parseRequest(
      text,
      items.map((item) => ({ id: item.target.id, name: item.name, aliases: item.aliases })),
    );
    const item = items.find((one) => one.target.id === (parsed.item ?? parsed.nearest));
    const missing = whatIsMissing(parsed, item);
    if (item === undefined || parsed.duration === undefined || missing !== undefined)
      return openPrefilled(desk, arrival, {
        person,
        item,
        reason: parsed.reason,
        duration: parsed.duration,
        notice: missing,
      });
    return submit(desk, visit, { arrival, person, item, duration: parsed.duration, reason: parsed.reason });
  },
};

type Asked = {
  readonly arrival: CommandArrival;
  readonly person: Person;
  readonly item: Item;
  readonly duration: number;
  readonly reason: string;
};

async function submit(desk: Desk, visit: Visit, asked: Asked): Promise<Reply> {
  const { item, duration, reason, person } = asked;
  const outcome = await visit.commit({
    kind: 'submit_request',
    actor: visit.actor,
    target: item.target,
    duration,
    reason,
  });
  if (outcome.is === 'refused') return afterRefusal(desk, asked, outcome.refusal);
  const preview = await desk.engine.look.preview(person, { target: item.target, duration });
  return understood(asked, preview === undefined ? outcome.answer.text : whoDecides(person, preview));
}

/** A length or a reason that will not do is put right in the form; anything else only a sentence can help. */
function afterRefusal(desk: Desk, asked: Asked, no: Refusal): Promise<Reply> {
  if (no.field !== 'duration' && no.field !== 'reason') return refusedCard(desk, no);
  return openPrefilled(desk, asked.arrival, { ...asked, notice: refusalText(no) });
}

const understood = ({ item, duration, reason }: Asked, next: string): Drawing =>
  draw([
    rich([
      say('Asking for ', bold(item.name), ` for ${formatDuration(duration)}:`),
      quote(reason),
      say(next, ' You get a message as soon as something happens.'),
    ]),
  ]);

async function openPrefilled(
  desk: Desk,
  arrival: CommandArrival,
  known: {
    readonly person: Person;
    readonly item: Item | undefined;
    readonly duration: number | undefined;
    readonly reason: string;
    readonly notice: string | undefined;
  },
): Promise<Reply> {
  const { person, item, duration, reason, notice } = known;
  const wanted = duration === undefined ? {} : { duration };
  const preview = item && (await desk.engine.look.preview(person, { target: item.target, ...wanted }));
  return openForm(desk, arrival, {
    person,
    reason,
    ...wanted,
    ...(preview === undefined ? {} : { preview }),
    ...(notice === undefined ? {} : { notice }),
  });
}

async function openForm(desk: Desk, arrival: CommandArrival, form: RequestForm): Promise<Reply> {
  try {
    await desk.client.views.open({ trigger_id: arrival.trigger, view: requestModal(form) });
    return undefined;
  } catch (error) {
    if (isTriggerGone(error)) return refusalCard(triggerGone);
    throw error;
  }
}
