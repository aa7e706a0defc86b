/** Runs clients in one world under one schedule, and checks the world. */
import { type ClientScript, startClient } from './client';
import { finalChecks, restChecks } from './final-checks';
import { refusalCheck } from './refusal-checks';
import { type Check, safetyChecks } from './safety-checks';
import { type Actor, type Choose, runActors, startActor } from './scheduler';
import { copyWorld, type World } from './world';

/** A world and its clients. */
export interface Scenario {
  /** The world at the start, which is not changed. */
  readonly world: World;
  readonly clients: readonly ClientScript[];
  /** Whether at some point the refresh grace period, or this many milliseconds, pass. @default false */
  readonly timePasses?: boolean | number;
  /** Plants a defect. @default - none */
  readonly plant?: (world: World) => void;
}

/** Longer than the grace period of a refresh. */
const WAIT_MS = 11_000;

/**
 * Runs the scenario.
 * @returns whether the schedule completed
 * @throws Error with the steps, in their order, when a check fails
 */
export async function runSchedule(scenario: Scenario, choose: Choose): Promise<boolean> {
  const world = copyWorld(scenario.world);
  scenario.plant?.(world);
  const failures = new Set<string>();
  const inspect = (checks: readonly Check[]) => {
    for (const { name, contradictions } of checks) {
      for (const found of contradictions(world)) failures.add(`${name}: ${found}`);
    }
  };

  const actors: Actor[] = [];
  for (const client of scenario.clients) {
    actors.push(await startClient(world, client, () => inspect([...safetyChecks, refusalCheck])));
  }
  const { timePasses } = scenario;
  if (timePasses) actors.push(await startTime(world, timePasses === true ? WAIT_MS : timePasses));
  const run = await runActors(actors, choose);
  if (!run.isComplete) return false;

  inspect([...safetyChecks, refusalCheck, ...restChecks]);
  for (const { name, contradictions } of finalChecks) {
    for (const found of await contradictions(world)) failures.add(`${name}: ${found}`);
  }
  inspect(safetyChecks);
  if (failures.size > 0) {
    throw new Error([...failures, 'after', ...run.steps].join('\n  '));
  }
  return true;
}

function startTime({ deps }: World, millis: number): Promise<Actor> {
  return startActor('the clock', (take) =>
    take({ name: 'advances', touches: { place: '', writes: true } }, async () => {
      deps.clock.millis += millis;
    }),
  );
}
