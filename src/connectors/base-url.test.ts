import { describe, expect, it } from 'vitest';
import { baseUrlSchema } from './base-url.ts';

describe('the address of a target system', () => {
  it.each([
    ['https://app.example.com/scim/v2/', 'https://app.example.com/scim/v2'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['https://app.example.com///', 'https://app.example.com'],
  ])('%s is taken', (text, expected) => {
    expect(baseUrlSchema.parse(text)).toBe(expected);
  });

  it.each([
    ['app.example.com', 'Not a URL'],
    ['', 'Not a URL'],
    ['ftp://app.example.com', 'Only https: and http:'],
    ['file:///etc/passwd', 'Only https: and http:'],
    ['https://user@app.example.com', 'password out of the URL'],
    ['https://app.example.com/?tenant=1', 'from the ?'],
    ['https://app.example.com/#x', 'from the ?'],
  ])('%s is refused', (text, why) => {
    expect(baseUrlSchema.safeParse(text).error?.message).toContain(why);
  });
});
