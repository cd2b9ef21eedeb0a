// From an approver's "yes" to the grant that is durable: by the engine's own call, and by a click.
import Database from 'better-sqlite3';
import { approve, contest } from './approvals.ts';
import type { Blocks, Watch } from './blocks.ts';
import { blockResult, worst } from './blocks.ts';
import type { Size } from './company.ts';
import { largeCompany, smallCompany } from './company.ts';
import { inFolder, twins } from './house.ts';
import { inTime, runLevel } from './load.ts';
import type { Payloads } from './payloads.ts';
import { createPayloads } from './payloads.ts';
import { openRaw } from './raw-sqlite.ts';
import type { Result } from './result.ts';
import { atLeast, atMost } from './result.ts';
import type { Pair } from './rounds.ts';
import { medianOf, percentile, roundCount, timed } from './rounds.ts';
import type { Button } from './slack-stub.ts';
import type { Side, Stage } from './stage.ts';
import { onStage } from './stage.ts';
import type { Payload } from './wire.ts';

const aSlice = 60;
const clicks = 30;

/** Approvals one after the other against the same rows by hand, in a small and in a large company, and clicks over HTTP. */
export async function goal2(watch: Watch): Promise<readonly Result[]> {
  const small = await oneByOne(watch, smallCompany);
  const large = await oneByOne(watch, largeCompany);
  const clicked = await onStage('http', clickRounds);
  const line = { goal: 2, unit: 'tx/s', against: 'the same rows, raw, FULL', bound: atLeast(0.75) } as const;
  return [
    { ...line, what: `approve, ${words(smallCompany)}`, ...medianOf(small.pairs) },
    { ...line, what: `approve, ${words(largeCompany)}`, ...medianOf(large.pairs) },
    {
      goal: 2,
      what: 'click to committed grant, HTTP, p50',
      unit: 'ms',
      ...medianOf(clicked.pairs),
      against: 'bare Bolt click + 2 raw approvals',
      bound: atMost(1),
    },
    blockResult('approvals one by one', worst([...small.seen, ...large.seen])),
    blockResult('clicks on Approve, HTTP', worst(clicked.seen)),
  ];
}

const words = (size: Size): string =>
  `${size.people} people, ${size.entitlements} items, ${size.rules} rules`;

const oneByOne = (watch: Watch, size: Size) =>
  contest(watch, {
    size,
    aSlice,
    ours: async (house, some) => {
      for (const one of some) await approve(house, one);
    },
    peers: (raw, some) => some.forEach((one) => raw.approve(one)),
  });

async function clickRounds(stage: Stage): Promise<{ pairs: readonly Pair[]; seen: readonly Blocks[] }> {
  const payloads = createPayloads();
  const pairs: Pair[] = [];
  const seen: Blocks[] = [];
  for (let round = 0; round <= roundCount; round += 1) {
    const buttons = await askAndWait(stage, payloads);
    const rawMs = await rawApproval();
    const bare = await clickAll(stage.peer, buttons, payloads.approve);
    const { value, blocks } = await stage.ours.app.during(() =>
      clickAll(stage.ours, buttons, payloads.approve),
    );
    // One round more than counts: the first warms up.
    if (round === 0) continue;
    pairs.push({ measured: value, peer: bare + 2 * rawMs });
    seen.push(blocks);
  }
  assertGranted(stage.database, clicks * (roundCount + 1));
  return { pairs, seen };
}

/** People ask, and their managers get the cards: the buttons to press. */
async function askAndWait({ ours, slack }: Stage, payloads: Payloads): Promise<readonly Button[]> {
  await ours.app.pass(61_000);
  await runLevel(ours.open, {
    lanes: 8,
    milliseconds: 30_000,
    payloads: clicks,
    next: payloads.request,
    expect: 'Asking for',
  });
  await ours.app.quiet();
  const buttons = slack.takeButtons();
  if (buttons.length !== clicks) throw new Error(`${buttons.length} of ${clicks} cards were posted.`);
  return buttons;
}

/** Presses them one by one; the median milliseconds until the acknowledgement, which follows the commit. */
async function clickAll(
  { app, open }: Side,
  buttons: readonly Button[],
  press: (button: Button) => Payload,
): Promise<number> {
  const took: number[] = [];
  for (const button of buttons) {
    // Each on a connection that is fresh and open: servers drop those that rest for long.
    const lane = await open();
    took.push(await timed(() => inTime(lane.send(press(button)))));
    lane.close();
    // What this click left behind is no part of the next one.
    await app.quiet();
  }
  return percentile(took, 50);
}

/** An approval by hand, with its own commit; median milliseconds. */
const rawApproval = (): Promise<number> =>
  inFolder(async (folder) => {
    const { peers, waiting } = await twins(folder, smallCompany, 100);
    const raw = openRaw(peers);
    const took: number[] = [];
    for (const one of waiting) took.push(await timed(() => raw.approve(one)));
    raw.close();
    return percentile(took, 50);
  });

/** An acknowledgement alone proves nothing: the grants must be there. */
function assertGranted(file: string, wanted: number): void {
  const db = new Database(file, { readonly: true });
  const found = db.prepare('select count(*) from grants').pluck().get();
  db.close();
  if (found !== wanted) throw new Error(`${String(found)} of ${wanted} grants are in the database.`);
}
