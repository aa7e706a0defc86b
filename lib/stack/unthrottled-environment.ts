/** Environment variables that lift a function's own throttles, for a local run with `--no-throttle`. */
import { variables } from '../../lambda/environment';

/** A limit that no local run reaches. */
const NO_LIMIT = 1_000_000_000;

const { freeSignInFailures, maxSignInFailures, maxSignInFailuresPerSource, maxSignUpsPerSource } =
  variables.auth;

/** The values that replace the stage's values in the environment of the auth function. */
export const unthrottledEnvironment: Readonly<Record<string, string>> = Object.fromEntries(
  [freeSignInFailures, maxSignInFailures, maxSignInFailuresPerSource, maxSignUpsPerSource].map((variable) => [
    variable.name,
    variable.format(NO_LIMIT),
  ]),
);
