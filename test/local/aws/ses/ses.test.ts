import type { Statement } from '../../../../local/iam/policy';
import { ALLOW_ALL, makeInput, makeRaw, runSes, sesArn, type TestSes } from './run-ses';

let ses: TestSes;
afterEach(() => ses.close());

const allow = (change: Partial<Statement>): Statement => ({
  ...ALLOW_ALL,
  Action: 'ses:SendEmail',
  ...change,
});

test('a mail is accepted and kept', async () => {
  ses = await runSes();
  const input = makeInput({
    ReplyToAddresses: ['help@example.com'],
    EmailTags: [{ Name: 'kind', Value: 'verification' }],
    ConfigurationSetName: 'mail',
  });
  const { status, body } = await ses.send(input);
  expect(status).toBe(200);
  expect(body).toEqual({ MessageId: expect.stringMatching(/^[\w-]{50,}-000000$/) });
  expect(ses.mails).toEqual([
    {
      id: body.MessageId,
      from: { address: 'hello@example.com', displayName: 'Example' },
      to: [{ address: 'ann@example.org' }],
      cc: [],
      bcc: [],
      subject: 'Your code',
      text: 'Hello\n123456',
      html: '<p>Hello</p>',
      headers: expect.arrayContaining([
        { name: 'From', value: '"Example" <hello@example.com>' },
        { name: 'Reply-To', value: 'help@example.com' },
        { name: 'Subject', value: 'Your code' },
      ]),
      source: expect.stringContaining('To: ann@example.org\r\nSubject: Your code\r\n'),
      tags: { kind: 'verification' },
      identityArn: sesArn('identity/example.com'),
      configurationSet: 'mail',
      sentAt: Date.UTC(2027, 0, 1),
    },
  ]);
});

test('the call is reported like those of other services', async () => {
  ses = await runSes();
  await ses.send(makeInput());
  expect(ses.calls).toEqual([
    {
      caller: 'worker',
      logicalId: 'Worker',
      action: 'ses:SendEmail',
      resource: sesArn('identity/example.com'),
      decision: 'allowed',
      input: makeInput(),
    },
  ]);
});

test.each([
  ['without a destination', makeInput({ Destination: undefined })],
  ['with an empty destination', makeInput({ Destination: {} })],
  ['with empty lists', makeInput({ Destination: { ToAddresses: [], CcAddresses: [] } })],
  ['in a raw message without headers', makeRaw('Hello', { Destination: {} })],
])('a mail to no one %s is refused, and denied without a permission', async (_what, input) => {
  ses = await runSes();
  expect(await ses.send(input)).toMatchObject({ status: 400, errorType: 'BadRequestException' });
  expect(ses.mails).toEqual([]);
  await ses.close();
  ses = await runSes([]);
  expect(await ses.send(input)).toMatchObject({ status: 403, errorType: 'AccessDeniedException' });
});

test('identity and configuration set need a permission each', async () => {
  ses = await runSes([allow({ Resource: sesArn('identity/example.com') })]);
  expect((await ses.send(makeInput())).status).toBe(200);
  const denied = await ses.send(makeInput({ ConfigurationSetName: 'mail' }));
  expect(denied).toEqual({
    status: 403,
    errorType: 'AccessDeniedException',
    body: {
      message: `User: arn:aws:sts::123456789012:assumed-role/worker-role/worker is not authorized to perform: ses:SendEmail on resource: ${sesArn('configuration-set/mail')} because no identity-based policy allows the ses:SendEmail action`,
    },
  });
  expect(ses.mails).toHaveLength(1);
});

test('an address that is an identity itself has its own permission and configuration set', async () => {
  ses = await runSes([allow({ Resource: [sesArn('identity/example.com'), sesArn('configuration-set/*')] })]);
  const input = makeInput({ FromEmailAddress: 'sales@example.com' });
  expect((await ses.send(input)).body.message).toContain(`resource: ${sesArn('identity/sales@example.com')}`);
  const byDomain = { ...input, FromEmailAddressIdentityArn: sesArn('identity/example.com') };
  expect((await ses.send(byDomain)).status).toBe(200);
  expect((await ses.send({ ...input, FromEmailAddress: 'a@b.Example.COM' })).status).toBe(200);
  expect((await ses.send(input, { asAdmin: true })).status).toBe(200);
  expect(ses.mails.map(({ configurationSet }) => configurationSet)).toEqual([
    undefined,
    undefined,
    'by-default',
  ]);
});

