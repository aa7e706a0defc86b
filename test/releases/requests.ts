/** The parts of requests that flows share. */

/** Returns the header of an access token. */
export const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

/** Returns a request with a JSON body. */
export const post = (path: string, json: object) => ({ method: 'POST', path, json });
