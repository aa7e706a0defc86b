/** Reads and validates the input of `SendEmail`. */
import type { MailAttachment } from '../../mail/attachment';
import type { MailAddress, MailHeader } from '../../mail/mail';
import { AwsError } from '../answer';
import type { AwsInput } from '../service';
import { decodeWords } from './decode-mime';
import { parseAddress } from './parse-address';
import { findHeader, parseMessage } from './parse-message';
import { readSimpleContent } from './read-simple-content';

/** A valid call. It may lack a recipient. */
export interface SendEmailRequest {
  /** `raw`: the caller wrote the message; `simple`: SES writes it. */
  readonly kind: 'simple' | 'raw';
  readonly from: MailAddress;
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  readonly bcc: readonly MailAddress[];
  readonly replyTo: readonly MailAddress[];
  /** The address for bounces and complaints. @default - the sender's */
  readonly feedback?: MailAddress;
  readonly subject: string;
  readonly text?: string;
  readonly html?: string;
  readonly headers: readonly MailHeader[];
  /** Those of a `simple` call. @default - none */
  readonly attachments?: readonly MailAttachment[];
  /** The message of a `raw` call. */
  readonly source?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly identityArn?: string;
  readonly configurationSet?: string;
}

/** @see https://docs.aws.amazon.com/ses/latest/dg/quotas.html */
const MAX_RECIPIENTS = 50;

const UNSERVED = [
  'ListManagementOptions',
  'EndpointId',
  'TenantName',
  'FeedbackForwardingEmailAddressIdentityArn',
];

/**
 * Reads the input. The codes of errors are those of SES. Its texts are not documented.
 * @throws AwsError `BadRequestException` for an invalid input, and for a part that the local run does not serve
 * @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html
 */
export function readSendEmail(input: AwsInput): SendEmailRequest {
  refuseUnserved(input, UNSERVED);
  const content = readObject(input.Content, 'Content');
  refuseUnserved(content, ['Template']);
  const message = content.Raw === undefined ? readSimple(content) : readRaw(content.Raw);
  const destination = input.Destination === undefined ? {} : readObject(input.Destination, 'Destination');
  const recipients = {
    to: readAddresses(destination, 'ToAddresses'),
    cc: readAddresses(destination, 'CcAddresses'),
    bcc: readAddresses(destination, 'BccAddresses'),
  };
  const named = Object.values(recipients).flat().length > 0 ? recipients : message.readRecipients();
  if (Object.values(named).flat().length > MAX_RECIPIENTS) {
    throw invalid(`Recipient count exceeds ${MAX_RECIPIENTS}.`);
  }
  const from = readText(input, 'FromEmailAddress') ?? message.from;
  if (from === undefined) throw invalid('FromEmailAddress is missing.');
  const feedback = readText(input, 'FeedbackForwardingEmailAddress');
  const identityArn = readText(input, 'FromEmailAddressIdentityArn');
  const configurationSet = readText(input, 'ConfigurationSetName');
  return {
    ...message.content,
    ...named,
    from: parseAddress(from),
    replyTo: readAddresses(input, 'ReplyToAddresses'),
    tags: readTags(input.EmailTags ?? []),
    ...(feedback !== undefined && { feedback: parseAddress(feedback) }),
    ...(identityArn !== undefined && { identityArn }),
    ...(configurationSet !== undefined && { configurationSet }),
  };
}

/** Content with what a raw message says about its sender and recipients. */
interface Message {
  readonly content: Pick<
    SendEmailRequest,
    'kind' | 'subject' | 'text' | 'html' | 'headers' | 'attachments' | 'source'
  >;
  readonly from?: string;
  /** @throws AwsError for an invalid address in its headers */
  readRecipients(): Pick<SendEmailRequest, 'to' | 'cc' | 'bcc'>;
}

function readSimple(content: AwsInput): Message {
  const simple = readObject(content.Simple, 'Content.Simple');
  return {
    content: { kind: 'simple', ...readSimpleContent(simple) },
    readRecipients: () => ({ to: [], cc: [], bcc: [] }),
  };
}

function readRaw(value: unknown): Message {
  const data = Buffer.from(readText(readObject(value, 'Content.Raw'), 'Data') ?? '', 'base64');
  if (data.length === 0) throw invalid('Content.Raw.Data is missing.');
  const { headers, ...bodies } = parseMessage(data);
  const from = findHeader(headers, 'from');
  const list = (name: string) => splitList(decodeWords(findHeader(headers, name) ?? '')).map(parseAddress);
  const subject = decodeWords(findHeader(headers, 'subject') ?? '');
  return {
    content: { kind: 'raw', subject, headers, ...bodies, source: data.toString('utf8') },
    ...(from !== undefined && { from: decodeWords(from) }),
    readRecipients: () => ({ to: list('to'), cc: list('cc'), bcc: list('bcc') }),
  };
}

/** Splits a list of addresses at the commas outside of quotes. */
function splitList(text: string): readonly string[] {
  return (text.match(/(?:"(?:[^"\\]|\\.)*"|[^,"])+/g) ?? []).filter((part) => part.trim() !== '');
}

function readAddresses(input: AwsInput, member: string): readonly MailAddress[] {
  const value = input[member] ?? [];
  if (!Array.isArray(value)) throw invalid(`${member} is not a list.`);
  return value.map((address) => {
    if (typeof address !== 'string') throw invalid(`${member} holds a value that is not a text.`);
    return parseAddress(address);
  });
}

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_MessageTag.html */
const TAG = /^[A-Za-z0-9_-]{1,256}$/;

function readTags(value: unknown): Readonly<Record<string, string>> {
  if (!Array.isArray(value)) throw invalid('EmailTags is not a list.');
  const tags = value.map((entry) => {
    const tag = readObject(entry, 'EmailTags');
    const [name = '', text = ''] = [readText(tag, 'Name'), readText(tag, 'Value')];
    if (!TAG.test(name) || !TAG.test(text)) {
      throw invalid('The name and the value of a tag are 1 to 256 letters, digits, underscores or hyphens.');
    }
    return [name, text] as const;
  });
  return Object.fromEntries(tags);
}

/** Creates the error for an invalid input. */
function invalid(message: string): AwsError {
  return new AwsError('BadRequestException', message);
}

function readObject(value: unknown, name: string): AwsInput {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as AwsInput;
  throw invalid(`${name} is missing.`);
}

function readText(input: AwsInput, member: string): string | undefined {
  const value = input[member];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw invalid(`${member} is not a text.`);
  return value;
}

function refuseUnserved(input: AwsInput, members: readonly string[]): void {
  const member = members.find((name) => input[name] !== undefined);
  if (member !== undefined) throw invalid(`The local run does not serve ${member} of SendEmail.`);
}
