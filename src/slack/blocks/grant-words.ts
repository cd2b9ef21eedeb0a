// What a grant is doing, in words, for whoever asked and whoever approved.
import type { RichTextSection } from '@slack/types';
import { isByHand } from '../../domain/catalogue.ts';
import { formatDuration } from '../../domain/duration.ts';
import type { Failure, Grant, GrantEnd } from '../../domain/grant.ts';
import { secondsUntil } from '../../domain/instant.ts';
import type { GrantLine } from '../../domain/views.ts';
import type { Bit } from './rich.ts';
import { bold, say, when } from './rich.ts';

/** The system the grant is in, as people call it. */
export const systemOf = (line: GrantLine): string => line.app?.name ?? 'the system';

/** `1 h 20 min left`, or that it is ending now. */
function timeLeft(until: number, now: number): string {
  const seconds = secondsUntil(until, now);
  return seconds === 0 ? 'ending now' : `${formatDuration(seconds)} left`;
}

/** How long it lasts, for whoever holds it: what comes with their role is not counted down. */
export const howLong = ({ grant }: GrantLine, now: number): readonly Bit[] =>
  grant.birthright === undefined
    ? [`${timeLeft(grant.expiresAt, now)}, until `, when(grant.expiresAt)]
    : [byRole(grant.birthright)];

/** `by your role (support-basics)` */
export const byRole = (rule: string): string => `by your role (${rule})`;

/** One line: name and state, for example “Payments DB read is active since … until …”. */
export function grantState(line: GrantLine): RichTextSection {
  const { grant } = line;
  const name = bold(line.name);
  switch (grant.state) {
    case 'planned':
      return grant.startsAt === undefined
        ? say(name, ': approved; about to be granted.')
        : say(name, ': approved; starts ', when(grant.startsAt), ', until ', when(grant.expiresAt), '.');
    case 'provisioning':
      return say(name, `: ${provisioning(line)}`);
    case 'active':
      return say(name, ': active since ', when(grant.activeAt), ', until ', when(grant.expiresAt), '.');
    case 'failed':
      return say(
        name,
        `: could not be granted. ${failureWords(line)} Whatever part of it arrived is being removed.`,
      );
    case 'not_started':
      if (grant.end.why === 'returned')
        return say(name, ': cancelled before it started ', when(grant.endedAt), '.');
      return say(
        name,
        `: not granted. ${grant.lastFailure === undefined ? endWords(grant.end) : failureWords(line)}`,
      );
    case 'revoking':
      return say(name, `: being taken away from ${systemOf(line)} now. ${endWords(grant.end)}`);
    case 'revoke_stuck':
      return say(
        name,
        `: ${systemOf(line)} has not let go of it yet; a person was asked to look, and it is tried again until it is gone.`,
      );
    case 'revoked':
      return say(
        name,
        grant.activeAt === undefined ? ': never came to be; ' : ': ended ',
        when(grant.endedAt),
        `. ${endWords(grant.end)}${left(grant)}`,
      );
    case 'written_off':
      return say(name, ': closed by two administrators ', when(grant.endedAt), ', with evidence.');
  }
}

/** Why a grant ended, as a sentence. */
export function endWords(end: GrantEnd): string {
  switch (end.why) {
    case 'expired':
      return 'Its time was over.';
    case 'returned':
      return 'It was given back.';
    case 'revoked':
      return 'It was taken away before its time.';
    case 'failed':
      return 'It could not be granted in full.';
    case 'unassigned':
      return 'It came with your role, and does not any more.';
    case 'renewed':
      return 'It was given anew.';
  }
}

/** What went wrong, in words for the person who asked: the cause, without the inner workings. */
export function failureWords(line: GrantLine): string {
  const failure = line.grant.lastFailure;
  if (failure === undefined) return '';
  return failure.class === 'permanent' ? ended(failure.message) : `${cause(failure, systemOf(line))}.`;
}

function provisioning(line: GrantLine): string {
  const { grant, app } = line;
  const system = systemOf(line);
  if (grant.lastFailure !== undefined)
    return `being granted. ${cause(grant.lastFailure, system)}; trying again${triesSoFar(grant)}.`;
  return app !== undefined && isByHand(app)
    ? `waiting for a person to set it up in ${system}.`
    : `being granted in ${system} now.`;
}

function cause(failure: Failure, system: string): string {
  switch (failure.class) {
    case 'retryable':
      return `${system} does not answer`;
    case 'throttled':
      return `${system} asked us to slow down`;
    case 'conflict':
      return `${system} was changing the same thing`;
    case 'auth':
      return `${system} refuses the key Hallpass uses, which your IT team has to renew`;
    case 'unknown':
      return `${system} gave an answer that says neither yes nor no`;
    case 'permanent':
      return `${system} refused it`;
  }
}

const triesSoFar = (grant: Grant): string => (grant.attempts > 1 ? ` (${grant.attempts} tries so far)` : '');
const left = (grant: Grant): string =>
  grant.adopted ? ' You had this before Hallpass, so it was left in place.' : '';
const ended = (sentence: string): string => (/[.!?…]$/.test(sentence) ? sentence : `${sentence}.`);
