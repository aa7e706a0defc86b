/**
 * The signature algorithms that are accepted, by their numbers in COSE.
 * @see https://www.iana.org/assignments/cose/cose.xhtml#algorithms
 */
export const EDDSA = -8;
export const ES256 = -7;
export const RS256 = -257;

/** The algorithms, the preferred one first. The list is fixed: the library's own depends on the version of Node.js. */
export const ALGORITHMS: readonly number[] = [EDDSA, ES256, RS256];
