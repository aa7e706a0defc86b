/** The faults of a step. */
import { DependencyUnavailableError } from '../../../lambda/shared/errors';
import type { TakeStep } from './scheduler';

export const faultKinds = ['not applied', 'answer lost', 'sent twice', 'crash'] as const;

/** A fault of a request. */
export interface Fault {
  /**
   * `not applied`: the call fails without an effect. `answer lost`: it takes effect, but fails. `sent twice`:
   * it takes effect, and the SDK's retry repeats it. `crash`: it takes effect, and the function ends there.
   */
  readonly kind: (typeof faultKinds)[number];
  /** The index of the step in its request, from 0. */
  readonly at: number;
}

/** Takes the steps of one request, of which one has a fault. */
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
