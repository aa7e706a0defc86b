/** Describes the step-up of a route for people. */
import type { StepUp } from '../../lambda/routes';

/** Returns a phrase such as `authenticated within 300 seconds by a second factor`. */
export function describeStepUp({ maxAgeSeconds, amr }: StepUp): string {
  return `authenticated within ${maxAgeSeconds} seconds${amr ? ' by a second factor' : ''}`;
}
