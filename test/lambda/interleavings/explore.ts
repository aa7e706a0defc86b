/** Enumerates all orders in which actors can take their steps. */
import type { Actor, Choose, Step } from './scheduler';

/** A point of a run at which several actors wait. */
interface Fork {
  readonly waiting: readonly { readonly name: string; readonly next: Step }[];
  /** The actors whose step here was tried, or leads to nothing new. */
  readonly done: Set<string>;
  chosen: string;
}

/**
 * Runs every order of the actors' steps that can make a difference. Of orders that differ only in steps on
 * different places, it runs one (sleep sets: Godefroid, Partial-Order Methods for the Verification of
 * Concurrent Systems, chapter 5).
 *
 * @param run starts from the beginning, and must behave the same for the same choices
 * @param limit the largest number of runs
 * @returns the number of completed runs, and whether these were all
 */
export async function exploreOrders(
  run: (choose: Choose) => Promise<boolean>,
  limit: number,
): Promise<{ readonly completed: number; readonly isExhaustive: boolean }> {
  const path: Fork[] = [];
  let completed = 0;
  for (let runs = 0; runs < limit; runs++) {
    let depth = 0;
    const isComplete = await run((waiting) => {
      const fork = path[depth] ?? openFork(waiting, path.at(-1));
      if (!fork) return undefined;
      path[depth] = fork;
      depth++;
      return waiting.find(({ name }) => name === fork.chosen);
    });
    if (isComplete) completed++;
    if (!turnToNext(path)) return { completed, isExhaustive: true };
  }
  return { completed, isExhaustive: false };
}

/** Opens the fork after another. Returns undefined when every choice there would repeat another order. */
function openFork(actors: readonly Actor[], before: Fork | undefined): Fork | undefined {
  const waiting = actors.flatMap(({ name, next }) => (next ? [{ name, next }] : []));
  const taken = before?.waiting.find(({ name }) => name === before.chosen)?.next;
  const done = new Set(
    (before?.waiting ?? [])
      .filter(({ name, next }) => before?.done.has(name) && areIndependent(next, taken))
      .map(({ name }) => name),
  );
  const chosen = waiting.find(({ name }) => !done.has(name))?.name;
  return chosen === undefined ? undefined : { waiting, done, chosen };
}

/** Returns to the last fork with a choice left, and takes it. Returns false when there is none. */
function turnToNext(path: Fork[]): boolean {
  for (let fork = path.at(-1); fork; fork = path.at(-1)) {
    const { done, waiting } = fork;
    done.add(fork.chosen);
    const next = waiting.find(({ name }) => !done.has(name));
    if (next) {
      fork.chosen = next.name;
      return true;
    }
    path.pop();
  }
  return false;
}

/** Whether two steps have the same effect in either order. */
function areIndependent(one: Step | undefined, other: Step | undefined): boolean {
  if (!one?.touches || !other?.touches) return true;
  const [a, b] = [one.touches, other.touches];
  if (!a.writes && !b.writes) return true;
  return !isWithin(a.place, b.place) && !isWithin(b.place, a.place);
}

function isWithin(place: string, outer: string): boolean {
  return outer === '' || place === outer || place.startsWith(`${outer}/`);
}
