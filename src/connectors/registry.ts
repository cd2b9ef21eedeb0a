/** Every connector there is. A new one is a folder and a line in this list. */
import type { z } from 'zod';
import type { App } from '../domain/catalogue.ts';
import type { Policy } from '../domain/policy.ts';
import type { Connector, ConnectorDeps, ConnectorFactory } from './connector.ts';
import { manual } from './manual/manual.ts';
import { misconfigured } from './misconfigured.ts';
import { scim } from './scim/scim.ts';

export const connectors: readonly ConnectorFactory[] = [manual, scim];

export type Connectors = {
  /**
   * The connector of an app as the policy in force describes it, kept until its settings change. Undefined when there
   * is no connector of that type; with settings it cannot use, one that says so at every call.
   */
  of(app: Pick<App, 'id' | 'connector' | 'config'>): Connector | undefined;
};

export function createConnectors(deps: ConnectorDeps): Connectors {
  const made = new Map<string, { readonly settings: string; readonly connector: Connector }>();
  return {
    of(app) {
      const factory = connectors.find(({ type }) => type === app.connector);
      if (!factory) return undefined;
      const settings = JSON.stringify([app.connector, app.config]);
      const kept = made.get(app.id);
      if (kept?.settings === settings) return kept.connector;
      const config = factory.config.safeParse(app.config);
      const connector = config.success
        ? factory.create(app.config, deps)
        : misconfigured(factory.type, app.id, config.error);
      made.set(app.id, { settings, connector });
      return connector;
    },
  };
}

/** What connectors cannot use in a policy: an unknown type, wrong settings of an app, a wrong `target` of an entitlement. One sentence each. */
export function settingsFaults(policy: Pick<Policy, 'apps' | 'entitlements'>): readonly string[] {
  return policy.apps.flatMap((app) => {
    const factory = connectors.find(({ type }) => type === app.connector);
    if (!factory)
      return [
        `apps.${app.id}.connector: there is no connector “${app.connector}”; there are ${connectors.map(({ type }) => type).join(', ')}`,
      ];
    const targets = policy.entitlements.filter((one) => one.app === app.id);
    return [
      ...problems(factory.config.safeParse(app.config), `apps.${app.id}.config`),
      ...targets.flatMap((one) => problems(factory.target.safeParse(one.target), `the target of ${one.id}`)),
    ];
  });
}

const problems = (parsed: z.ZodSafeParseResult<unknown>, place: string): readonly string[] =>
  parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${[place, ...issue.path].join('.')}: ${issue.message}`);
