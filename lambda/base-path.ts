/** The base path of an API: the path in front of all its routes, if it has one. */

/**
 * Empty, or segments such as `/auth` and `/v1/auth`. API Gateway accepts their characters, and clients do not
 * encode them.
 */
const BASE_PATH = /^(?:\/(?!\.{1,2}(?:\/|$))[\w.-]+)*$/;

/** Whether a text is a base path: empty, or with a leading slash and without a trailing one. */
export function isBasePath(text: string): boolean {
  return BASE_PATH.test(text);
}

/** Returns the part of a resource path after the base path, or undefined for a path outside it. */
export function stripBasePath(basePath: string, resource: string): string | undefined {
  return resource.startsWith(`${basePath}/`) ? resource.slice(basePath.length) : undefined;
}
