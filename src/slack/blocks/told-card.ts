import { formatDuration } from '../../domain/duration.ts';
import type { RequestView } from '../../domain/views.ts';
import { wishOf } from './asked-facts.ts';
import type { Drawing } from './drawing.ts';
import { draw, header, smallPrint } from './drawing.ts';
import { progress } from './progress.ts';
import { fact, personOf, riskWords, whatIsAsked } from './request-words.ts';
import { bold, bullets, quote, rich, say } from './rich.ts';
import { unpinged } from './stage-words.ts';

/** Shows a request to people and channels that do not decide: who asked what, for how long and why, where it stands, and who decided. */
export function toldCard(loud: RequestView): Drawing {
  const view = unpinged(loud);
  const { request, requester } = view;
  return draw([
    header(wishOf(view)),
    rich([
      fact('Who', personOf(requester)),
      ...whatIsAsked(view),
      fact('How long', formatDuration(request.duration)),
      fact('Risk', riskWords[request.risk]),
      say(bold('Why: ')),
      quote(request.reason),
      bullets(progress(view)),
    ]),
    smallPrint(`You are only told of this; others decide. Rule “${request.rule}”: ${request.because}`),
  ]);
}
