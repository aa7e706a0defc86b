/** Rejects a route table in which the policy for one route would also open a route with another requirement. */
import { toArnPattern } from '../../lambda/route-patterns';
import type { Route } from '../../lambda/routes';
import { withTrailingSlash } from '../routes/with-trailing-slash';
import { ConfigurationError } from '../stages/configuration-error';

/** The part of a route that the authorizer uses. */
export type GuardedRoute = Partial<Route> & Pick<Route, 'access'>;

/**
 * Throws if the ARN patterns of two signed-in routes with different scopes or step-ups overlap.
 *
 * The authorizer's policy names routes by ARN patterns in which `*` also matches `/`. A token that may call `GET /foo/{id}` may
 * therefore call everything that `GET/foo/*` covers: `GET /foo/{id}/audit`, and `GET /foo` under its other name `/foo/`.
 *
 * @throws ConfigurationError with one line for each overlapping pair
 */
export function checkRouteOverlap(routes: Readonly<Record<string, GuardedRoute>>): void {
  const guarded = Object.entries(routes)
    .filter(([, { access }]) => access === 'signed-in')
    .map(([key, { scope, stepUp }]) => ({
      key,
      scope,
      stepUp: stepUp && JSON.stringify([stepUp.maxAgeSeconds, stepUp.amr]),
      pattern: toArnPattern(key),
    }));
  const clashes = guarded.flatMap((one, index) =>
    guarded
      .slice(index + 1)
      .filter((other) => other.scope !== one.scope || other.stepUp !== one.stepUp)
      .filter((other) => resourcesOverlap(one.pattern, other.pattern))
      .map((other) => ({ one, other, differ: other.scope === one.scope ? 'step-up' : 'scope' })),
  );
  if (clashes.length > 0) {
    throw new ConfigurationError(
      clashes
        .map(
          ({ one, other, differ }) =>
            `Routes "${one.key}" and "${other.key}" require different ${differ}s, but their ARN patterns ${one.pattern} and ${other.pattern} overlap, because * also matches "/" and API Gateway takes a path with "/" at its end too: give one of them another path, or both the same ${differ}.`,
        )
        .join('\n'),
    );
  }
}

/** Returns whether one pattern covers a request to the other's resource, with or without a trailing slash. */
function resourcesOverlap(left: string, right: string): boolean {
  return withTrailingSlash(left).some((one) =>
    withTrailingSlash(right).some((other) => patternsOverlap(one, other)),
  );
}

/** Returns whether a text exists that both patterns match; `*` matches any run of characters. */
export function patternsOverlap(left: string, right: string): boolean {
  // most routes differ before their first star
  const start = Math.min(literalLength(left), literalLength(right));
  if (left.slice(0, start) !== right.slice(0, start)) return false;
  // row[j] says whether left[i..] and right[j..] match a common text; filled from the ends
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

function literalLength(pattern: string): number {
  const star = pattern.indexOf('*');
  return star < 0 ? pattern.length : star;
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
    // the star ends here, or matches one more character of the other side
    return (a !== undefined && below[j] === true) || (b !== undefined && row[j + 1] === true);
  }
  return a !== undefined && a === b && below[j + 1] === true;
}
