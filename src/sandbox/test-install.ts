// A person who installs an app: opens the page, chooses who they are, and clicks.
import type { Sandbox } from './sandbox.ts';

export type Consent = {
  /** `TEAM USER` as the page offers them. */
  readonly as: string;
  readonly answer?: 'allow' | 'cancel';
  readonly org?: boolean;
};

/** The page a person sees, and the ticket in its form. */
export async function openConsent(slack: Sandbox, query: Readonly<Record<string, string>>) {
  const response = await fetch(`${slack.authorizeUrl}?${new URLSearchParams(query).toString()}`);
  const html = await response.text();
  const ticket = /name="ticket" value="([^"]+)"/.exec(html)?.[1] ?? '';
  return { status: response.status, html, ticket };
}

/** Clicks; answers where the browser is sent, or the status of a page that refuses. */
export async function clickConsent(slack: Sandbox, ticket: string, consent: Consent): Promise<URL | number> {
  const { as, answer = 'allow', org = false } = consent;
  const response = await fetch(slack.authorizeUrl, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ ticket, as, answer, ...(org && { org: 'on' }) }),
  });
  const location = response.headers.get('location');
  return location === null ? response.status : new URL(location);
}
