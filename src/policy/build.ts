// The file as the domain's words: ids joined, times in seconds, defaults filled in. It judges nothing; lint.ts does.
import type { App, Bundle, Entitlement, Target } from '../domain/catalogue.ts';
import type { Field } from '../domain/details.ts';
import { appId, bundleId, entitlementId, personId } from '../domain/ids.ts';
import { day, hour } from '../domain/instant.ts';
import type { Shift } from '../domain/on-call.ts';
import type {
  AssignRule,
  Policy,
  Route,
  Rule,
  RuleMatch,
  SeparationRule,
  Settings,
  Stage,
} from '../domain/policy.ts';
import { oneOf } from '../domain/policy-sources.ts';
import { weekdays } from '../domain/working-time.ts';
import { buildSchedules } from './build-on-call.ts';
import { buildPolicySettings } from './build-policy-settings.ts';
import { approversFrom, buildStage, namedFrom, toldFrom } from './build-stage.ts';
import type { AssignEntry, PolicyFile, RuleEntry, SeparationEntry } from './schema.ts';

type AppEntry = PolicyFile['apps'][string];
type Routes = Policy['routes'];

/** What the file only points at: each app's settings with the variables filled in, and the shifts of schedules that have a file. */
export type Around = {
  readonly config: (app: string) => App['config'];
  readonly shifts: (schedule: string) => readonly Shift[];
};

/** The policy a checked file describes. */
export function buildPolicy(file: PolicyFile, { config, shifts }: Around): Policy {
  const apps = Object.entries(file.apps);
  const routes = Object.fromEntries(
    Object.entries(file.routes ?? {}).map(([name, stages]) => [name, stages.map(buildStage)]),
  );
  return {
    apps: apps.map(([id, app]) => ({
      id: appId(id),
      name: app.name,
      connector: app.connector,
      config: config(id),
      owners: (app.owners ?? []).map(personId),
      ...(app.usage === undefined ? {} : { usage: app.usage }),
    })),
    entitlements: apps.flatMap(([id, app]) =>
      Object.keys(app.entitlements).flatMap((key) => buildEntitlement({ id, app }, key) ?? []),
    ),
    bundles: Object.entries(file.bundles ?? {}).map(([id, bundle]) => buildBundle(id, bundle)),
    rules: (file.rules ?? []).map((rule) => buildRule(rule, routes)),
    routes,
    separation: (file.separation_of_duties ?? []).map((entry) => buildSeparation(entry, routes)),
    assign: (file.assign ?? []).map((entry) => buildAssign(entry, Object.keys(file.bundles ?? {}))),
    onCall: buildSchedules(file.on_call, shifts),
    settings: buildSettings(file.settings ?? {}),
  };
}

function buildEntitlement({ id, app }: { id: string; app: AppEntry }, key: string): Entitlement | undefined {
  const entry = app.entitlements[key];
  if (entry === undefined) return undefined;
  const standIns = entry.owner_approvers ?? app.owner_approvers;
  const maxDuration = entry.max ?? 8 * hour;
  return {
    id: entitlementId(`${id}/${key}`),
    app: appId(id),
    name: entry.name,
    description: entry.description,
    risk: entry.risk,
    owners: (entry.owners ?? app.owners ?? []).map(personId),
    ...(standIns === undefined ? {} : { ownerApprovers: standIns.map(namedFrom) }),
    maxDuration,
    defaultDuration: entry.default ?? Math.min(maxDuration, hour),
    aliases: entry.aliases ?? [],
    visibleTo: entry.visible_to ?? {},
    tags: entry.tags ?? [],
    permissions: entry.permissions ?? [],
    target: entry.target ?? {},
  };
}

const buildBundle = (id: string, entry: NonNullable<PolicyFile['bundles']>[string]): Bundle => ({
  id: bundleId(id),
  name: entry.name,
  description: entry.description,
  entitlements: entry.entitlements.map(entitlementId),
  aliases: entry.aliases ?? [],
  visibleTo: entry.visible_to ?? {},
});

