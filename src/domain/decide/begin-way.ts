import type { Directory } from '../approvers.ts';
import type { Instant } from '../instant.ts';
import type { Settings } from '../policy.ts';
import type { Asked, Way } from '../request.ts';
import type { Verdict } from '../route.ts';
import type { WorkingHours } from '../working-time.ts';
import { zoneOf } from '../zone.ts';

type World = { readonly settings: Settings; readonly directory: Directory };

/** The way a verdict leads to, at its beginning. */
export function beginWay(
  verdict: Exclude<Verdict, { readonly is: 'refuse' }>,
  now: Instant,
  world: World,
): Way {
  const way: Way = {
    stages: verdict.is === 'ask' ? verdict.stages : [],
    at: 0,
    since: now,
    step: 0,
    patience: verdict.rule.deadline ?? world.settings.requestDeadline,
  };
  return verdict.is === 'ask' ? asking(way, verdict.asked, world) : way;
}

/** The way at another stage, before anybody is asked there. */
export function atStage(way: Way, to: Pick<Way, 'at' | 'since'> & Partial<Pick<Way, 'stages'>>): Way {
  const { atWork: _, ...core } = way;
  return { ...core, ...to, step: 0 };
}

/** The way with what hangs on who is asked in its present stage: the channel they are asked in, and when they are at work. */
export function asking(way: Way, asked: readonly Asked[], { settings, directory }: World): Way {
  const { channel: _, atWork: before, ...core } = way;
  const spent = before?.spent === undefined ? {} : { spent: before.spent };
  const { askInChannel, workingHours = officeHours } = settings;
  const zones = asked.flatMap(({ person }) => directory.person(person) ?? []).map(zoneOf);
  return {
    ...core,
    ...(askInChannel !== undefined && asked.length > askInChannel.above
      ? { channel: askInChannel.channel }
      : {}),
    ...(way.stages[way.at]?.workingHours === true
      ? { atWork: { hours: workingHours, zones: [...new Set(zones)].sort(), ...spent } }
      : {}),
  };
}

const officeHours: WorkingHours = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: 9 * 60, to: 17 * 60 };
