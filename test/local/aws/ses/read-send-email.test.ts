import { AwsError } from '../../../../local/aws/answer';
import { readSendEmail } from '../../../../local/aws/ses/read-send-email';
import { makeInput, makeRaw } from './run-ses';

const addresses = (count: number) => Array.from({ length: count }, (_, index) => `a${index}@example.org`);

/** Returns the code and the message of the error. */
function fail(input: Readonly<Record<string, unknown>>): string {
  try {
    readSendEmail(input);
  } catch (error) {
    if (error instanceof AwsError) return `${error.type}: ${error.message}`;
    throw error;
  }
  return 'valid';
}

test('50 recipients are the maximum, whether To, Cc or Bcc', () => {
  const send = (cc: number) =>
    fail(
      makeInput({
        Destination: { ToAddresses: addresses(40), CcAddresses: addresses(cc), BccAddresses: addresses(5) },
      }),
    );
  expect(send(5)).toBe('valid');
  expect(send(6)).toBe('BadRequestException: Recipient count exceeds 50.');
});

test.each<[string, Readonly<Record<string, unknown>>]>([
  ['Content is missing.', { Content: undefined }],
  ['Content.Simple is missing.', { Content: {} }],
  ['Content.Raw.Data is missing.', { Content: { Raw: {} } }],
  ['FromEmailAddress is missing.', { FromEmailAddress: undefined }],
  ['FromEmailAddress is not a text.', { FromEmailAddress: 1 }],
  ['ToAddresses is not a list.', { Destination: { ToAddresses: 'ann@example.org' } }],
  ['ToAddresses holds a value that is not a text.', { Destination: { ToAddresses: [1] } }],
  ["Missing final '@domain'", { ReplyToAddresses: ['nobody'] }],
  ['EmailTags is not a list.', { EmailTags: {} }],
  [
    'The name and the value of a tag are 1 to 256 letters, digits, underscores or hyphens.',
    { EmailTags: [{ Name: 'kind', Value: 'a b' }] },
  ],
  ['The local run does not serve Template of SendEmail.', { Content: { Template: {} } }],
  ['The local run does not serve ListManagementOptions of SendEmail.', { ListManagementOptions: {} }],
])('rejected: %s', (message, change) => {
  expect(fail(makeInput(change))).toBe(`BadRequestException: ${message}`);
});

test('the recipients of a call take precedence over the headers of a raw message', () => {
  const message = 'To: undisclosed-recipients:;\r\n\r\nHello';
  expect(readSendEmail(makeRaw(message)).to).toEqual([{ address: 'ann@example.org' }]);
  expect(fail(makeRaw(message, { Destination: {} }))).toContain("Missing final '@domain'");
  const folded = 'To: Ann <ann@example.org>,\r\n\tbob@example.org\r\n\r\nHello';
  expect(readSendEmail(makeRaw(folded, { Destination: undefined })).to).toHaveLength(2);
});

test('a raw message without headers needs a sender in the call', () => {
  expect(fail(makeRaw('Hello'))).toBe('valid');
  expect(fail(makeRaw('Hello', { FromEmailAddress: undefined }))).toContain('FromEmailAddress is missing.');
});
