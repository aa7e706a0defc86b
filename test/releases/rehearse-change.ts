/** Rehearses a deployment: serves every mix of two releases by turns, lets users use them, and reports what went wrong. */
import { type Caller, createCaller, type Tolerated } from './call-by-turns';
import { type Change, type Direction, listMixes } from './mix-releases';
import type { ReleaseStore } from './release-store';
import { serveByTurns } from './serve-by-turns';
import { continueVeteran, runFlow, type Veteran } from './user-flow';

/** How to rehearse. */
export interface Rehearsal extends Change {
  readonly store: ReleaseStore;
  readonly direction: Direction;
  /** @default - the answers are those of any one release */
  readonly tolerated?: Tolerated;
  /** An account of the release before. */
  readonly veteran: Veteran;
  /** Further requests, from each mix on. @default - there are none */
  readonly more?: (caller: Caller) => Promise<void>;
}

/** How it went. */
export interface Report {
  /** How many mixes there were. */
  readonly mixes: number;
  /** Answers that were not as they should be, and calls that were denied. */
  readonly faults: readonly string[];
  /** With its latest tokens. */
  readonly veteran: Veteran;
}

/** Runs the whole flow once from each mix on, so that each request meets each mix. */
export async function rehearseChange(rehearsal: Rehearsal): Promise<Report> {
  const { store, direction, tolerated = {}, more } = rehearsal;
  const mixes = listMixes(rehearsal, direction);
  const served = await serveByTurns(store, mixes);
  const faults: string[] = [];
  let { veteran } = rehearsal;
  try {
    for (const turn of mixes.keys()) {
      const caller = createCaller(store.listener.origin, turn, tolerated);
      await runFlow(caller);
      veteran = await continueVeteran(caller, veteran);
      await more?.(caller);
      faults.push(...caller.faults());
    }
    return {
      mixes: mixes.length,
      veteran,
      faults: [...new Set(faults), ...served.denied().map((call) => `denied: ${call}`)],
    };
  } finally {
    await served.close();
  }
}
