/** Rehearses a deployment: serves every mix of two releases in turn, sends the requests of users, and reports failures. */
import { type Caller, createCaller, type Tolerated } from './call-by-turns';
import { continueFactorVeteran, createFactorVeteran, type FactorVeteran } from './factor-flow';
import { type Change, type Direction, listMixes } from './mix-releases';
import type { ReleaseStore } from './release-store';
import { secondFactorOf, serveByTurns } from './serve-by-turns';
import { signInAfterReset } from './sign-in-after-reset';
import { continueVeteran, runFlow, type Veteran } from './user-flow';

/** The input of a rehearsal. */
export interface Rehearsal extends Change {
  readonly store: ReleaseStore;
  readonly direction: Direction;
  /** Further statuses that a mix may return. @default - none: every response is the same as in a single release */
  readonly tolerated?: Tolerated;
  /** An account of the previous release. */
  readonly veteran: Veteran;
  /** Sends further requests, starting with each mix. @default - no further requests */
  readonly more?: (caller: Caller) => Promise<void>;
}

/** The result of a rehearsal. */
export interface Report {
  /** The number of mixes. */
  readonly mixes: number;
  /** Unexpected responses and denied calls. */
  readonly faults: readonly string[];
  /** The account with its latest tokens. */
  readonly veteran: Veteran;
}

/** Runs the whole flow once for each first mix, so that every mix receives every request. */
export async function rehearseChange(rehearsal: Rehearsal): Promise<Report> {
  const { store, direction, tolerated = {}, more } = rehearsal;
  const mixes = listMixes(rehearsal, direction);
  const faults: string[] = [];
  let { veteran } = rehearsal;
  let factors = veteran.factors ?? (await enrolUnderOneRelease(rehearsal, faults));
  const served = await serveByTurns(store, mixes);
  try {
    for (const turn of mixes.keys()) {
      const caller = createCaller(store.listener.origin, turn, tolerated, served);
      await runFlow(caller);
      veteran = await continueVeteran(caller, veteran);
      if (factors) {
        factors = await continueFactorVeteran(caller, factors);
        await signInAfterReset(caller, store, rehearsal.after.tables[0]?.name, factors);
      }
      await more?.(caller);
      faults.push(...caller.faults());
    }
    return {
      mixes: mixes.length,
      veteran: { ...veteran, factors },
      faults: [...new Set(faults), ...served.denied().map((call) => `denied: ${call}`)],
    };
  } finally {
    await served.close();
  }
}

/** Registers an account with a second factor, if a release has second factors. Other releases know such an account from then on. */
async function enrolUnderOneRelease(
  { store, before, after, tolerated = {} }: Rehearsal,
  faults: string[],
): Promise<FactorVeteran | undefined> {
  const release = [before, after].find((one) => secondFactorOf(one) !== '');
  if (release === undefined) return undefined;
  const served = await serveByTurns(store, [release]);
  try {
    const caller = createCaller(store.listener.origin, 0, tolerated, served);
    const veteran = await createFactorVeteran(caller);
    faults.push(...caller.faults(), ...served.denied());
    return veteran;
  } finally {
    await served.close();
  }
}
