// Whatever people, directories and policy files contain, Slack takes what we draw: checked against its limits for any Unicode.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Preview } from '../../domain/answers.ts';
import { cardId, grantId, requestId } from '../../domain/ids.ts';
import type { HomeView } from '../../domain/views.ts';
import { checkMessage, checkView } from '../../sandbox/validate/views.ts';
import { denyModal } from '../views/deny-modal.ts';
import { requestModal } from '../views/request-modal.ts';
import { refusalModal } from '../views/told-modal.ts';
import { drawCard } from './card.ts';
import { helpCard } from './help.ts';
import { homeTab, refusedHome } from './home.ts';
import { refusalCard } from './refusal.ts';
import { statusCard } from './status.ts';
import {
  any,
  asked,
  cardView,
  ink,
  key,
  line,
  now,
  options,
  person,
  requestView,
  taskView,
  wire,
} from './test-cards.ts';
import { handedOver } from './test-handed-over.ts';

describe('for any content', () => {
  test('every card is a message Slack takes, with a text that can be edited later', () => {
    fc.assert(
      fc.property(cardView, (seen) => {
        const drawing = drawCard(seen, ink)!;
        expect(checkMessage(wire(drawing))).toEqual([]);
        expect(drawing.text.length).toBeLessThanOrEqual(4_000);
        expect(drawing.text.trim()).not.toBe('');
        expect(JSON.stringify(drawing.blocks)).not.toContain('"mrkdwn"');
        expect(JSON.stringify(drawing.blocks).split('"style":"primary"').length).toBeLessThanOrEqual(2);
      }),
      options,
    );
  });

  test('a Home tab of the heaviest scripts shows fewer rows and stays within 250 kB', () => {
    fc.assert(
      fc.property(person, requestView, (...[one, ask]) => {
        const heavy = '\u{1f9d1}'.repeat(3_000);
        const asks = Array.from({ length: 16 }, (_, n) => ({
          ...ask,
          name: heavy,
          request: { ...ask.request, reason: heavy, id: requestId(`req_${n}`) },
        }));
        const waiting = asks.map((view, n) => ({ card: cardId(`card_${n}`), view }));
        const home = wire(
          homeTab(
            {
              kind: 'home',
              person: one.person,
              holds: [],
              requests: asks,
              waiting,
              tasks: [],
              delegations: [],
            },
            ink,
          ),
        );
        expect(Buffer.byteLength(JSON.stringify(home))).toBeLessThan(250_000);
        expect(checkView(home, ['home'])).toEqual([]);
      }),
      { ...options, numRuns: 5 },
    );
  });

  test('a Home tab stays within 100 blocks and 250 kB, however much there is', () => {
    // One row of each kind, drawn at random, sixteen times over under ids of their own.
    const times = <Row>(make: (index: number) => Row) =>
      Array.from({ length: 16 }, (_, index) => make(index));
    fc.assert(
      fc.property(person, line, requestView, taskView, (...[one, hold, ask, task]) => {
        const asks = times((n) => ({ ...ask, request: { ...ask.request, id: requestId(`req_${n}`) } }));
        const view: HomeView = {
          kind: 'home',
          person: one.person,
          holds: times((n) => ({ ...hold, grant: { ...hold.grant, id: grantId(`gr_${n}`) } })),
          requests: asks,
          waiting: asks.map((each, n) => ({ card: cardId(`card_${n}`), view: each })),
          tasks: times((n) => ({ card: cardId(`card_t${n}`), view: task })),
          delegations: times((n) => handedOver(one, `del_${n}`)),
        };
        const home = wire(homeTab(view, ink));
        expect(checkView(home, ['home'])).toEqual([]);
        expect(Buffer.byteLength(JSON.stringify(home))).toBeLessThan(250_000);
        expect(checkMessage(wire(statusCard(view, now)))).toEqual([]);
      }),
      { ...options, numRuns: 30 },
    );
  });

  test('forms and refusals are views Slack takes', () => {
    const lengths = fc.uniqueArray(fc.integer({ min: 1, max: 9_000_000 }), { maxLength: 30 });
    fc.assert(
      fc.property(
        requestView,
        person,
        fc.array(asked, { maxLength: 40 }),
        lengths,
        any(5_000),
        (...[view, who, people, durations, text]) => {
          const preview: Preview = {
            item: view.item!,
            durations: durations.sort((a, b) => a - b),
            duration: 3_600,
            wants: {
              startWithin: 86_400,
              ticket: { pattern: 'x', example: text.slice(0, 60) || 'x' },
              fields: Array.from({ length: 10 }, (_, at) => ({
                key: `k${at}`,
                label: text.slice(0, 75) || 'x',
                required: at % 2 === 0,
                ...(at < 5
                  ? {}
                  : {
                      choices: Array.from({ length: 100 }, (__, choice) => `${choice} ${text}`.slice(0, 75)),
                    }),
              })),
            },
            verdict: {
              is: 'ask',
              because: text,
              asked: people,
              stages: [text, text],
              way: view.request.way,
              conflicts: [text],
            },
          };
          const refusal = { code: 'E-STATE', text: `${text} {at} ${text}`, at: now } as const;
          const help = { url: 'https://it.example/', label: text };
          const way = { message: 'https://x.slack.com/archives/D1/p1', help };
          const sealed = {
            card: 'card_1',
            about: 'request:req_1',
            revision: 1,
            place: { channel: 'D1', ts: '1.2' },
          };
          for (const modal of [
            requestModal({ person: who.person }),
            requestModal({
              person: who.person,
              preview,
              reason: text,
              notice: text,
              duration: durations[0] ?? 1,
            }),
            denyModal(key, sealed),
            refusalModal(refusal, way),
          ])
            expect(checkView(wire(modal), ['modal'])).toEqual([]);
          expect(checkView(wire(refusedHome(refusal, way)), ['home'])).toEqual([]);
          expect(checkMessage(wire(refusalCard(refusal, way)))).toEqual([]);
          expect(checkMessage(wire(helpCard([{ usage: text, describe: text }], text)))).toEqual([]);
        },
      ),
      { ...options, numRuns: 40 },
    );
  });
});
