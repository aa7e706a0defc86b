/** Checks a scenario under all orders of its steps, or under many. */
import * as fc from 'fast-check';
import { exploreOrders } from './explore';
import { runSchedule, type Scenario } from './run-schedule';
import type { Choose } from './scheduler';

/** Whether full counts are asked for. */
export const isSoak = process.env.SOAK === '1';

/** How many schedules to run. */
export interface Effort {
  /** Up to so many, all. */
  readonly exhaustive: number;
  /** Of more, so many by chance. */
  readonly sampled: number;
  /** Of the chance. @default 1 */
  readonly seed?: number;
}

/**
 * Runs them.
 * @returns how many there were
 * @throws Error naming the first schedule under which a check fails
 */
export function checkOrders(scenario: Scenario, effort: Effort): Promise<number> {
  return checkSchedules((choose) => runSchedule(scenario, choose), effort);
}

/** The same for anything that runs under a schedule. @param run begins anew, and throws when a check fails */
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

/** Who is next at each step, as a number among those who wait. */
export const anySchedule = fc.array(fc.nat(11), { minLength: 60, maxLength: 60 });

/** Chooses by numbers, and the first who waits when there are no more. */
export function chooseBy(schedule: readonly number[]): Choose {
  let taken = 0;
  return (waiting) => waiting[(schedule[taken++] ?? 0) % waiting.length];
}

/** Lets actors go up to and including a step each, in this order; then the first who waits. */
export function chooseInTurn(turns: readonly (readonly [actor: string, step: string])[]): Choose {
  let turn = 0;
  return (waiting) => {
    const [name, step] = turns[turn] ?? [];
    if (name === undefined) return waiting[0];
    const actor = waiting.find((candidate) => candidate.name === name);
    if (!actor) throw new Error(`${name} is at its end, and should come to "${step}"`);
    if (actor.next?.name === step) turn++;
    return actor;
  };
}