test.each<[string, Statement['Condition'], object]>([
  [
    'ses:FromAddress',
    { StringEquals: { 'ses:FromAddress': 'hello@example.com' } },
    { FromEmailAddress: 'other@example.com' },
  ],
  [
    'ses:FromDisplayName',
    { StringEquals: { 'ses:FromDisplayName': 'Example' } },
    { FromEmailAddress: 'hello@example.com' },
  ],
  [
    'ses:Recipients',
    { 'ForAllValues:StringLike': { 'ses:Recipients': '*@example.org' } },
    { Destination: { ToAddresses: ['ann@example.org'], BccAddresses: ['Bob <bob@elsewhere.example>'] } },
  ],
  [
    'ses:FeedbackAddress',
    { Null: { 'ses:FeedbackAddress': 'true' } },
    { FeedbackForwardingEmailAddress: 'bounces@example.com' },
  ],
])('the condition key %s limits a call', async (_, Condition, change) => {
  ses = await runSes([allow({ ...(Condition && { Condition }) })]);
  expect((await ses.send(makeInput())).status).toBe(200);
  expect(await ses.send(makeInput(change as Record<string, unknown>))).toMatchObject({
    status: 403,
    errorType: 'AccessDeniedException',
  });
});

test('an identity that is not verified is judged by its address, and then rejected', async () => {
  ses = await runSes([allow({ Resource: sesArn('identity/a@elsewhere.example') })]);
  const send = (address: string) => ses.send(makeInput({ FromEmailAddress: address }));
  expect(await send('a@elsewhere.example')).toEqual({
    status: 400,
    errorType: 'MessageRejected',
    body: {
      message:
        'Email address is not verified. The following identities failed the check in region EU-WEST-1: a@elsewhere.example',
    },
  });
  expect((await send('b@elsewhere.example')).errorType).toBe('AccessDeniedException');
  expect(ses.mails).toEqual([]);
});

test('the ARN of an identity that does not cover the sender does not help', async () => {
  ses = await runSes();
  for (const name of ['sales@example.com', 'elsewhere.example']) {
    const input = makeInput({ FromEmailAddressIdentityArn: sesArn(`identity/${name}`) });
    expect((await ses.send(input)).errorType).toBe('MessageRejected');
  }
  expect(ses.mails).toEqual([]);
});

test('an unknown configuration set is not found', async () => {
  ses = await runSes();
  expect(await ses.send(makeInput({ ConfigurationSetName: 'no' }))).toEqual({
    status: 404,
    errorType: 'NotFoundException',
    body: { message: 'Configuration set <no> does not exist.' },
  });
  expect(ses.mails).toEqual([]);
});

test('raw content needs ses:SendRawEmail, and is kept unchanged', async () => {
  const message =
    'From: Example <hello@example.com>\r\nTo: "Ann, A." <ann@example.org>, bob@example.org\r\nSubject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=\r\n\r\nHello';
  ses = await runSes([allow({ Action: 'ses:SendRawEmail' })]);
  expect((await ses.send(makeInput())).errorType).toBe('AccessDeniedException');
  const { FromEmailAddress: _, Destination: __, ...rest } = makeRaw(message);
  expect((await ses.send(rest)).status).toBe(200);
  expect(ses.mails).toMatchObject([
    {
      from: { address: 'hello@example.com', displayName: 'Example' },
      to: [{ address: 'ann@example.org', displayName: 'Ann, A.' }, { address: 'bob@example.org' }],
      subject: 'Grüße',
      text: 'Hello',
      source: message,
    },
  ]);
});

test('other operations and other callers are refused in the REST protocol', async () => {
  ses = await runSes();
  expect(await ses.send(undefined, { method: 'GET', path: '/v2/email/account' })).toEqual({
    status: 404,
    errorType: 'UnknownOperationException',
    body: { message: 'The local run does not implement GET /v2/email/account.' },
  });
  expect(await ses.send([])).toMatchObject({ status: 400, errorType: 'SerializationException' });
  expect(ses.calls.map(({ action, decision }) => [action, decision])).toEqual([
    ['ses.(unknown)', 'refused'],
    ['ses.SendEmail', 'refused'],
  ]);
});
