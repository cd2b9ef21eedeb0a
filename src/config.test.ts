import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readConfig, variables } from './config.ts';

const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
const good = {
  SLACK_BOT_TOKEN: 'xoxb-1',
  SLACK_APP_TOKEN: 'xapp-1',
  HALLPASS_SECRET_KEY: randomBytes(32).toString('base64'),
};
const faults = (env: Record<string, string | undefined>) => {
  const read = readConfig({ ...good, ...env });
  return read.is === 'faults' ? read.faults.join('\n') : '';
};

describe('the configuration', () => {
  test('.env.example names every variable that is read, and no other', () => {
    const named = [...example.matchAll(/^#? ?([A-Z][A-Z_]+)=/gm)].map((match) => match[1]);
    expect(new Set(named)).toEqual(new Set(variables));
  });

  test('chooses Socket Mode when there is an app token, HTTP mode when there is only a signing secret', () => {
    const socket = readConfig({ ...good, SLACK_SIGNING_SECRET: 'a'.repeat(32) });
    expect(socket).toMatchObject({
      is: 'config',
      config: { slack: { kind: 'socket' }, slackApiUrl: 'https://slack.com/api/', port: 3000 },
    });
    const http = readConfig({ ...good, SLACK_APP_TOKEN: '', SLACK_SIGNING_SECRET: 'a'.repeat(32) });
    expect(http).toMatchObject({ is: 'config', config: { slack: { kind: 'http' } } });
    expect(faults({ SLACK_APP_TOKEN: undefined })).toContain('SLACK_APP_TOKEN');
  });

  test.each([
    ['SLACK_BOT_TOKEN', 'xapp-swapped'],
    ['SLACK_BOT_TOKEN', 'xoxb-your-token'],
    ['SLACK_APP_TOKEN', 'xoxb-swapped'],
    ['HALLPASS_SECRET_KEY', 'c2hvcnQ='],
    ['HALLPASS_SECRET_KEY', undefined],
    ['PORT', '70000'],
    ['SLACK_API_URL', 'ftp://slack.test/'],
    ['LOG_LEVEL', 'loud'],
  ])('a wrong %s is named and its value is not', (name, value) => {
    const said = faults({ [name]: value });
    expect(said).toContain(name);
    expect(said).toContain('E-CONF');
    if (value !== undefined) expect(said).not.toContain(value);
  });

  test('tokens do not appear when the configuration is printed', () => {
    expect(JSON.stringify(readConfig(good))).not.toContain('xoxb-1');
  });
});
