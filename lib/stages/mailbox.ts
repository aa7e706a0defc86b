/** Mailboxes in settings: an address, with or without a display name. */

/** A mailbox (RFC 5322 section 3.4). */
export interface Mailbox {
  /** The address, such as `no-reply@example.com`. */
  readonly address: string;
  /** The domain of the address, in lower case. */
  readonly domain: string;
}

/** Words without quotes, or printable ASCII in quotes. SES rejects other characters that are not encoded. */
const NAME = /^(?:[\w!#$%&'*+/=?^`{|}~-]+(?: [\w!#$%&'*+/=?^`{|}~-]+)*|"[\x20\x21\x23-\x5b\x5d-\x7e]+")$/;

/** A dot-atom of at most 64 characters (RFC 5322 section 3.2.3, RFC 5321 section 4.5.3.1.1). */
const LOCAL_PART = /^(?=.{1,64}$)[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;

/** At least two labels, the last of which has a letter. */
const DOMAIN =
  /^(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+(?=[a-z\d-]*[a-z])[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/;

/**
 * Parses `Example <no-reply@example.com>` or `no-reply@example.com`. Returns undefined for any other text, such as one with a line
 * break, which could add a header to a mail.
 */
export function parseMailbox(text: string): Mailbox | undefined {
  const [, name = '', address = ''] = /^(?:(.{1,128}) )?<([^<>]+)>$/.exec(text) ?? [text, '', text];
  const [, localPart = '', domain = ''] = /^([^@]+)@([^@]+)$/.exec(address) ?? [];
  const isMailbox =
    (name === '' || NAME.test(name)) &&
    LOCAL_PART.test(localPart) &&
    DOMAIN.test(domain.toLowerCase()) &&
    address.length <= 254;
  return isMailbox ? { address, domain: domain.toLowerCase() } : undefined;
}
