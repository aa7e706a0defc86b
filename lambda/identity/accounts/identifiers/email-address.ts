/** The rules of e-mail addresses. */
import { domainToASCII, domainToUnicode } from 'node:url';
import type { FieldError } from '../../../shared/errors';

/** A valid e-mail address. */
export interface EmailAddress {
  /** The one form under which all its spellings are stored: lower case, the domain in A-labels. */
  readonly normalised: string;
  /** The local part as the user wrote it, the domain in A-labels. Mail is sent to this form. */
  readonly shown: string;
}

/** The longest address that SMTP can carry, in octets (RFC 5321 section 4.5.3.1.3, without the angle brackets). */
const MAX_LENGTH = 254;

/** A dot-atom of ASCII (RFC 5322 section 3.2.3) of at most 64 octets (RFC 5321 section 4.5.3.1.1). */
const LOCAL_PART = /^(?=.{1,64}$)[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;

/**
 * At least two labels of letters, digits and hyphens (RFC 5321 section 4.1.2). The last one is not a number,
 * as it is in an IPv4 address (RFC 3696 section 2).
 */
const DOMAIN = /^([a-z\d]([a-z\d-]{0,61}[a-z\d])?\.)+(?!\d+$)[a-z\d]([a-z\d-]{0,61}[a-z\d])?$/;

/**
 * Parses an address; returns undefined when it is not valid. Quoted local parts and address literals are not.
 * Two addresses that only look alike differ in their A-labels.
 */
export function parseEmailAddress(text: string): EmailAddress | undefined {
  const [local = '', domain = '', ...rest] = text.length > MAX_LENGTH ? [] : text.split('@');
  const ascii = toALabels(domain);
  const shown = `${local}@${ascii}`;
  const isValid =
    rest.length === 0 && LOCAL_PART.test(local) && DOMAIN.test(ascii) && shown.length <= MAX_LENGTH;
  return isValid ? { normalised: shown.toLowerCase(), shown } : undefined;
}

/**
 * Converts a domain to A-labels (RFC 5890 section 2.3.2.1); returns an empty string when it has none, or when
 * the conversion changes more than the case. Such are full-width letters, invisible characters and `%41`: an
 * address must not reach another domain than the one that its user sees.
 */
function toALabels(domain: string): string {
  const lower = domain.toLowerCase();
  const ascii = domainToASCII(domain);
  const unicode = domainToUnicode(ascii);
  const isSame = ascii === lower || unicode === lower;
  // some letters have another character as their lower case, such as the Kelvin sign
  const isNormal = domain === domain.normalize('NFC');
  return isSame && isNormal && isRoundTrip(ascii, unicode) ? ascii : '';
}

/**
 * Returns whether each A-label encodes a label that is encoded as this A-label (RFC 5891 section 5.4).
 * Some versions of Node.js do not refuse an A-label that encodes nothing, but leave it as it is.
 */
function isRoundTrip(ascii: string, unicode: string): boolean {
  return !/(^|\.)xn--/.test(unicode) && domainToASCII(unicode) === ascii;
}

/** The error that a client receives for an address that is not valid. */
export const emailFault: FieldError = {
  pointer: '#/email',
  detail: 'must be an e-mail address, with only ASCII characters before the @ and a domain name after it',
};
