/** Rejects step-ups that the authorizer cannot demand. */
import { ConfigurationError } from '../stages/configuration-error';
import type { GuardedRoute } from './check-route-overlap';

/**
 * Throws for a step-up on a public route, which has no authorizer, and for a `maxAgeSeconds` that is not a whole number
 * above 0.
 * @throws ConfigurationError with one line for each
 */
export function checkStepUp(routes: Readonly<Record<string, GuardedRoute>>): void {
  const faults = Object.entries(routes).flatMap(([key, { access, stepUp }]) => {
    if (stepUp === undefined) return [];
    if (access !== 'signed-in')
      return [
        `Route "${key}" is ${access === 'page' ? 'a page' : 'public'} and has stepUp: remove stepUp, or require a sign-in.`,
      ];
    const { maxAgeSeconds } = stepUp;
    if (Number.isSafeInteger(maxAgeSeconds) && maxAgeSeconds > 0) return [];
    return [`Route "${key}" has stepUp.maxAgeSeconds ${maxAgeSeconds}: use a whole number above 0.`];
  });
  if (faults.length > 0) throw new ConfigurationError(faults.join('\n'));
}
