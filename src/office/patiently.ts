// Long work beside a running bot: never more than a few milliseconds at a stretch.
import { performance } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';

const atAStretch = 4;

/** Does the steps, and lets everybody else have their turn every few milliseconds. */
export async function patiently<Result>(steps: Generator<void, Result>): Promise<Result> {
  const breath = breathe();
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await breath();
  }
}

/** To be awaited between two pieces of work: lets others have their turn when it is time. */
export function breathe(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < atAStretch) return;
    await turn();
    since = performance.now();
  };
}

type Paged = (page: {
  readonly after?: string;
  readonly limit: number;
}) => Promise<readonly { readonly id: string }[]>;

const perPage = 50;

/** Every row of a list that is paged by id, behind `after`; others have their turn between two pages. */
export async function* paged<List extends Paged>(
  list: List,
  after?: string,
): AsyncGenerator<Awaited<ReturnType<List>>[number]> {
  for (let last = after; ; ) {
    await turn();
    const rows = await list({ limit: perPage, ...(last === undefined ? {} : { after: last }) });
    yield* rows;
    last = rows.at(-1)?.id;
    if (rows.length < perPage) return;
  }
}
