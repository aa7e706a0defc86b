/** The headers that every answer of a function gets. */
import { EXPOSED_HEADERS, SECURITY_HEADERS } from '../../http-conventions';

/** Builds the headers of an answer to a request that came from `origin`. */
export type AnswerHeaders = (origin: string | undefined) => Readonly<Record<string, string>>;

/**
 * The headers for an API that the given origins may read (WHATWG Fetch, CORS protocol). No credentials mode: the API
 * reads no cookies.
 *
 * @param origins exact origins, or `*` alone; none: no page of another origin may read the API
 */
export function createAnswerHeaders(origins: readonly string[]): AnswerHeaders {
  const anyOrigin = origins.includes('*');
  return (origin) => {
    const allowed = anyOrigin ? '*' : origins.find((known) => known === origin);
    return {
      ...SECURITY_HEADERS,
      ...(origins.length > 0 && !anyOrigin && { Vary: 'Origin' }),
      ...(allowed !== undefined && {
        'Access-Control-Allow-Origin': allowed,
        'Access-Control-Expose-Headers': EXPOSED_HEADERS,
      }),
    };
  };
}
