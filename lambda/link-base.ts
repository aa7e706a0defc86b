/** The base of the links in mails: the URL in front of `/verify-email` and of `/reset-password`. */

/** The hosts whose connections do not leave the machine, so that they need no TLS. */
const LOCAL_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

/** Empty, or segments that no reader of a mail changes. */
const PATH = /^(?:\/[\w.~-]+)*$/;

/**
 * Whether a text is a base of links: an `https` URL, or an `http` URL of this machine, in the form in which
 * browsers show it, without a trailing slash. It has no query, fragment, userinfo or escapes.
 */
export function isLinkBase(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, origin, pathname } = new URL(text);
  const path = pathname === '/' ? '' : pathname;
  const isSafe = protocol === 'https:' || (protocol === 'http:' && LOCAL_HOSTS.includes(hostname));
  return isSafe && text === origin + path && PATH.test(path);
}

/** Returns a base without its trailing slash, if it has one. */
export function trimLinkBase(text: string): string {
  return text.replace(/\/$/, '');
}
