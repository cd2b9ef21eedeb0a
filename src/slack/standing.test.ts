import { expect, test } from 'vitest';
import type { Standing } from './standing.ts';
import { createStanding } from './standing.ts';

type Told = Record<string, unknown> | Error;

function slack(told: Told) {
  const state = { now: 1_000_000, told, asked: 0 };
  const standing: Standing = createStanding({
    team: () => 'T1',
    now: () => state.now,
    usersInfo: async () => {
      state.asked += 1;
      if (state.told instanceof Error) throw state.told;
      return { ok: true, user: state.told };
    },
  });
  return { state, of: async () => (await standing.of('T1', 'U1')).standing, standing };
}

test.each([
  [{ team_id: 'T1' }, 'member'],
  [{ team_id: 'T1', deleted: true, is_bot: true }, 'deactivated'],
  [{ team_id: 'T1', is_bot: true }, 'bot'],
  [{ team_id: 'T1', is_restricted: true }, 'guest'],
  [{ team_id: 'T1', is_ultra_restricted: true }, 'guest'],
  [{ team_id: 'T2' }, 'external'],
  [{ is_stranger: true }, 'external'],
  [new Error('connection reset'), 'unknown'],
])('%j is %s', async (told, standing) => {
  expect(await slack(told).of()).toBe(standing);
});

test('somebody from another workspace is external without asking Slack', async () => {
  const { standing, state } = slack({ team_id: 'T1' });
  expect(await standing.of('T9', 'U1')).toEqual({ team: 'T9', user: 'U1', standing: 'external' });
  expect(state.asked).toBe(0);
});

test('an answer serves for a minute and no longer', async () => {
  const { state, of } = slack({ team_id: 'T1' });
  await of();
  state.now += 60_000;
  await of();
  expect(state.asked).toBe(1);
  state.told = { team_id: 'T1', deleted: true };
  state.now += 1;
  expect(await of()).toBe('deactivated');
});

test('when Slack cannot be asked after that minute, the old answer does not count', async () => {
  const { state, of } = slack({ team_id: 'T1' });
  await of();
  state.now += 60_001;
  state.told = new Error('timeout');
  expect(await of()).toBe('unknown');
  state.told = { team_id: 'T1' };
  expect(await of()).toBe('member');
});

test('a clock set back does not make an answer live longer', async () => {
  const { state, of } = slack({ team_id: 'T1' });
  await of();
  state.now -= 3_600_000;
  await of();
  expect(state.asked).toBe(2);
});

test('many clicks at once are one question', async () => {
  const { state, of } = slack({ team_id: 'T1' });
  await Promise.all([of(), of(), of()]);
  expect(state.asked).toBe(1);
});

test('a change that arrives while Slack is being asked is not lost', async () => {
  const { state, of, standing } = slack({ team_id: 'T1' });
  const first = of();
  standing.forget('U1');
  state.told = { team_id: 'T1', deleted: true };
  await first;
  expect(await of()).toBe('deactivated');
});
