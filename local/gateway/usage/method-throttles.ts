/** Finds the limits that hold for a method. */
import type { MethodThrottle } from '../../template/model';

/** The limits for a verb of a resource: those that name it most closely, its path before its verb. */
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
