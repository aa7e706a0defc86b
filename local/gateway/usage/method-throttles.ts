/** Finds the limits that apply to a method. */
import type { MethodThrottle } from '../../template/usage-definition';

/**
 * Returns the most specific limits for a verb of a resource. A matching path counts more than a matching
 * verb.
 */
export function findMethodThrottle(
  throttles: readonly MethodThrottle[],
  resourcePath: string,
  verb: string,
): MethodThrottle | undefined {
  return [
    [resourcePath, verb],
    [resourcePath, 'ANY'],
    [resourcePath, '*'],
    ['*', verb],
    ['*', '*'],
  ]
    .map(([path, method]) =>
      throttles.find((throttle) => throttle.resourcePath === path && throttle.httpMethod === method),
    )
    .find((throttle) => throttle !== undefined);
}
