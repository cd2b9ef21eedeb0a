import { parseSpan } from '../../domain/parse-span.ts';
import type { Person } from '../../domain/person.ts';
import type { DelegationView } from '../../domain/views.ts';
import { delegationRow } from '../blocks/delegation-card.ts';
import type { Drawing } from '../blocks/drawing.ts';
import { draw, smallPrint } from '../blocks/drawing.ts';
import { personOf } from '../blocks/request-words.ts';
import { code, rich, say, when } from '../blocks/rich.ts';
import { refusedCard } from '../refused.ts';
import type { Desk, Visit } from '../visit.ts';
import { zoneFor } from '../zone-for.ts';
import { readable } from './readable.ts';
import type { Reply, Word } from './word.ts';

/** A colleague as Slack writes them with should_escape: `<@U002|bo>`. */
const mentioned = /<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>/;

/** Hands the deciding over, shows to whom it is handed, or takes it back. */
export const delegate: Word = {
  word: 'delegate',
  usage: 'delegate [@colleague until Friday | off]',
  describe: 'let a colleague decide for you while you are away; alone it shows who does',
  async run(desk, visit, { rest }) {
    const who = await desk.engine.look.who(visit.identity);
    if (who.is === 'refused') return refusedCard(desk, who.refusal);
    const text = rest.trim();
    if (text === '') return current(desk, who.person);
    if (/^(?:off|end|stop|none)$/i.test(text)) return takeBack(desk, visit, who.person);
    return handOver(desk, visit, { person: who.person, text });
  },
};

async function handOver(
  desk: Desk,
  visit: Visit,
  { person, text }: { readonly person: Person; readonly text: string },
): Promise<Reply> {
  const user = mentioned.exec(text)?.[1];
  if (user === undefined)
    return unclear(
      'Name a colleague with @ and choose them from the list, so that it is certain who is meant.',
    );
  const zone = zoneFor(person, visit.identity);
  const said = readable(text.replace(mentioned, ' ')).replace(/^to\s+/i, '');
  const span = parseSpan(said, { now: desk.now(), zone });
  if (span === undefined)
    return unclear(said.trim() === '' ? 'Say until when.' : `“${said.trim()}” leaves a doubt about when.`);
  const outcome = await visit.commit({
    kind: 'delegate',
    actor: visit.actor,
    to: await desk.identityOf(user),
    zone,
    ...span,
  });
  if (outcome.is === 'refused') return refusedCard(desk, outcome.refusal);
  const [made] = await given(desk, person);
  return made === undefined ? draw([rich([say(outcome.answer.text)])]) : handed(made);
}

const handed = ({ to, delegation }: DelegationView): Drawing =>
  draw([
    rich([
      say(
        personOf(to),
        ' decides for you from ',
        when(delegation.startsAt),
        ' until ',
        when(delegation.endsAt),
        ', and is told. What you handed over before, if anything, ended with this.',
      ),
    ]),
    smallPrint('To end it sooner: /access delegate off'),
  ]);

async function current(desk: Desk, person: Person): Promise<Drawing> {
  const running = await desk.engine.look.delegations(person.id);
  const ink = desk.ink();
  return draw([
    ...(running.some((one) => one.delegation.from === person.id)
      ? []
      : [rich([say('You decide for yourself: nothing is handed over.')])]),
    ...running.flatMap((view) => delegationRow(view, { person }, ink)),
    rich([example()]),
  ]);
}

async function takeBack(desk: Desk, visit: Visit, person: Person): Promise<Reply> {
  const [mine] = await given(desk, person);
  if (mine === undefined) return draw([rich([say('Nothing is handed over: you decide for yourself.')])]);
  const outcome = await visit.commit({
    kind: 'end_delegation',
    actor: visit.actor,
    delegation: mine.delegation.id,
  });
  return outcome.is === 'refused'
    ? refusedCard(desk, outcome.refusal)
    : draw([rich([say(outcome.answer.text)])]);
}

const given = async (desk: Desk, person: Person): Promise<readonly DelegationView[]> =>
  (await desk.engine.look.delegations(person.id)).filter((one) => one.delegation.from === person.id);

const unclear = (why: string): Drawing => draw([rich([say(`${why} Nothing was handed over.`), example()])]);

const example = () =>
  say(
    'For example: ',
    code('/access delegate @bob until Friday'),
    ' or ',
    code('/access delegate @bob from Monday until 4 Dec'),
    '.',
  );
