/**
 * The signature algorithms that are accepted, by their numbers in COSE, the preferred one first: EdDSA, ES256 and RS256. The list is
 * fixed: the library's own depends on the version of Node.js.
 * @see https://www.iana.org/assignments/cose/cose.xhtml#algorithms
 */
export const ALGORITHMS: readonly number[] = [-8, -7, -257];
