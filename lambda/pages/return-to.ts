/** Where a browser may go after a sign-in: pages of ours only. */

/** The page of a user who comes from nowhere. */
const HOME = '/account';

const PAGES: ReadonlySet<string> = new Set([HOME, '/account/factors']);

const AUTHORIZE = '/oauth2/authorize';

/** The parameters of an authorization request (RFC 6749 section 4.1.1, RFC 7636 section 4.3). */
const AUTHORIZE_PARAMETERS: ReadonlySet<string> = new Set([
  'response_type',
  'client_id',
  'redirect_uri',
  'code_challenge',
  'code_challenge_method',
  'state',
  'scope',
  'nonce',
  'resource',
  'prompt',
  'login_hint',
]);

const MAX_LENGTH = 2048;

/**
 * Returns the path of a `return_to`, written again from its parts. Texts that are not one of the listed paths become
 * `/account`, in any form: another origin, a path with encoded characters, control characters, or an unknown parameter.
 */
export function toReturnPath(text: string | undefined): string {
  if (text === undefined || PAGES.has(text)) return text ?? HOME;
  if (text.length > MAX_LENGTH || !text.startsWith(`${AUTHORIZE}?`)) return HOME;
  // a query as URLSearchParams and browsers write it
  const query = text.slice(AUTHORIZE.length + 1);
  if (!/^[\w.~!$&'()*+,;:@/?%=-]*$/.test(query)) return HOME;
  const parameters = [...new URLSearchParams(query)];
  const isKnown = parameters.every(([name]) => AUTHORIZE_PARAMETERS.has(name));
  const isUnique = new Set(parameters.map(([name]) => name)).size === parameters.length;
  return isKnown && isUnique ? `${AUTHORIZE}?${new URLSearchParams(parameters)}` : HOME;
}

/** Returns the path of a page that leads back to another. @param page such as `/sign-in` */
export function withReturnPath(page: string, returnPath: string): string {
  return returnPath === HOME ? page : `${page}?${new URLSearchParams({ return_to: returnPath })}`;
}
