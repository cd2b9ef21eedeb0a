// The policy file comes in at the start and whenever it is read again; a faulty one must not end what has to end.
import type { Logger } from 'pino';
import type { Doubt } from './doubt.ts';
import type { Intake } from './intake.ts';
import { PolicyHeld, PolicyRefused } from './intake.ts';
import type { Store } from './store/store.ts';

/**
 * Brings in the people and then the policy that names them; says what came of it. While the file has a fault, what is in force counts
 * for taking access away only. Throws `IntakeRefused` with every fault.
 */
export async function takePolicy(
  { doubt, intake }: { readonly doubt: Doubt; readonly intake: Intake },
  by: string,
): Promise<string> {
  try {
    await intake.directory();
    const said = await intake.policy(by);
    doubt.policyInvalid(false);
    return said;
  } catch (error) {
    if (error instanceof PolicyRefused) doubt.policyInvalid(true);
    if (error instanceof PolicyHeld) doubt.policyInvalid(false);
    throw error;
  }
}

/** A start with a faulty file, or one that waits for somebody, goes on where there is a version in force. */
export async function endUnlessInForce(
  { store, log }: { readonly store: Store; readonly log: Logger },
  error: unknown,
): Promise<void> {
  const held = error instanceof PolicyHeld;
  const current = held || error instanceof PolicyRefused ? await store.read.currentPolicy() : undefined;
  if (current === undefined) throw error;
  log.error(
    { version: current.number, fault: error instanceof Error ? error.message : String(error) },
    held
      ? 'the policy file is not applied; the version in force stays'
      : 'the policy file has a fault: nothing new is granted, and the version in force counts for revocation only',
  );
}
