// Who waits for something to happen: the page, a test, a settled workspace.

export type Changes = {
  revision(): number;
  /** Something a person, a panel or a test could see has changed. */
  touch(): void;
  next(): Promise<void>;
  subscribe(listener: () => void): () => void;
  /** Counts work in hand: deliveries waiting for their ack, Web API calls being answered. */
  during<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves once no work has been in hand for `quietMs` of real time. */
  settled(quietMs: number): Promise<void>;
};

type Ledger = { revision: number; busy: number; lastBusy: number; readonly listeners: Set<() => void> };

export function trackChanges(): Changes {
  const ledger: Ledger = { revision: 0, busy: 0, lastBusy: 0, listeners: new Set() };
  const subscribe = (listener: () => void): (() => void) => {
    ledger.listeners.add(listener);
    return () => ledger.listeners.delete(listener);
  };
  return {
    revision: () => ledger.revision,
    touch: () => {
      ledger.revision += 1;
      for (const listener of ledger.listeners) listener();
    },
    next: () =>
      new Promise((resolve) => {
        const off = subscribe(() => {
          off();
          resolve();
        });
      }),
    subscribe,
    during: (work) => during(ledger, work),
    settled: (quietMs) => settled(ledger, quietMs),
  };
}

async function during<T>(ledger: Ledger, work: () => Promise<T>): Promise<T> {
  ledger.busy += 1;
  try {
    return await work();
  } finally {
    ledger.busy -= 1;
    ledger.lastBusy = performance.now();
  }
}

function settled(ledger: Ledger, quietMs: number): Promise<void> {
  const from = performance.now();
  return new Promise((resolve) => {
    const look = (): void => {
      const quietFor = performance.now() - Math.max(from, ledger.lastBusy);
      if (ledger.busy === 0 && quietFor >= quietMs) resolve();
      else setTimeout(look, ledger.busy === 0 ? Math.max(1, quietMs - quietFor) : 5);
    };
    look();
  });
}
