/** What lifts the throttles that a function keeps itself, for a local run that is asked to. */
import { variables } from '../../lambda/environment';

/** No run comes so far. */
const NO_LIMIT = 1_000_000_000;

const { freeSignInFailures, maxSignInFailures, maxSignInFailuresPerSource, maxSignUpsPerSource } =
  variables.auth;

/** Values that take the place of the stage's own in the environment of the function auth. */
export const unthrottledEnvironment: Readonly<Record<string, string>> = Object.fromEntries(
  [freeSignInFailures, maxSignInFailures, maxSignInFailuresPerSource, maxSignUpsPerSource].map((variable) => [
    variable.name,
    variable.format(NO_LIMIT),
  ]),
);
