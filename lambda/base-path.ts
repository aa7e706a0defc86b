/** The path that all of an API's routes lie under, where it has one. */

/** None, or segments such as `/auth` and `/v1/auth`, of characters that API Gateway takes and that no client encodes. */
const BASE_PATH = /^(?:\/(?!\.{1,2}(?:\/|$))[\w.-]+)*$/;

/** Whether a text is a base path: empty, or with its leading slash and without a trailing one. */
export function isBasePath(text: string): boolean {
  return BASE_PATH.test(text);
}

/** Returns what of a resource path lies behind the base path; undefined for a path that does not lie under it. */
export function stripBasePath(basePath: string, resource: string): string | undefined {
  return resource.startsWith(`${basePath}/`) ? resource.slice(basePath.length) : undefined;
}
