export type InTime<Result> =
  | { readonly is: 'done'; readonly result: Result }
  | { readonly is: 'late'; readonly eventually: Promise<Result> };

/** Slack shows people an error 3 s after they acted; by then it must have an answer. In real milliseconds. */
export const answerWithin = 2_500;

/** Waits for `work`, but no longer than `milliseconds` of real time. Work that is late goes on; whoever asked decides what to do with it. */
export async function inTime<Result>(
  work: Promise<Result>,
  milliseconds: number = answerWithin,
): Promise<InTime<Result>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<InTime<Result>>((resolve) => {
    timer = setTimeout(() => resolve({ is: 'late', eventually: work }), milliseconds);
  });
  try {
    return await Promise.race([work.then((result) => ({ is: 'done' as const, result })), late]);
  } finally {
    clearTimeout(timer);
  }
}
