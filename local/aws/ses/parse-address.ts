/** Parses the e-mail addresses of a call to SES. */
import type { MailAddress } from '../../mail/mail';
import { AwsError } from '../answer';

/** The maximum length of an address with its display name, as documented for SES. */
const MAX_LENGTH = 320;

// biome-ignore lint/suspicious/noControlCharactersInRegex: matches control characters on purpose
const CONTROL = /[\u0000-\u001f\u007f]/;

/**
 * Parses `ann@example.com`, `Ann <ann@example.com>` or `"Ann, of Sales" <ann@example.com>`. SES does not
 * support SMTPUTF8: the local part is ASCII, and the domain is in its ASCII form. Quoted local parts and domain
 * literals are not supported.
 * @throws AwsError with a reason in the words of SES
 * @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_Destination.html
 */
export function parseAddress(text: string): MailAddress {
  if (text.length > MAX_LENGTH || CONTROL.test(text))
    throw new AwsError('BadRequestException', 'Illegal address');
  const [, quoted, plain = '', inner] =
    /^\s*(?:"((?:[^"\\]|\\.)*)"|([^<>"]*?))\s*<([^<>]*)>\s*$/.exec(text) ?? [];
  const address = (inner ?? text).trim();
  const fault = findFault(address);
  if (fault !== undefined) throw new AwsError('BadRequestException', fault);
  const displayName = quoted?.replace(/\\(.)/g, '$1') ?? plain;
  return { address, ...(displayName !== '' && { displayName }) };
}

function findFault(address: string): string | undefined {
  const at = address.lastIndexOf('@');
  if (at < 0) return "Missing final '@domain'";
  const [local, domain] = [address.slice(0, at), address.slice(at + 1)];
  if (local === '') return 'Missing local name';
  if (domain === '') return 'Missing domain';
  if (/\s/.test(local)) return 'Local address contains control or whitespace';
  if (!/^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+$/i.test(local)) return 'Local address contains illegal character';
  if (/^\.|\.\.|\.$/.test(local)) return 'Local address contains a misplaced dot';
  if (/\s/.test(domain)) return 'Domain contains control or whitespace';
  if (!/^[a-z0-9.-]+$/i.test(domain)) return 'Domain contains illegal character';
  if (/^\.|\.\.|\.$/.test(domain)) return 'Domain contains a misplaced dot';
  return undefined;
}
