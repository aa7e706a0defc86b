/** Patterns of ids, for tests that only check their form. */

/** The source of a pattern: a UUID of any version, in lower case. */
const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

export const uuidPattern = new RegExp(`^${UUID}$`);
export const refreshTokenPattern = new RegExp(`^r1\\.${UUID}\\.${UUID}\\.[\\w-]{64}$`);
