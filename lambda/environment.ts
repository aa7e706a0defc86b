/** The environment of the functions: the stack writes it, and the types are those that the functions read. */

import type { ValuesOf } from './parse-environment';
import { authVariables } from './variables/auth';
import { authorizerVariables } from './variables/authorizer';
import { discoveryVariables } from './variables/discovery';
import { factorVariables } from './variables/factors';
import { fooVariables } from './variables/foo';
import { mailVariables } from './variables/mail';
import { mailFeedbackVariables } from './variables/mail-feedback';
import type { Variable } from './variables/variable';

/**
 * The variables of each function. Each function's are in a separate file, so that it does not load the
 * others'.
 */
export const variables = {
  authorizer: authorizerVariables,
  auth: authVariables,
  foo: fooVariables,
  discovery: discoveryVariables,
  mail: mailVariables,
  'mail-feedback': mailFeedbackVariables,
  factors: factorVariables,
} as const;

/** A function with an environment of ours. */
export type FunctionName = keyof typeof variables;

/** The settings of one function. */
export type Environment<Name extends FunctionName> = ValuesOf<(typeof variables)[Name]>;

/** Formats a function's settings as environment variables. The values may contain CDK tokens. */
export function formatEnvironment<Name extends FunctionName>(
  name: Name,
  values: Environment<Name>,
): Record<string, string> {
  const byField = values as Record<string, unknown>;
  const fields = Object.entries(variables[name] as Record<string, Variable<unknown>>);
  return Object.fromEntries(
    fields
      .map(([field, variable]) => ({ ...variable, value: variable.format(byField[field]) }))
      .filter(({ isOptional, value }) => !(isOptional && value === ''))
      .map(({ name: key, value }) => [key, value]),
  );
}
