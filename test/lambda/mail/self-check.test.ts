/** The checks of a new version: none of them sends a mail. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createChecks, selfCheck } from '../../../lambda/mail/self-check';
import { MAIL_DESIGN_FILE } from '../../../lambda/mail-templates/mail-design';
import { type Answering, json, type StubEndpoint, startStubEndpoint } from '../shared/aws/stub-endpoint';

const stubs: StubEndpoint[] = [];
afterEach(async () => {
  for (const stub of stubs.splice(0)) await stub.close();
});

async function start(answer: Answering): Promise<string> {
  const stub = await startStubEndpoint(answer);
  stubs.push(stub);
  return stub.url;
}

const variables = {
  TABLE_NAME: 'Table',
  MAIL_KEY: 'mail-key',
  MAIL_FROM: 'Latchkey <no-reply@example.com>',
  MAIL_REPLY_TO: '',
  MAIL_IDENTITY_ARN: 'arn:aws:ses:eu-west-1:111122223333:identity/example.com',
  MAIL_CONFIGURATION_SET: 'mails',
  LINK_BASE: 'https://example.com',
  SERVICE_NAME: 'Latchkey',
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'not-a-secret',
};

/** Runs the checks against an AWS that allows all calls, but for SES's response. */
async function run(ses: Answering) {
  const source = {
    ...variables,
    AWS_ENDPOINT_URL_DYNAMODB: await start(json(200, {})),
    AWS_ENDPOINT_URL_KMS: await start(json(400, { __type: 'DryRunOperationException' })),
    AWS_ENDPOINT_URL_SESV2: await start(ses),
  };
  return selfCheck(source);
}

const answers = (canSend: boolean) => ({
  'dynamodb:GetItem on ACCOUNT#': true,
  'dynamodb:GetItem on CHALLENGE#': true,
  'dynamodb:GetItem on EMAIL#': true,
  'kms:GenerateMac on mail-key': true,
  'ses:SendEmail on example.com': canSend,
  'ses:SendEmail on mails': canSend,
});

test.each(['BadRequestException', 'MessageRejected'])(
  'passes if SES answers %s, to a mail without a recipient',
  async (type) => {
    expect(await run(json(400, {}, { 'x-amzn-errortype': type }))).toEqual(answers(true));
    const bodies = stubs.at(-1)?.requests.map(({ body }) => JSON.parse(body)) ?? [];
    expect(bodies).toHaveLength(2);
    for (const body of bodies) {
      expect(body).toMatchObject({ Destination: {}, ConfigurationSetName: 'mails' });
      expect(JSON.stringify(body)).not.toContain('ToAddresses');
    }
  },
);

test.each<[string, Answering]>([
  ['denies the call', json(403, {}, { 'x-amzn-errortype': 'AccessDeniedException' })],
  ['has no such configuration set', json(404, {}, { 'x-amzn-errortype': 'NotFoundException' })],
  ['fails', json(500, {})],
  ['carries it out', json(200, { MessageId: 'a' })],
])('fails if SES %s', async (_, ses) => {
  const lines = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  expect(await run(ses)).toEqual(answers(false));
  expect(lines.mock.calls.flat().join('')).toContain('self_check_failed');
  lines.mockRestore();
});

test('the mail carries the logo of the stage, so that a missing permission for attachments is found', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'self-check-'));
  const attachments = [{ FileName: 'logo.png' }];
  writeFileSync(join(folder, MAIL_DESIGN_FILE), JSON.stringify({ attachments }));
  const url = await start(json(400, {}, { 'x-amzn-errortype': 'BadRequestException' }));
  const checks = createChecks({ ...variables, AWS_ENDPOINT_URL_SESV2: url }, folder);
  await checks['ses:SendEmail on example.com']?.();
  rmSync(folder, { recursive: true });
  const [body] = stubs.at(-1)?.requests.map((request) => JSON.parse(request.body)) ?? [];
  expect(body.Content.Simple.Attachments).toEqual(attachments);
});

test('without a configuration set there is no check of it', () => {
  expect(Object.keys(createChecks({ ...variables, MAIL_CONFIGURATION_SET: '' }))).not.toContain(
    'ses:SendEmail on mails',
  );
});
