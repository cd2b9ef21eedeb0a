import { notHere } from '../../domain/decide/on-behalf.ts';
import { formatDuration } from '../../domain/duration.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Item } from '../../domain/item.ts';
import { parseRequest } from '../../domain/parse-request.ts';
import { startInstant } from '../../domain/parse-start.ts';
import type { Person } from '../../domain/person.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { zoneOf } from '../../domain/zone.ts';
import { triggerGone } from '../actions/open-modal.ts';
import type { CommandArrival } from '../arrival.ts';
import type { Drawing } from '../blocks/drawing.ts';
import { draw } from '../blocks/drawing.ts';
import { refusalCard, refusalText } from '../blocks/refusal.ts';
import { bold, quote, rich, say, when } from '../blocks/rich.ts';
import { refusedCard } from '../refused.ts';
import { isTriggerGone } from '../slack-error.ts';
import type { Wish } from '../views/draw-form.ts';
import { drawForm } from '../views/draw-form.ts';
import { whoDecides } from '../views/who-decides.ts';
import type { Desk, Visit } from '../visit.ts';
import { forWhom } from './for-whom.ts';
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
  describe:
    'ask for access; alone it opens a form; for @somebody in front asks for them; like @somebody shows what comes with their work',
  async run(desk, visit, { arrival, rest }) {
    const who = await desk.engine.look.who(visit.identity);
    if (who.is === 'refused') return refusedCard(desk, who.refusal);
    const { person } = who;
    if (isLike(rest)) return likeSomebody(desk, { person, team: arrival.team, rest });
    const { user: forUser, rest: wish } = forWhom(rest);
    const text = readable(wish);
    if (text === '') return openForm(desk, visit, { arrival, person, forUser });
    const { look } = desk.engine;
    const subject =
      forUser === undefined ? person : await look.personOf({ ...visit.identity, user: forUser });
    if (subject === undefined) return refusedCard(desk, notHere(undefined));
    const items = await look.itemsForBoth({ asker: person, subject }, '', most);
    const parsed = parseRequest(
      text,
      items.map((item) => ({ id: item.target.id, name: item.name, aliases: item.aliases })),
    );
    const { duration, reason } = parsed;
    const startAt = parsed.start && startInstant(parsed.start, desk.now(), zoneOf(person));
    const item = items.find((one) => one.target.id === (parsed.item ?? parsed.nearest));
    const notice = whatIsMissing(parsed, item);
    if (item === undefined || duration === undefined || notice !== undefined)
      return openForm(desk, visit, {
        arrival,
        person,
        forUser,
        target: item?.target,
        reason,
        duration,
        startAt,
        notice,
      });
    return submit(desk, visit, { arrival, person, subject, forUser, item, duration, startAt, reason });
  },
};

type Asked = {
  readonly arrival: CommandArrival;
  readonly person: Person;
  /** Who is to get it. */
  readonly subject: Person;
  readonly forUser: string | undefined;
  readonly item: Item;
  readonly duration: number;
  readonly startAt: Instant | undefined;
  readonly reason: string;
};

async function submit(desk: Desk, visit: Visit, asked: Asked): Promise<Reply> {
  const { item, duration, startAt, reason, person, subject } = asked;
  const start = startAt === undefined ? {} : { startAt };
  const outcome = await visit.commit({
    kind: 'submit_request',
    actor: visit.actor,
    target: item.target,
    duration,
    reason,
    ...start,
    ...(subject.id === person.id ? {} : { subject: subject.id }),
  });
  if (outcome.is === 'refused') return afterRefusal(desk, visit, { asked, no: outcome.refusal });
  const preview = await desk.engine.look.preview(subject, {
    target: item.target,
    duration,
    ...start,
    asker: person,
  });
  const reader = subject.id === person.id ? person : undefined;
  return understood(asked, preview === undefined ? outcome.answer.text : whoDecides(reader, preview));
}

/** What will not do or is missing yet is put right in the form; anything else only a sentence can help. */
function afterRefusal(
  desk: Desk,
  visit: Visit,
  { asked, no }: { readonly asked: Asked; readonly no: Refusal },
): Promise<Reply> {
  if (no.field === undefined || no.field === 'item' || no.field === 'person') return refusedCard(desk, no);
  return openForm(desk, visit, { ...asked, target: asked.item.target, notice: refusalText(no) });
}

const understood = ({ item, duration, startAt, reason, person, subject }: Asked, next: string): Drawing =>
  draw([
    rich([
      say(
        'Asking for ',
        bold(item.name),
        ` for ${formatDuration(duration)}`,
        ...(startAt === undefined ? [] : [' from ', when(startAt)]),
        subject.id === person.id ? ':' : `, on behalf of ${subject.name}:`,
      ),
      quote(reason),
      say(next, ' You get a message as soon as something happens.'),
    ]),
  ]);

async function openForm(
  desk: Desk,
  visit: Visit,
  form: Wish & {
    readonly arrival: CommandArrival;
    readonly person: Person;
    readonly notice?: string | undefined;
  },
): Promise<Reply> {
  try {
    const view = await drawForm(desk, { visit, person: form.person }, form);
    await desk.client.views.open({ trigger_id: form.arrival.trigger, view });
    return undefined;
  } catch (error) {
    if (isTriggerGone(error)) return refusalCard(triggerGone);
    throw error;
  }
}