function buildRule(entry: RuleEntry, routes: Routes): Rule {
  return {
    name: entry.name,
    match: buildMatch(entry.when ?? {}),
    route: buildRoute(entry, routes),
    because: entry.because,
    ...(entry.max === undefined ? {} : { maxDuration: entry.max }),
    ...(entry.deadline === undefined ? {} : { deadline: entry.deadline }),
    ...(entry.min_reason === undefined ? {} : { minReason: entry.min_reason }),
    ...(entry.holds === undefined ? {} : { holds: entry.holds.map(entitlementId) }),
    ...(entry.extensions === undefined ? {} : { extensions: entry.extensions }),
    ...(entry.ticket === undefined ? {} : { ticket: entry.ticket }),
    ...(entry.default === undefined ? {} : { defaultDuration: entry.default }),
    ...(entry.max_open === undefined ? {} : { maxOpen: entry.max_open }),
    ...(entry.start_within === undefined ? {} : { startWithin: entry.start_within }),
    ...(entry.fields === undefined ? {} : { fields: entry.fields.map(buildField) }),
  };
}

type FieldEntry = NonNullable<RuleEntry['fields']>[number];

const buildField = ({ key, label, required = false, choices }: FieldEntry): Field => ({
  key,
  label,
  required,
  ...(choices === undefined ? {} : { choices }),
});

const buildMatch = (when: NonNullable<RuleEntry['when']>): RuleMatch => ({
  ...(when.items === undefined ? {} : { items: when.items }),
  ...(when.apps === undefined ? {} : { apps: when.apps }),
  ...(when.risk === undefined ? {} : { risk: when.risk }),
  ...(when.person === undefined ? {} : { person: when.person }),
  ...(when.up_to === undefined ? {} : { upTo: when.up_to }),
  ...(when.if === undefined ? {} : { condition: when.if.trim() }),
});

function buildRoute({ approve, refuse, stages, break_glass: glass }: RuleEntry, routes: Routes): Route {
  if (refuse !== undefined) return { kind: 'refuse', text: refuse };
  if (glass !== undefined)
    return {
      kind: 'break_glass',
      tell: [glass.tell].flat().map(toldFrom),
      review: approversFrom(glass.review),
    };
  if (stages !== undefined) return { kind: 'ask', stages: stages.map(buildStage) };
  if (approve === 'auto') return { kind: 'auto' };
  if (approve === undefined) return { kind: 'ask', stages: [] };
  return typeof approve === 'object' && 'route' in approve && approve.route !== undefined
    ? { kind: 'ask', stages: stagesOf(routes, approve.route) }
    : { kind: 'ask', stages: [oneOf(...approversFrom(approve))] };
}

const stagesOf = (routes: Routes, name: string): readonly Stage[] =>
  Object.hasOwn(routes, name) ? (routes[name] ?? []) : [];

const buildSeparation = (entry: SeparationEntry, routes: Routes): SeparationRule => ({
  name: entry.name,
  sides: entry.between,
  because: entry.because,
  ...(entry.exception === undefined
    ? {}
    : {
        exception: {
          stages: entry.exception.stages?.map(buildStage) ?? stagesOf(routes, entry.exception.route ?? ''),
          most: entry.exception.most,
        },
      }),
});

const buildAssign = (entry: AssignEntry, bundles: readonly string[]): AssignRule => ({
  name: entry.name,
  to: entry.to ?? {},
  ...(entry.if === undefined ? {} : { condition: entry.if.trim() }),
  give: entry.give.map(
    (id): Target =>
      bundles.includes(id)
        ? { kind: 'bundle', id: bundleId(id) }
        : { kind: 'entitlement', id: entitlementId(id) },
  ),
  because: entry.because,
});

const buildSettings = (entry: NonNullable<PolicyFile['settings']>): Settings => ({
  requestDeadline: entry.request_deadline ?? day,
  minReason: entry.min_reason ?? 10,
  maxPending: entry.max_pending ?? 10,
  actionsPerMinute: entry.actions_per_minute ?? 30,
  fulfillers: (entry.fulfillers ?? []).map(personId),
  ...(entry.unused_after === undefined ? {} : { unusedAfter: entry.unused_after }),
  ...(entry.owners_may === undefined ? {} : { ownersMay: entry.owners_may }),
  policy: buildPolicySettings(entry.policy),
  ...(entry.working_hours === undefined
    ? {}
    : { workingHours: { ...entry.working_hours, days: entry.working_hours.days ?? weekdays.slice(0, 5) } }),
  ...(entry.ask_in_channel === undefined ? {} : { askInChannel: entry.ask_in_channel }),
  ...(entry.assign_brake === undefined ? {} : { assignBrake: entry.assign_brake }),
  startWithin: entry.start_within ?? 14 * day,
  onBehalf: entry.on_behalf ?? ['manager'],
  ...(entry.help === undefined
    ? {}
    : { help: { url: entry.help.url, label: entry.help.label ?? 'Ask IT to link you' } }),
});
