/** Reads the routes that this authorizer grants from the file next to its bundle. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROUTE_GRANTS_FILE, type RouteGrants } from '../route-grants';
import { checkPattern } from './auth-policy';

/**
 * Reads and checks the file. Call it at load, so that an authorizer without its routes does not start.
 * @param folder the folder of the bundle, `LAMBDA_TASK_ROOT` on Lambda
 * @throws Error that names the file when it is missing or malformed
 */
export function readRouteGrants(folder: string | undefined): RouteGrants {
  try {
    return parseRouteGrants(JSON.parse(readFileSync(join(folder ?? '', ROUTE_GRANTS_FILE), 'utf8')));
  } catch (error) {
    throw new Error(
      `${ROUTE_GRANTS_FILE} cannot be used: ${(error as Error).message}. Deploy it next to the bundle, as the app writes it.`,
    );
  }
}

function parseRouteGrants(value: unknown): RouteGrants {
  const { anyToken, scopes, ...others } = toObject(value, 'the file');
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw new Error(`it has the unknown member ${JSON.stringify(unknown)}`);
  return {
    anyToken: parsePatterns(anyToken, 'anyToken'),
    scopes: Object.fromEntries(
      Object.entries(toObject(scopes, 'scopes')).map(([scope, patterns]) => [
        scope,
        parsePatterns(patterns, `scopes.${scope}`),
      ]),
    ),
  };
}

/** @throws Error that names the value if it is not an object */
export function toObject(value: unknown, name: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`${name} is not an object`);
  return value as Readonly<Record<string, unknown>>;
}

/** @throws Error that names the value if it is not a list of patterns */
export function parsePatterns(value: unknown, name: string): readonly string[] {
  if (!Array.isArray(value) || !value.every((pattern) => typeof pattern === 'string'))
    throw new Error(`${name} is not an array of strings`);
  value.forEach(checkPattern);
  return value;
}
