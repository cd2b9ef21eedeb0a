// One request from question to end, played by people in the local workspace and checked where it counts: in the target itself.
import { z } from 'zod';
import { verifyChain } from '../audit/verify.ts';
import { hour, minute } from '../domain/instant.ts';
import type { Json, MessageState } from '../sandbox/page/protocol.ts';
import type { Local } from './local.ts';

const ana = 'U001';
const bo = 'U002';
const group = 'Payments DB Writers';
const anaMail = 'ana.ruiz@tidewater.example';

type Step = { readonly what: string; readonly done: (local: Local) => Promise<string> };

const steps: readonly Step[] = [
  {
    what: 'Ana is not in the group of the target',
    done: async (local) => expectMembership(local, false),
  },
  {
    what: 'Ana types /access request payments-db/write 1h …',
    async done(local) {
      const answer = await local.sandbox
        .as(ana)
        .command('/access request payments-db/write 1h Refund 8812 is stuck');
      if (!answer.ok) throw new Error(answer.error ?? 'the command was refused');
      await local.settle();
      return 'her card says who was asked';
    },
  },
  {
    what: 'Bo, her manager, approves in the DM',
    async done(local) {
      const card = await local.sandbox.waitFor(
        () => withButton(local.sandbox.dm(bo), 'approve'),
        'an approval card in the DM of Bo',
      );
      const clicked = await local.sandbox
        .as(bo)
        .click({ kind: 'message', channel: card.channel, ts: card.ts }, 'approve');
      if (!clicked.ok) throw new Error(clicked.text);
      await local.settle();
      return 'one click';
    },
  },
  { what: 'The SCIM app has Ana in the group', done: async (local) => expectMembership(local, true) },
  {
    what: 'The clock moves 49 minutes, and Ana is warned',
    async done(local) {
      await local.pass(49 * minute);
      await local.sandbox.waitFor(
        () =>
          local.sandbox.dm(ana).find((message) => /ends/i.test(message.text) && hasButton(message, 'return')),
        'a warning in the DM of Ana',
      );
      return 'with a button to give it back';
    },
  },
  {
    what: 'The hour is over: the SCIM app has Ana no more',
    async done(local) {
      await local.pass(12 * minute);
      return expectMembership(local, false);
    },
  },
  {
    what: 'Ana asks again, and Bo denies with a reason',
    async done(local) {
      await local.sandbox.as(ana).command('/access request payments-db/write 1h One more refund to correct');
      await local.settle();
      const card = await local.sandbox.waitFor(
        () => withButton(local.sandbox.dm(bo), 'deny'),
        'a second card in the DM of Bo',
      );
      await local.sandbox.as(bo).click({ kind: 'message', channel: card.channel, ts: card.ts }, 'deny');
      await local.sandbox.waitFor(() => local.sandbox.as(bo).modals()[0], 'the dialog that asks why');
      await local.sandbox.as(bo).fill('reason', 'Finance closed the books; use the refund tool.');
      const sent = await local.sandbox.as(bo).submit();
      if (!sent.ok) throw new Error(sent.text);
      await local.settle();
      await local.sandbox.waitFor(
        () =>
          local.sandbox
            .dm(ana)
            .find((message) => JSON.stringify(message).includes('Finance closed the books')),
        'the reason in the DM of Ana',
      );
      return 'Ana reads why';
    },
  },
  { what: 'The SCIM app still has Ana not', done: async (local) => expectMembership(local, false) },
  {
    what: 'The audit log verifies',
    async done(local) {
      const verified = await verifyChain(local.hallpass().store.read.auditAfter);
      if (verified.is === 'broken') throw new Error(verified.text);
      return `${verified.entries} entries, unbroken`;
    },
  },
];

/** Plays every step and says what it saw; the exit code is 1 from the first step that did not happen. */
export async function playStory(local: Local, say: (line: string) => void): Promise<number> {
  say(
    `A local Slack workspace (${local.sandbox.url}), a SCIM app (${local.target.url}) and the bot between them.\n`,
  );
  for (const [index, step] of steps.entries()) {
    try {
      say(`  ✓ ${index + 1}/${steps.length} ${step.what}: ${await step.done(local)}`);
    } catch (error) {
      say(
        `  ✗ ${index + 1}/${steps.length} ${step.what}: ${error instanceof Error ? error.message : String(error)}`,
      );
      return 1;
    }
  }
  say(`\nAccess came, was used and went, in ${hour / 60} minutes of the workspace’s clock.`);
  return 0;
}

/** Asked of the target over its own SCIM interface, as its administrator would. */
async function expectMembership(local: Local, expected: boolean): Promise<string> {
  const members = await membersOverScim(local);
  if (members.includes(anaMail) !== expected)
    throw new Error(`the group holds ${members.length === 0 ? 'nobody' : members.join(', ')}`);
  return expected ? `its members: ${members.join(', ')}` : 'asked over SCIM, it says so';
}

const listed = z.object({
  Resources: z.array(z.object({ members: z.array(z.object({ value: z.string() })).optional() })),
});
const user = z.object({ userName: z.string() });

async function membersOverScim(local: Local): Promise<readonly string[]> {
  const ask = async (path: string): Promise<unknown> => {
    const answer = await fetch(`${local.target.url}${path}`, {
      headers: { authorization: `Bearer ${local.targetToken}` },
    });
    if (!answer.ok) throw new Error(`the SCIM app answered ${answer.status}`);
    return answer.json();
  };
  const { Resources } = listed.parse(
    await ask(`/Groups?filter=${encodeURIComponent(`displayName eq "${group}"`)}`),
  );
  const ids = Resources.flatMap((one) => one.members ?? []).map((member) => member.value);
  return Promise.all(ids.map(async (id) => user.parse(await ask(`/Users/${id}`)).userName));
}

const withButton = (messages: readonly MessageState[], action: string): MessageState | undefined =>
  messages.findLast((message) => hasButton(message, action));

function hasButton(message: MessageState, action: string): boolean {
  return message.blocks.some((block) =>
    [...listOf(block['elements']), block['accessory'] ?? null].some(
      (element) => isObject(element) && element['action_id'] === action,
    ),
  );
}

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);
const isObject = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
