import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { implementedMethods } from '../sandbox/methods/table.ts';

const root = new URL('../', import.meta.url);
const sources = ['slack', 'intake.ts', 'main.ts'].flatMap((place) => {
  if (place.endsWith('.ts')) return [place];
  return readdirSync(new URL(`${place}/`, root), { recursive: true, encoding: 'utf8' }).map(
    (file) => `${place}/${file}`,
  );
});

/** Calls such as `client.chat.postMessage(` or `.auth.test(`, as Web API method names. */
function calledMethods(): ReadonlySet<string> {
  const found = new Set<string>();
  for (const file of sources) {
    if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue;
    const text = readFileSync(new URL(file, root), 'utf8');
    for (const [, family, name] of text.matchAll(
      /\.(admin|apps|auth|bots|chat|conversations|functions|oauth|reactions|team|usergroups|users|views)\s*\.\s*([a-zA-Z]+)\(/g,
    ))
      found.add(`${family}.${name}`);
  }
  return found;
}

test('every Web API method the bot calls is in the local workspace', () => {
  const called = calledMethods();
  expect(called).toContain('chat.postMessage');
  expect(called).toContain('auth.test');
  expect([...called].filter((method) => !implementedMethods.includes(method))).toEqual([]);
});
