// The one imperative shell: load the facts, decide, commit the change with its audit entries and its outbox rows, in one transaction.
// Nothing else changes the store.
import type { Command, Delivery } from './domain/command.ts';
import type { Case } from './domain/decide/decide.ts';
import { decide } from './domain/decide/decide.ts';
import type { Decision, Moment } from './domain/decision.ts';
import type { Look } from './domain/look.ts';
import type { Outcome } from './domain/outcome.ts';
import { readOutcome, writeOutcome } from './domain/outcome.ts';
import { refusal } from './domain/refusal.ts';
import type { Seal, Store, Write } from './store/store.ts';
import { storeConflict } from './store/store.ts';

export type { Outcome } from './domain/outcome.ts';

export type Engine = {
  /** Decides and commits; durable when it resolves. The same delivery again gives the first outcome and changes nothing. */
  handle(command: Command, delivery?: Delivery): Promise<Outcome>;
  /** Questions that change nothing. */
  readonly look: Look;
  /** Writes a delivery down before anybody acknowledges it. False: it came before. */
  receive(delivery: Delivery): Promise<boolean>;
};

export type EngineParts = {
  readonly store: Store;
  readonly look: Look;
  readonly loadCase: (tx: Write, command: Command, moment: Moment) => Promise<Case>;
  readonly seal: Seal;
  readonly moment: () => Moment;
  /** Called after a commit that added work to the outbox. */
  readonly wake: () => void;
};

const attempts = 5;

/** Thrown inside the transaction to roll it back when another commit was first: the case is decided again on fresh facts. */
class LostRace extends Error {}

/** Another commit was first: noticed by us, or by the database (a deadlock, a serialization failure). */
const wasBeaten = (error: unknown): boolean =>
  error instanceof LostRace || (error instanceof Error && 'code' in error && error.code === storeConflict);

/** Makes the engine over its parts. */
export function createEngine(parts: EngineParts): Engine {
  return {
    look: parts.look,
    handle: (command, delivery) => handle(parts, command, delivery),
    receive: (delivery) => parts.store.write((tx) => tx.receive(delivery)),
  };
}

async function handle(
  parts: EngineParts,
  command: Command,
  delivery: Delivery | undefined,
): Promise<Outcome> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    try {
      const done = await parts.store.write((tx) => decideOnce(tx, parts, { command, delivery }));
      if (done.woke) parts.wake();
      return done.outcome;
    } catch (error) {
      if (!wasBeaten(error)) throw error;
    }
  }
  return {
    is: 'refused',
    refusal: refusal(
      'E-BUSY',
      'Others changed the same thing again and again, so yours was not recorded. Try once more.',
    ),
  };
}

async function decideOnce(
  tx: Write,
  parts: EngineParts,
  asked: { command: Command; delivery: Delivery | undefined },
): Promise<{ outcome: Outcome; woke: boolean }> {
  const before = asked.delivery && (await tx.handledDelivery(asked.delivery.source, asked.delivery.key));
  if (before !== undefined) return { outcome: readOutcome(before), woke: false };
  const moment = parts.moment();
  const decision = decide(await parts.loadCase(tx, asked.command, moment), moment);
  await commit(tx, parts.seal, { decision, moment });
  const outcome: Outcome =
    decision.is === 'accepted'
      ? { is: 'accepted', answer: decision.answer }
      : { is: 'refused', refusal: decision.refusal };
  if (asked.delivery)
    await tx.markHandled({
      source: asked.delivery.source,
      key: asked.delivery.key,
      outcome: writeOutcome(outcome),
      at: moment.now,
    });
  return { outcome, woke: decision.effects.length > 0 };
}

async function commit(
  tx: Write,
  seal: Seal,
  { decision, moment }: { decision: Decision; moment: Moment },
): Promise<void> {
  const { changes, effects } = decision;
  for (const change of changes) if (!(await tx.put(change))) throw new LostRace();
  if (effects.length > 0) await tx.enqueue(effects, moment.now);
  for (const entry of decision.audit) await tx.appendAudit(seal(await tx.auditHead(), entry, moment.now));
}
