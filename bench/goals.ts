/** Makes goals. */
import type { Goal } from './section';

/** A goal that is met by few. @param unit default: `×`, a ratio against a peer */
export function atMost(name: string, measured: number, limit: number, unit = '×'): Goal {
  return { name, measured, comparison: 'at most', limit, unit };
}

/** A goal that is met by many. @param unit default: `×`, a ratio against a peer */
export function atLeast(name: string, measured: number, limit: number, unit = '×'): Goal {
  return { name, measured, comparison: 'at least', limit, unit };
}

/** A goal that nobody can reach, for the reason that the section gives: it is shown as missed, and the check holds `stead`. */
export function outOfReach(goal: Goal, stead: number): Goal {
  return { ...goal, stead };
}
