/** Shortens logical ids for display. */

/** The hash that CDK appends to make an id unique. */
const CDK_HASH = /[0-9A-F]{8}$/;

/** Returns a logical id without CDK's hash, such as `AuthHandler` for `AuthHandler0A1B2C3D`. */
export function shortId(logicalId: string): string {
  return logicalId.replace(CDK_HASH, '') || logicalId;
}
