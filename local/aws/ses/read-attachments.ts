/** Reads and validates the attachments of simple content. */
import type { MailAttachment } from '../../mail/attachment';
import { AwsError } from '../answer';
import type { AwsInput } from '../service';

/** Without line ends and quotes, which could end a header of the part. */
const FILE_NAME = /^[^\p{Cc}"\\]{1,255}$/u;
const CONTENT_TYPE = /^(?=.{1,78}$)[\w.+-]+\/[\w.+-]+$/;
const CONTENT_ID = /^[!-~]{1,78}$/;
const BASE64 = /^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/;
const ENCODINGS = ['BASE64', 'QUOTED_PRINTABLE', 'SEVEN_BIT'];
const MEMBERS = [
  ...['FileName', 'ContentType', 'ContentDisposition', 'ContentDescription', 'ContentId'],
  ...['ContentTransferEncoding', 'RawContent'],
];

/**
 * Reads the attachments. Their content is written in base64, also if the call names another encoding.
 * @throws AwsError `BadRequestException`
 * @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_Attachment.html
 */
export function readAttachments(value: unknown): readonly MailAttachment[] {
  if (!Array.isArray(value)) throw invalid('Attachments is not a list.');
  return value.map((entry) => readAttachment((entry ?? {}) as AwsInput));
}

function readAttachment(entry: AwsInput): MailAttachment {
  const unknown = Object.keys(entry).find((name) => !MEMBERS.includes(name));
  if (unknown !== undefined) throw invalid(`An attachment has no member ${unknown}.`);
  const disposition = entry.ContentDisposition ?? 'ATTACHMENT';
  if (disposition !== 'ATTACHMENT' && disposition !== 'INLINE') {
    throw invalid('ContentDisposition is ATTACHMENT or INLINE.');
  }
  if (!ENCODINGS.includes(String(entry.ContentTransferEncoding ?? 'SEVEN_BIT'))) {
    throw invalid(`ContentTransferEncoding is one of ${ENCODINGS.join(', ')}.`);
  }
  return {
    fileName: readText(entry.FileName, FILE_NAME, 'FileName'),
    contentType: readText(entry.ContentType ?? 'application/octet-stream', CONTENT_TYPE, 'ContentType'),
    disposition: disposition === 'INLINE' ? 'inline' : 'attachment',
    ...(entry.ContentId !== undefined && { contentId: readText(entry.ContentId, CONTENT_ID, 'ContentId') }),
    content: readText(entry.RawContent, BASE64, 'RawContent'),
  };
}

function readText(value: unknown, form: RegExp, name: string): string {
  if (typeof value === 'string' && value !== '' && form.test(value)) return value;
  throw invalid(`The ${name} of an attachment is missing or invalid.`);
}

function invalid(message: string): AwsError {
  return new AwsError('BadRequestException', message);
}
