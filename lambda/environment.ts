/** The environment of the functions: what the stack writes, typed by what they read. */

import type { ValuesOf } from './parse-environment';
import { authVariables } from './variables/auth';
import { authorizerVariables } from './variables/authorizer';
import { discoveryVariables } from './variables/discovery';
import { fooVariables } from './variables/foo';
import type { Variable } from './variables/variable';

/** The variables of each function; each is in a file of its own, so that a function loads no other's. */
export const variables = {
  authorizer: authorizerVariables,
  auth: authVariables,
  foo: fooVariables,
  discovery: discoveryVariables,
} as const;

/** A function that has an environment of ours. */
export type FunctionName = keyof typeof variables;

/** What one function is told by the stack. */
export type Environment<Name extends FunctionName> = ValuesOf<(typeof variables)[Name]>;

/** Writes a function's settings as environment variables. The values may hold CDK tokens. */
export function formatEnvironment<Name extends FunctionName>(
  name: Name,
  values: Environment<Name>,
): Record<string, string> {
  const byField = values as Record<string, unknown>;
  const fields = Object.entries(variables[name] as Record<string, Variable<unknown>>);
  return Object.fromEntries(
    fields.map(([field, variable]) => [variable.name, variable.format(byField[field])]),
  );
}
