/** The apps that may receive codes. */
import { InternalError } from '../../shared/errors';

/** An app of the stage's owner. It has no secret (RFC 6749 section 2.1). */
export interface PageClient {
  readonly id: string;
  /** Where it may receive codes. */
  readonly redirectUris: readonly string[];
}

/**
 * Parses the environment variable with the apps.
 * @param text JSON: a list of `{ id, redirectUris }`. Empty for none
 * @throws InternalError when it is malformed, or a redirect URI may lead elsewhere
 */
export function parsePageClients(text: string): readonly PageClient[] {
  if (text === '') return [];
  const clients = parseJson(text);
  if (!Array.isArray(clients) || !clients.every(isClient))
    throw new InternalError('PAGE_CLIENTS is not a list of apps');
  return clients;
}

/** Whether a text may be registered: `https:`, or `http:` on localhost, without user info and fragment (RFC 6749 section 3.1.2). */
function isRedirectUri(text: unknown): text is string {
  if (typeof text !== 'string' || !URL.canParse(text) || /[#*\\\s]/.test(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && hostname === 'localhost');
}

function isClient(value: unknown): value is PageClient {
  const { id, redirectUris } = Object(value);
  return (
    typeof id === 'string' && id !== '' && Array.isArray(redirectUris) && redirectUris.every(isRedirectUri)
  );
}

/** Finds an app by its `client_id`. */
export function findPageClient(
  clients: readonly PageClient[],
  id: string | undefined,
): PageClient | undefined {
  return clients.find((client) => client.id === id);
}

/**
 * Returns the origins of apps to which a page with a form can lead: browsers apply `form-action` to redirects as well.
 * @param returnPath where the page leads. Default: to the account
 */
export function formOriginsOf(
  returnPath: string | undefined,
  clients: readonly PageClient[],
): readonly string[] {
  const [path, query] = (returnPath ?? '').split('?');
  if (path !== '/oauth2/authorize') return [];
  const parameters = new URLSearchParams(query);
  const client = findPageClient(clients, parameters.get('client_id') ?? undefined);
  const uri = client?.redirectUris.find((registered) => registered === parameters.get('redirect_uri'));
  return uri === undefined ? [] : [new URL(uri).origin];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
