/** Passes the CDK's constructs as the interfaces that they implement. */

/** A type whose optional properties may also be present and undefined. */
type WithUndefined<T> = { [K in keyof T]: Record<never, never> extends Pick<T, K> ? T[K] | undefined : T[K] };

/**
 * Returns a construct as an interface that it implements.
 *
 * The CDK is compiled without `exactOptionalPropertyTypes`: its interfaces declare `role?: IRole`, and its classes a getter of type
 * `IRole | undefined`. This project is compiled with the option, under which the two do not match. All other types are still checked.
 */
export function asInterface<T extends object>(construct: WithUndefined<T>): T {
  return construct as T;
}
