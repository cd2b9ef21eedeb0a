import type { RichTextSection } from '@slack/types';
import { expiresAt } from '../../domain/decide/way.ts';
import type { RequestView } from '../../domain/views.ts';
import { glassProgress } from './glass-words.ts';
import { grantState } from './grant-words.ts';
import { aheadLines, askedPeople, endOf } from './request-words.ts';
import { say, when } from './rich.ts';
import { askedWhere, howManyDecide, stageLines } from './stage-words.ts';

/** The life of the request so far, one line for each step. */
export function progress(view: RequestView): readonly RichTextSection[] {
  if (view.broken !== undefined) return glassProgress(view, view.broken);
  const { request } = view;
  const asked = say('Asked ', when(request.createdAt), '.');
  if ('end' in request)
    return [asked, ...aheadLines(view), endOf(view, request), ...view.grants.map(grantState)];
  const until = ['Without a decision it expires ', when(expiresAt(request)), '.'];
  const stages = stageLines(view);
  if (stages.length > 0) return [asked, ...aheadLines(view), ...stages, say(...until)];
  const others = askedPeople(view.asked);
  const who = others.length === 0 ? ['a decision'] : others;
  return [asked, say('Waiting for ', ...who, howManyDecide(view), ...askedWhere(request), '. ', ...until)];
}
