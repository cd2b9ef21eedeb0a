// How people are called where others read of them.
import type { Person } from './person.ts';

/** A person and how Slack names them; `slack` is the user id in this workspace, absent when no account is linked. */
export type Named = { readonly person: Person; readonly slack?: string };

/** The same where the name is enough. */
export type Called = { readonly name: string; readonly slack?: string };
