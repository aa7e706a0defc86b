/** Faults of one step. */
import { DependencyUnavailableError } from '../../../lambda/shared/errors';
import type { TakeStep } from './scheduler';

export const faultKinds = ['not applied', 'answer lost', 'sent twice', 'crash'] as const;

/** What goes wrong. */
export interface Fault {
  /**
   * `not applied`: the call fails before anything is done. `answer lost`: it is done, and fails all the same. `sent twice`:
   * it is done, and done again by the retry of the SDK. `crash`: it is done, and the function ends there.
   */
  readonly kind: (typeof faultKinds)[number];
  /** The place of the step among those of its request; 0: the first. */
  readonly at: number;
}

/** Takes the steps of one request, of which one goes wrong. */
export function takeWithFault(take: TakeStep, { kind, at }: Fault, crash: () => void): TakeStep {
  let taken = 0;
  return async (step, act) => {
    if (taken++ !== at) return take(step, act);
    switch (kind) {
      case 'not applied':
        return take(step, () => Promise.reject(new DependencyUnavailableError('not applied')));
      case 'answer lost':
        await take(step, act);
        throw new DependencyUnavailableError('its answer was lost');
      case 'sent twice':
        await take(step, act);
        return take(step, act);
      case 'crash':
        await take(step, act);
        crash();
        return new Promise(() => {});
    }
  };
}
