// Stages that cannot do what they say: names nobody has, more yeses than people, steps that come too late, routes in a circle.
import { parseDuration } from '../domain/duration.ts';
import { day } from '../domain/instant.ts';
import { nearest } from '../domain/nearest.ts';
import type { Fault } from './fault.ts';
import type { Linted } from './finding.ts';
import { finding } from './finding.ts';
import type { StageEntry, WhoEntry } from './schema-stages.ts';
import type { Path } from './source.ts';

/** A list of stages in the file, and how long each waits that has no deadline of its own. */
type Place = { readonly path: Path; readonly stages: readonly StageEntry[]; readonly patience: number };

/** Findings about every stage of the file, wherever it is written. */
export function lintStages(linted: Linted): readonly Fault[] {
  return [
    ...places(linted).flatMap((place) =>
      place.stages.flatMap((stage, index) => [
        ...quorum(linted, place, { stage, index }),
        ...steps(linted, place, { stage, index }),
      ]),
    ),
    ...routeNames(linted),
    ...circles(linted),
  ];
}

function places({ file }: Linted): readonly Place[] {
  const patience = file.settings?.request_deadline ?? day;
  return [
    ...Object.entries(file.routes ?? {}).map(([name, stages]) => ({
      path: ['routes', name],
      stages,
      patience,
    })),
    ...(file.rules ?? []).flatMap((rule, index) =>
      rule.stages === undefined
        ? []
        : [{ path: ['rules', index, 'stages'], stages: rule.stages, patience: rule.deadline ?? patience }],
    ),
    ...(file.separation_of_duties ?? []).flatMap(({ exception }, index) =>
      exception?.stages === undefined
        ? []
        : [
            {
              path: ['separation_of_duties', index, 'exception', 'stages'],
              stages: exception.stages,
              patience,
            },
          ],
    ),
  ];
}

type At = { readonly stage: StageEntry; readonly index: number };

/** Only where everybody is named can it be known how many there are. */
function quorum({ source }: Linted, { path }: Place, { stage, index }: At): readonly Fault[] {
  const all = [stage.ask, stage.fallback ?? []].flat<(WhoEntry | never[])[], 1>();
  const named = all.flatMap((one) => (typeof one === 'object' && 'person' in one ? [one.person] : []));
  if (typeof stage.need !== 'number' || named.length < all.length) return [];
  const people = new Set(named).size;
  if (stage.need <= people) return [];
  return [
    finding(
      source,
      { path: [...path, index, 'need'] },
      {
        code: 'E-POL-QUORUM',
        message: `${stage.need} have to agree, but only ${people} ${people === 1 ? 'person is' : 'people are'} asked`,
        hint: 'ask more people, or need fewer',
      },
    ),
  ];
}

function steps(
  { source }: Linted,
  { path, stages, patience }: Place,
  { stage, index }: At,
): readonly Fault[] {
  const last = index === stages.length - 1;
  const until = stage.deadline ?? patience;
  return Object.entries(stage.after ?? {}).flatMap(([text, step]) => {
    const say = (message: string, hint: string) => [
      finding(
        source,
        { path: [...path, index, 'after', text], at: 'key' },
        { code: 'E-POL-RULE', message, hint },
      ),
    ];
    const after = parseDuration(text);
    if (after === undefined) return say(`“${text}” is no length of time`, 'write one such as 30m, 2h or 1d');
    if (after >= until)
      return say(
        `this step never comes: the request expires before ${text}`,
        'make it earlier, or give the stage a later deadline',
      );
    return step === 'skip' && last
      ? say(
          'the last stage cannot be skipped: nobody would have decided',
          'escalate instead, or let it expire',
        )
      : [];
  });
}

type Named = { readonly path: Path; readonly name: string };

const leads = (path: Path, stages: readonly StageEntry[]): readonly Named[] =>
  stages.flatMap((stage, index) =>
    Object.entries(stage.after ?? {}).flatMap(([text, step]) =>
      typeof step === 'object' && 'route' in step
        ? [{ path: [...path, index, 'after', text, 'route'], name: step.route }]
        : [],
    ),
  );

function routeNames(linted: Linted): readonly Fault[] {
  const { file, source } = linted;
  const known = Object.keys(file.routes ?? {});
  const named: readonly Named[] = [
    ...places(linted).flatMap(({ path, stages }) => leads(path, stages)),
    ...(file.rules ?? []).flatMap(({ approve }, index) =>
      typeof approve === 'object' && 'route' in approve && approve.route !== undefined
        ? [{ path: ['rules', index, 'approve', 'route'], name: approve.route }]
        : [],
    ),
    ...(file.separation_of_duties ?? []).flatMap(({ exception }, index) =>
      exception?.route === undefined
        ? []
        : [{ path: ['separation_of_duties', index, 'exception', 'route'], name: exception.route }],
    ),
  ];
  return named.flatMap(({ path, name }) => {
    if (known.includes(name)) return [];
    const meant = nearest(name, known);
    const hint = meant === undefined ? 'write it under routes:' : `did you mean “${meant}”?`;
    return [finding(source, { path }, { code: 'E-POL-NAME', message: `no route is called “${name}”`, hint })];
  });
}

/** Routes that lead to each other for ever; each circle is told once, at its first route. */
function circles({ file, source }: Linted): readonly Fault[] {
  const next = new Map(
    Object.entries(file.routes ?? {}).map(([name, stages]) => [
      name,
      leads([], stages).map((lead) => lead.name),
    ]),
  );
  const told = new Set<string>();
  return [...next.keys()].flatMap((start) => {
    const circle = told.has(start) ? undefined : circleFrom(start, next);
    if (circle === undefined) return [];
    for (const name of circle) told.add(name);
    const message = `these routes lead to each other in a circle: ${[...circle, start].join(' → ')}`;
    return [
      finding(
        source,
        { path: ['routes', start], at: 'key' },
        { code: 'E-POL-CYCLE', message, hint: 'let one of them end' },
      ),
    ];
  });
}

function circleFrom(
  start: string,
  next: ReadonlyMap<string, readonly string[]>,
): readonly string[] | undefined {
  const seen = new Set<string>();
  const ways: (readonly string[])[] = [[start]];
  for (let way = ways.pop(); way !== undefined; way = ways.pop()) {
    for (const name of next.get(way.at(-1) ?? '') ?? []) {
      if (name === start) return way;
      if (seen.has(name)) continue;
      seen.add(name);
      ways.push([...way, name]);
    }
  }
  return undefined;
}
