// What a card is about, as the two columns it is searched by, and back.
import type { About } from '../domain/card.ts';
import type { Target } from '../domain/catalogue.ts';
import type { PersonId } from '../domain/ids.ts';

export type AboutColumns = { readonly aboutKind: About['kind']; readonly aboutId: string };

/** The id of the thing; a gap has none of its own, so it is named by its parts: `gap:entitlement:db/write|ana|3600`. */
export function aboutColumns(about: About): AboutColumns {
  const { kind } = about;
  return { aboutKind: kind, aboutId: kind === 'gap' ? `${start(about)}${about.duration}` : about.id };
}

/** Reads the columns back; throws on what `aboutColumns` never wrote. */
export function readAbout({ aboutKind, aboutId }: AboutColumns): About {
  if (aboutKind !== 'gap') return { kind: aboutKind, id: aboutId } as About;
  const [, kind, id, person, duration] =
    /^gap:(entitlement|bundle):([^|]+)\|(.*)\|(\d+)$/s.exec(aboutId) ?? [];
  if (duration === undefined) throw new Error(`${aboutId} names no gap`);
  return {
    kind: 'gap',
    item: { kind, id } as Target,
    person: person as PersonId,
    duration: Number(duration),
  };
}

/** The ids of all gaps, or of one person's about one item, stand between these two in byte order; `to` is not one of them. */
export function gapIds(of?: { readonly item: Target; readonly person: PersonId }): {
  readonly from: string;
  readonly to: string;
} {
  const from = of === undefined ? 'gap:' : start(of);
  const last = from.charCodeAt(from.length - 1);
  return { from, to: `${from.slice(0, -1)}${String.fromCharCode(last + 1)}` };
}

const start = ({ item, person }: { readonly item: Target; readonly person: PersonId }): string =>
  `gap:${item.kind}:${item.id}|${person}|`;
