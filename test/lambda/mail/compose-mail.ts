/**
 * Composes the message of a request to SES without any care: a value that could end its header would do so. A
 * reader that is not ours then shows what arrives.
 */
import { type ParsedMail, simpleParser } from 'mailparser';
import type { SendEmailRequest } from './send-email-request';

/** Composes a message (RFC 5322), and returns how mailparser reads it. */
export function readAsMail(request: SendEmailRequest): Promise<ParsedMail> {
  const {
    Subject: subject,
    Body: body,
    Headers: headers = [],
    Attachments: attachments = [],
  } = request.Content.Simple ?? fail();
  const part = (type: string, data: string) =>
    `--b\r\nContent-Type: ${type}; charset=utf-8\r\n\r\n${data}\r\n`;
  const lines = [
    `From: ${request.FromEmailAddress}`,
    `To: ${request.Destination?.ToAddresses?.join(', ')}`,
    ...(request.ReplyToAddresses ? [`Reply-To: ${request.ReplyToAddresses.join(', ')}`] : []),
    `Subject: ${subject.Data}`,
    ...headers.map(({ Name, Value }) => `${Name}: ${Value}`),
    'MIME-Version: 1.0',
    'Content-Type: multipart/related; boundary=a',
    '',
    '--a',
    'Content-Type: multipart/alternative; boundary=b',
  ];
  const parts = [
    part('text/plain', body.Text?.Data ?? ''),
    part('text/html', body.Html?.Data ?? ''),
    '--b--\r\n',
    ...attachments.map(
      (file) =>
        `--a\r\nContent-Type: ${file.ContentType}\r\nContent-Disposition: ${file.ContentDisposition?.toLowerCase()}; filename=${file.FileName}\r\nContent-ID: <${file.ContentId}>\r\nContent-Transfer-Encoding: base64\r\n\r\n${file.RawContent}\r\n`,
    ),
    '--a--\r\n',
  ];
  return simpleParser(`${lines.join('\r\n')}\r\n\r\n${parts.join('')}`);
}

function fail(): never {
  throw new Error('The request has no simple content');
}
