/** The links in mails, and the tokens that pages read from them. */

/** The pages behind links. Each is also the last segment of its path. */
export type LinkPage = 'verify-email' | 'reset-password';

/** What the token of a link names and proves. */
export interface LinkToken {
  /** The id of the request from which the secret is derived. It is not secret. */
  readonly challenge: string;
  /** 128 bits in base64url. */
  readonly linkSecret: string;
}

/** The parts of a link. */
export interface MailLink extends LinkToken {
  /** The URL in front of the page, without a trailing slash. It is a setting, and never from a request. */
  readonly linkBase: string;
  readonly page: LinkPage;
}

/** The characters of base64url, which UUIDs and hexadecimal digests share. */
const TOKEN = /^(?<challenge>[\w-]{1,128})\.(?<linkSecret>[\w-]{22})$/;

/**
 * Returns a link. The secret is in the fragment, which browsers send to no server: neither an access log nor a
 * `Referer` holds it (RFC 3986 section 3.5).
 */
export function formatMailLink({ linkBase, page, challenge, linkSecret }: MailLink): string {
  return `${linkBase}/${page}?id=${encodeURIComponent(challenge)}#${linkSecret}`;
}

/** Reads the token of a link, `<challenge>.<linkSecret>`. Returns undefined for any other text. */
export function readLinkToken(text: string): LinkToken | undefined {
  const { challenge = '', linkSecret = '' } = TOKEN.exec(text)?.groups ?? {};
  return challenge === '' ? undefined : { challenge, linkSecret };
}
