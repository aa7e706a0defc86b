/** Reads a function's settings from its environment. */
import type { Variable } from './variables/variable';

type ValueOf<V> = V extends Variable<infer Value> ? Value : never;

/** The values of variables, by field. */
export type ValuesOf<Variables> = { readonly [Field in keyof Variables]: ValueOf<Variables[Field]> };

/**
 * Reads a function's settings when it loads. A missing setting then fails the start instead of a request.
 * @throws Error naming every missing or malformed variable, never its value
 */
export function parseEnvironment<Variables extends object>(
  variables: Variables,
  source: Readonly<Record<string, string | undefined>>,
): ValuesOf<Variables> {
  const parsed = Object.entries(variables as Record<string, Variable<unknown>>).map(([field, variable]) => {
    const value = source[variable.name] ?? (variable.isOptional ? '' : undefined);
    return { field, name: variable.name, value: value === undefined ? undefined : variable.parse(value) };
  });
  const faulty = parsed.filter(({ value }) => value === undefined).map((entry) => entry.name);
  if (faulty.length > 0) throw new Error(`Missing or malformed environment variables: ${faulty.join(', ')}`);
  return Object.fromEntries(parsed.map(({ field, value }) => [field, value])) as ValuesOf<Variables>;
}
