import { parseDuration } from '../../domain/duration.ts';
import { parseRequest } from '../../domain/parse-request.ts';
import type { Span } from '../../domain/parse-span.ts';
import { parseSpan } from '../../domain/parse-span.ts';
import type { Person } from '../../domain/person.ts';
import type { Drawing } from '../blocks/drawing.ts';
import { preApprovalList } from '../blocks/pre-approval-list.ts';
import { refusedCard } from '../refused.ts';
import type { Desk, Visit } from '../visit.ts';
import { zoneFor } from '../zone-for.ts';
import { readable } from './readable.ts';
import type { Reply, Word } from './word.ts';

const mentioned = /<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>/;
const shape = /^(?<item>.+?),? up to (?<most>.+?),? (?<span>(?:from|starting|until|till|til|to|for) .+)$/i;
const most = 2_000;

/** Says yes in advance: one person, one item, up to so long, until then, and why. Alone it lists what was allowed. */
export const preapprove: Word = {
  word: 'preapprove',
  usage: 'preapprove [@colleague what up to 2h until Friday because why]',
  describe: 'allow a colleague something ahead; alone it lists what you allowed, to withdraw it',
  async run(desk, visit, { rest }) {
    const who = await desk.engine.look.who(visit.identity);
    if (who.is === 'refused') return refusedCard(desk, who.refusal);
    return rest.trim() === '' ? list(desk, who.person) : give(desk, visit, { by: who.person, text: rest });
  },
};

const list = async (desk: Desk, by: Person, opening?: string): Promise<Drawing> =>
  preApprovalList(await desk.engine.look.preApprovals(by.id), desk.ink(), opening);

async function give(
  desk: Desk,
  visit: Visit,
  { by, text }: { readonly by: Person; readonly text: string },
): Promise<Reply> {
  const zone = zoneFor(by, visit.identity);
  const said = read(text, { now: desk.now(), zone });
  if ('unclear' in said) return list(desk, by, `${said.unclear} Nothing was allowed.`);
  const items = await desk.engine.look.items(by, '', most);
  const parsed = parseRequest(
    `"${said.item}"`,
    items.map((item) => ({ id: item.target.id, name: item.name, aliases: item.aliases })),
  );
  const item = items.find((one) => one.target.id === parsed.item);
  if (item === undefined)
    return list(desk, by, `There is no item called “${said.item}”. Nothing was allowed.`);
  const outcome = await visit.commit({
    kind: 'pre_approve',
    actor: visit.actor,
    person: await desk.identityOf(said.user),
    target: item.target,
    most: said.most,
    ...said.span,
    zone,
    reason: said.reason,
  });
  return outcome.is === 'refused' ? refusedCard(desk, outcome.refusal) : list(desk, by, outcome.answer.text);
}

type Said =
  | {
      readonly user: string;
      readonly item: string;
      readonly most: number;
      readonly span: Span;
      readonly reason: string;
    }
  | { readonly unclear: string };

function read(text: string, of: { readonly now: number; readonly zone: string }): Said {
  const user = mentioned.exec(text)?.[1];
  if (user === undefined) return { unclear: 'Name a colleague with @ and choose them from the list.' };
  const [head = '', ...because] = readable(text.replace(mentioned, ' ')).split(/\bbecause\b/i);
  const reason = because.join('because').trim();
  const parts = shape.exec(head.trim().replace(/\s+/gu, ' ').replace(/,$/, ''))?.groups;
  if (parts === undefined) return { unclear: 'Say what, “up to” how long, and “until” when, in this order.' };
  const length = parseDuration(parts['most'] ?? '');
  if (length === undefined)
    return { unclear: `“${parts['most']}” is no length of time; write for example 30m or 2h.` };
  const span = parseSpan(parts['span'] ?? '', of);
  if (span === undefined) return { unclear: `“${parts['span']}” leaves a doubt about when.` };
  if (reason === '') return { unclear: 'Say why, after “because”.' };
  return { user, item: (parts['item'] ?? '').replaceAll('"', ''), most: length, span, reason };
}
