/** What a token's scopes open: the protected routes as parts of execute-api ARNs. */
import { parseRouteKey, toArnPattern } from '../route-patterns';
import type { Route } from '../routes';

/** A protected route, ready for a policy. */
export interface ProtectedRoute {
  readonly verb: string;
  /** The path with `*` for its parameters. */
  readonly path: string;
  /** @default - any signed-in user may call */
  readonly scope?: string;
}

/** The routes of a table that need a token. */
export function listProtectedRoutes(table: Readonly<Record<string, Route>>): readonly ProtectedRoute[] {
  return Object.entries(table)
    .filter(([, { access }]) => access === 'signed-in')
    .map(([key, { scope }]) => {
      const verb = parseRouteKey(key).method;
      return { verb, path: toArnPattern(key).slice(verb.length), ...(scope !== undefined && { scope }) };
    });
}
