import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { appId } from '../domain/ids.ts';
import { recordingCtx } from './contract.ts';
import { connectors, createConnectors } from './registry.ts';

const deps = { secretOf: () => undefined };
const baseUrl = 'http://127.0.0.1:1/scim/v2';
const app = (connector: string, config: Record<string, unknown> = {}) => ({
  id: appId('payments'),
  connector,
  config,
});

describe('the registry', () => {
  it('holds a connector for every folder and a folder for every connector', () => {
    const entries = readdirSync(import.meta.dirname, { withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    expect(connectors.map((factory) => factory.type).sort()).toEqual(folders.sort());
  });

  it('holds factories of the right shape', async () => {
    for (const { type, config, target } of connectors) {
      expect(config.safeParse({ surprise: true }).success, `${type} accepts unknown settings`).toBe(false);
      expect(target.safeParse({ group: 1 }).success, `${type} accepts a target that is not text`).toBe(false);
    }
    const made = [
      createConnectors(deps).of(app('manual')),
      createConnectors(deps).of(app('scim', settings())),
    ];
    expect(made.map((connector) => connector?.type)).toEqual(['manual', 'scim']);
  });

  it('keeps a connector until the settings of its app change', () => {
    const made = createConnectors(deps);
    const first = made.of(app('scim', settings()));
    expect(made.of(app('scim', settings()))).toBe(first);
    expect(made.of(app('scim', { ...settings(), createUsers: true }))).not.toBe(first);
  });

  it('has nothing for a type it does not know', () => {
    expect(createConnectors(deps).of(app('telepathy'))).toBeUndefined();
  });

  it('tells at every call what is wrong with settings it cannot use, and not what they are', async () => {
    const connector = createConnectors(deps).of(
      app('scim', { baseUrl: 'https://root:hunter2@app.example.com', tokenEnv: 'A TOKEN' }),
    );
    const ctx = recordingCtx([]);
    const subject = { person: 'p', email: 'e', name: 'n' };
    const outcome = await connector?.grant(ctx, subject, { entitlement: 'x', native: { group: 'G' } });
    expect(outcome).toMatchObject({ is: 'refused', code: 'invalid' });
    expect(JSON.stringify(outcome)).toContain('payments');
    expect(JSON.stringify(outcome)).toContain('password out of the URL');
    expect(JSON.stringify(outcome)).not.toContain('hunter2');
    expect(await connector?.check(ctx)).toMatchObject({ ok: false });
    expect(await connector?.has(ctx, subject, { entitlement: 'x', native: {} })).toBe('unknown');
  });
});

function settings() {
  return { baseUrl, tokenEnv: 'PAYMENTS_TOKEN' };
}
