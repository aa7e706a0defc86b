/** The headers of every response of a function. */
import { EXPOSED_HEADERS, SECURITY_HEADERS } from '../../http-conventions';

/** Builds the headers of the response to a request from `origin`. */
export type AnswerHeaders = (origin: string | undefined) => Readonly<Record<string, string>>;

/**
 * Creates the headers for an API that the given origins may read (WHATWG Fetch, CORS protocol). Credentials
 * mode is off: the API reads no cookies.
 *
 * @param origins exact origins, or `*` alone; if empty, no page of another origin may read the API
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
