/** Reads and validates the simple content of a mail: subject, bodies, headers and attachments. */
import type { MailAttachment } from '../../mail/attachment';
import type { MailHeader } from '../../mail/mail';
import { AwsError } from '../answer';
import type { AwsInput } from '../service';
import { readAttachments } from './read-attachments';

/** The content that SES makes a message of. */
export interface SimpleContent {
  readonly subject: string;
  readonly text?: string;
  readonly html?: string;
  readonly headers: readonly MailHeader[];
  /** @default - none */
  readonly attachments?: readonly MailAttachment[];
}

const MAX_HEADERS = 15;
const MAX_HEADER_LENGTH = 996;

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_MessageHeader.html */
const HEADER_NAME = /^[!-9;-@A-~]{1,126}$/;
const HEADER_VALUE = /^[ -~]{1,995}$/;

// biome-ignore lint/suspicious/noControlCharactersInRegex: matches control characters on purpose
const CONTROL = /[\u0000-\u001f\u007f]/;

/**
 * Reads the content. A subject with a control character is rejected, so that it cannot add a header.
 * @throws AwsError `BadRequestException`
 * @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_Message.html
 */
export function readSimpleContent(simple: AwsInput): SimpleContent {
  const subject = readData(simple.Subject);
  if (subject === undefined) throw invalid('Content.Simple.Subject is missing.');
  if (CONTROL.test(subject)) throw invalid('The subject contains a control character.');
  const { Text, Html } = (simple.Body ?? {}) as AwsInput;
  const [text, html] = [readData(Text), readData(Html)];
  if (text === undefined && html === undefined) throw invalid('Content.Simple.Body has no Text and no Html.');
  return {
    subject,
    headers: readHeaders(simple.Headers ?? []),
    ...(text !== undefined && { text }),
    ...(html !== undefined && { html }),
    ...(simple.Attachments !== undefined && { attachments: readAttachments(simple.Attachments) }),
  };
}

function readData(content: unknown): string | undefined {
  const { Data: data } = (content ?? {}) as AwsInput;
  if (data === undefined && content === undefined) return undefined;
  if (typeof data !== 'string') throw invalid('Data is missing.');
  return data;
}

function readHeaders(value: unknown): readonly MailHeader[] {
  if (!Array.isArray(value)) throw invalid('Headers is not a list.');
  if (value.length > MAX_HEADERS) throw invalid(`A mail has at most ${MAX_HEADERS} headers.`);
  return value.map((entry) => {
    const { Name: name, Value: text } = (entry ?? {}) as AwsInput;
    if (typeof name !== 'string' || !HEADER_NAME.test(name))
      throw invalid('The name of a header is invalid.');
    if (typeof text !== 'string' || !HEADER_VALUE.test(text)) {
      throw invalid('The value of a header is invalid.');
    }
    if (name.length + text.length > MAX_HEADER_LENGTH) throw invalid('A header is too long.');
    return { name, value: text };
  });
}

function invalid(message: string): AwsError {
  return new AwsError('BadRequestException', message);
}
