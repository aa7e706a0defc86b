/** Logical ids as people read them. */

/** What CDK puts behind an id to make it unique. */
const CDK_HASH = /[0-9A-F]{8}$/;

/** A logical id without CDK's hash, such as `AuthHandler` for `AuthHandler0A1B2C3D`. */
export function shortId(logicalId: string): string {
  return logicalId.replace(CDK_HASH, '') || logicalId;
}
