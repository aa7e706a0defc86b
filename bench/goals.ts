/** Creates goals. */
import type { Goal } from './section';

/** Creates a goal with an upper limit. @param unit default: `×`, a ratio against a peer */
export function atMost(name: string, measured: number, limit: number, unit = '×'): Goal {
  return { name, measured, comparison: 'at most', limit, unit };
}

/** Creates a goal with a lower limit. @param unit default: `×`, a ratio against a peer */
export function atLeast(name: string, measured: number, limit: number, unit = '×'): Goal {
  return { name, measured, comparison: 'at least', limit, unit };
}

/**
 * Marks a goal as unreachable, for the reason that the section gives. It is shown as missed, and the check
 * holds `stead` instead.
 */
export function outOfReach(goal: Goal, stead: number): Goal {
  return { ...goal, stead };
}
