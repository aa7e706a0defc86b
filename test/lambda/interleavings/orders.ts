/** Checks a scenario under all orders of its steps, or under many. */
import * as fc from 'fast-check';
import { exploreOrders } from './explore';
import { runSchedule, type Scenario } from './run-schedule';
import type { Choose } from './scheduler';

/** Whether the run is a soak test with full counts. */
export const isSoak = process.env.SOAK === '1';

/** The number of schedules to run. */
export interface Effort {
  /** Up to this number, all schedules run. */
  readonly exhaustive: number;
  /** The number of random schedules, if there are more. */
  readonly sampled: number;
  /** The seed of the random schedules. @default 1 */
  readonly seed?: number;
}

/**
 * Runs the schedules.
 * @returns their number
 * @throws Error naming the first schedule under which a check fails
 */
export function checkOrders(scenario: Scenario, effort: Effort): Promise<number> {
  return checkSchedules((choose) => runSchedule(scenario, choose), effort);
}

/**
 * Does the same for anything that runs under a schedule. @param run starts from the beginning, and throws
 * when a check fails
 */
export async function checkSchedules(
  run: (choose: Choose) => Promise<boolean>,
  { exhaustive, sampled, seed = 1 }: Effort,
): Promise<number> {
  const { completed, isExhaustive } = await exploreOrders(run, exhaustive);
  if (isExhaustive) return completed;
  const schedules = fc.sample(anySchedule, { seed, numRuns: sampled });
  for (const schedule of schedules) await run(chooseBy(schedule));
  return completed + sampled;
}

/** The next actor at each step, as an index of the waiting ones. */
export const anySchedule = fc.array(fc.nat(11), { minLength: 60, maxLength: 60 });

/** Chooses by numbers. After the last number it chooses the first waiting actor. */
export function chooseBy(schedule: readonly number[]): Choose {
  let taken = 0;
  return (waiting) => waiting[(schedule[taken++] ?? 0) % waiting.length];
}

/** Lets actors proceed through a step each, in this order. After that it chooses the first waiting actor. */
export function chooseInTurn(turns: readonly (readonly [actor: string, step: string])[]): Choose {
  let turn = 0;
  return (waiting) => {
    const [name, step] = turns[turn] ?? [];
    if (name === undefined) return waiting[0];
    const actor = waiting.find((candidate) => candidate.name === name);
    if (!actor) throw new Error(`${name} ended before its step "${step}"`);
    if (actor.next?.name === step) turn++;
    return actor;
  };
}
