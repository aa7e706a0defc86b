/** Refuses a route table in which the policy for one route would open another that asks for more. */
import { toArnPattern } from '../../lambda/route-patterns';
import type { Route } from '../../lambda/routes';
import { withTrailingSlash } from '../routes/with-trailing-slash';
import { ConfigurationError } from '../stages/configuration-error';

/** A route, as far as an authorizer is concerned. */
export type GuardedRoute = Partial<Route> & Pick<Route, 'access'>;

/**
 * Fails when the ARN patterns of two signed-in routes with different scopes overlap.
 *
 * The authorizer's policy names routes by ARN patterns in which `*` also matches `/`, so a token that may call
 * `GET /foo/{id}` may call whatever `GET/foo/*` covers: `GET /foo/{id}/audit`, and `GET /foo` by its other name `/foo/`.
 *
 * @throws ConfigurationError of one line for each such pair
 */
export function checkRouteOverlap(routes: Readonly<Record<string, GuardedRoute>>): void {
  const guarded = Object.entries(routes)
    .filter(([, { access }]) => access === 'signed-in')
    .map(([key, { scope }]) => ({ key, scope, pattern: toArnPattern(key) }));
  const clashes = guarded.flatMap((one, index) =>
    guarded
      .slice(index + 1)
      .filter((other) => other.scope !== one.scope && resourcesOverlap(one.pattern, other.pattern))
      .map((other) => ({ one, other })),
  );
  if (clashes.length > 0) {
    throw new ConfigurationError(
      clashes
        .map(
          ({ one, other }) =>
            `Routes "${one.key}" and "${other.key}" require different scopes, but their ARN patterns ${one.pattern} and ${other.pattern} overlap, because * also matches "/" and API Gateway takes a path with "/" at its end too: give one of them another path, or both the same scope.`,
        )
        .join('\n'),
    );
  }
}

/** Whether one pattern covers a request to the resource of the other, whichever of its two forms the request has. */
function resourcesOverlap(left: string, right: string): boolean {
  return withTrailingSlash(left).some((one) =>
    withTrailingSlash(right).some((other) => patternsOverlap(one, other)),
  );
}

/** Whether any text is matched by both patterns, in which `*` stands for any run of characters. */
export function patternsOverlap(left: string, right: string): boolean {
  // row[j]: left[i..] and right[j..] have a text in common; filled from the ends
  let below: boolean[] = [];
  for (let i = left.length; i >= 0; i--) {
    const row: boolean[] = [];
    for (let j = right.length; j >= 0; j--) {
      row[j] = meets(left, right, i, j, below, row);
    }
    below = row;
  }
  return below[0] === true;
}

function meets(
  left: string,
  right: string,
  i: number,
  j: number,
  below: readonly boolean[],
  row: readonly boolean[],
): boolean {
  const [a, b] = [left[i], right[j]];
  if (a === undefined && b === undefined) {
    return true;
  }
  if (a === '*' || b === '*') {
    // a star ends here, or takes one more character of the other side
    return (a !== undefined && below[j] === true) || (b !== undefined && row[j + 1] === true);
  }
  return a !== undefined && a === b && below[j + 1] === true;
}
