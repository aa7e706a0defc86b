import { randomUUID } from 'node:crypto';
import { Secret } from 'otpauth';
import { schemaKit } from '../../../../lambda/auth/core-bodies';
import {
  createEnrolmentStart,
  createFactorRoutes,
  createSecondFactorRequirement,
  type FactorContext,
} from '../../../../lambda/auth/factors/second-factor';
import type { Account } from '../../../../lambda/identity/accounts/account';
import { createDynamoAccountAttempts } from '../../../../lambda/identity/accounts/account-attempts';
import { createDynamoAccounts } from '../../../../lambda/identity/accounts/accounts';
import { createAccountUpdate } from '../../../../lambda/identity/accounts/update-account';
import { register } from '../../../../lambda/identity/authentication/register';
import { signIn } from '../../../../lambda/identity/authentication/sign-in';
import { createMailCodes } from '../../../../lambda/identity/email/mail-code';
import { parseMailRequest } from '../../../../lambda/identity/email/mail-request';
import { createDynamoFactorAdministration } from '../../../../lambda/identity/operator/factors/factor-administration';
import { createDynamoSessions } from '../../../../lambda/identity/sessions/sessions';
import { startSession } from '../../../../lambda/identity/sessions/start-session';
import type { AwsClient } from '../../../../lambda/shared/aws/aws-client';
import { createTable } from '../../../../lambda/shared/table/table';
import { loadFunction } from '../../factors/factors-function';
import { PASSWORD, SOURCE } from '../../fakes/auth-dependencies';
import { type EmbeddedTable, startEmbeddedTable } from '../../fakes/embedded-table';
import { codeOf, createFactorDependencies, STEP_MS } from '../../fakes/factor-scene';
import { fakeKms } from '../../fakes/memory-mail';
import { guarded, outcomeOf } from '../../fakes/throttled';

/** The two functions of a stage that requires a second factor, with one table. */

let embedded: EmbeddedTable;
beforeAll(async () => {
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  embedded = await startEmbeddedTable();
});
afterAll(() => embedded.close());

/** KMS as `auth` calls it: the function `factors` has sent it the secret in the clear. */
const kmsOf = (decrypted: () => Uint8Array): AwsClient => ({
  call: async (operation, input) =>
    operation === 'Decrypt'
      ? { Plaintext: Buffer.from(decrypted()).toString('base64') }
      : fakeKms.call(operation, input),
});

async function createScene(hasEmail = false) {
  const { client, tableName } = embedded;
  const messages: string[] = [];
  const sqs: AwsClient = {
    call: async (_operation, input) => {
      messages.push((input as { readonly MessageBody: string }).MessageBody);
      return {};
    },
  };
  const fakes = createFactorDependencies();
  // the function `factors` has the clock of the machine
  fakes.clock.millis = Date.now();
  const accounts = Object.assign(fakes.accounts, createDynamoAccounts(client, tableName, fakes.now));
  const sessions = Object.assign(fakes.sessions, createDynamoSessions(client, tableName));
  const accountAttempts = createDynamoAccountAttempts(client, tableName);
  const stage = { secondFactor: 'required', hasEmail, mailQueueUrl: 'queue', mailKey: 'key-2' };
  const deps = { ...guarded({ ...fakes, accounts, sessions, accountAttempts, newId: randomUUID }), ...stage };
  let secret = new Uint8Array();
  const kms = kmsOf(() => secret);
  const context: FactorContext = {
    ...deps,
    ...{ table: createTable(client, tableName), kms, factorKey: 'key-1', createClient: () => sqs },
    trustedDevices: '',
    updateAccount: createAccountUpdate(client, tableName),
    startSession: startSession(deps),
    readClientInfo: () => SOURCE,
  };
  const variables = { SECOND_FACTOR: 'required', ...(!hasEmail && { MAIL_QUEUE_URL: '', NOTICES: '' }) };
  const factors = await loadFunction(embedded, variables);
  const { operations } = createFactorRoutes(context, schemaKit);
  const credentials = { username: `ada-${randomUUID().slice(0, 8)}`, password: PASSWORD, source: SOURCE };
  return {
    deps,
    factors,
    messages,
    signUp: () => register({ ...deps, startFirst: createEnrolmentStart(context) })(credentials),
    signUpBefore: () => register(deps)(credentials),
    sendPassword: () =>
      signIn({ ...deps, requireSecondFactor: createSecondFactorRequirement(context) })({
        ...{ ...credentials, hasTime: () => true },
      }).catch((error) => error.members),
    askForSecret: async (challenge: string) => {
      const asked = await factors.send('POST /sessions/challenge/totp', undefined, {
        body: JSON.stringify({ challenge }),
      });
      if (asked.statusCode === 201) secret = new Uint8Array(Secret.fromBase32(asked.body.secret).bytes);
      return asked;
    },
    shownCode: () => codeOf({ deps, secret }),
    answer: async (body: Readonly<Record<string, unknown>>) => {
      const answered = await operations['POST /sessions/challenge']({
        body,
        requestId: 'request-1',
      } as never);
      return answered as { readonly status: number; readonly body: Readonly<Record<string, unknown>> };
    },
  };
}

test('a sign-up enrols by both functions, with the stores of the table, and the next sign-in uses the app', async () => {
  const scene = await createScene();
  const { factors, deps, signUp, askForSecret, shownCode, answer, sendPassword } = scene;
  try {
    const { challenge, kinds } = await signUp();
    expect(kinds).toEqual(['enrolment']);
    expect(await askForSecret(challenge)).toMatchObject({
      ...{ statusCode: 201, headers: { 'Cache-Control': 'no-store' } },
      body: {
        id: expect.any(String),
        uri: expect.stringContaining('otpauth://'),
        qr_svg: expect.any(String),
      },
    });
    const enrolled = { challenge, kind: 'enrolment', code: shownCode() };
    const answered = await answer(enrolled);
    expect(answered).toMatchObject({ status: 201, body: { token_type: 'Bearer' } });
    expect(answered.body.recovery_codes).toHaveLength(10);
    expect(await outcomeOf(answer(enrolled))).toBe('INVALID_CHALLENGE');
    expect(await askForSecret(challenge)).toMatchObject({
      statusCode: 401,
      body: { code: 'INVALID_CHALLENGE' },
    });
    deps.clock.millis += STEP_MS;
    const next = await sendPassword();
    expect(next.kinds).toEqual(['totp', 'recovery_code']);
    expect(await askForSecret(next.challenge)).toMatchObject({ body: { code: 'INVALID_CHALLENGE' } });
    const body = { challenge: next.challenge, code: shownCode() };
    expect(await outcomeOf(answer({ ...body, kind: 'enrolment' }))).toBe('INVALID_CHALLENGE');
    expect(await answer({ ...body, kind: 'totp' })).toMatchObject({ status: 201 });
  } finally {
    await factors.close();
  }
});

test('a reset that is due leads to another enrolment, and to no session', async () => {
  const scene = await createScene();
  const { factors, deps, signUp, askForSecret, shownCode, answer, sendPassword } = scene;
  try {
    const { challenge, user } = await signUp();
    await askForSecret(challenge);
    await answer({ challenge, kind: 'enrolment', code: shownCode() });
    const update = createAccountUpdate(embedded.client, embedded.tableName);
    const account = (await deps.accounts.find(user.id)) as Account;
    await createDynamoFactorAdministration(update, deps.accounts).requestReset(account, deps.now());
    const next = await sendPassword();
    expect(next.kinds).toEqual(['enrolment']);
    const {
      factors: left,
      secondFactorSince,
      recoveryCodes,
      factorsResetAt,
    } = {
      ...(await deps.accounts.find(user.id)),
    };
    expect([left, secondFactorSince, recoveryCodes, factorsResetAt]).toEqual(Array(4).fill(undefined));
    expect(await askForSecret(next.challenge)).toMatchObject({ statusCode: 201 });
    const body = { challenge: next.challenge, kind: 'enrolment', code: shownCode() };
    expect(await answer(body)).toMatchObject({ status: 201 });
  } finally {
    await factors.close();
  }
});

test('an account with a verified address needs the code of its mail', async () => {
  const scene = await createScene(true);
  const { factors, deps, signUpBefore, sendPassword, askForSecret, shownCode, answer, messages } = scene;
  try {
    const { user } = await signUpBefore();
    const address = `${user.username}@example.com`;
    await createAccountUpdate(embedded.client, embedded.tableName)(
      { sub: user.id },
      {
        UpdateExpression: 'SET email = :email',
        ExpressionAttributeValues: {
          ':email': {
            M: {
              address: { S: address },
              shown: { S: address },
              verifiedAt: { N: '1' },
              verifiedBy: { S: 'x' },
            },
          },
        },
      },
    );
    const { challenge } = await sendPassword();
    const request = parseMailRequest(messages[0] ?? '');
    if (request?.kind !== 'confirm-enrolment') throw new Error('No mail was requested');
    expect(request).toMatchObject({ sub: user.id, generation: 1, expiresAt: deps.now() + 600_000 });
    expect(await askForSecret(challenge)).toMatchObject({ statusCode: 201 });
    const body = { challenge, kind: 'enrolment', code: shownCode() };
    expect(await outcomeOf(answer(body))).toBe('VALIDATION_FAILED');
    expect(await outcomeOf(answer({ ...body, email_code: 'AAAA-AAAA' }))).toBe('INVALID_CODE');
    const source = { purpose: 'confirm-enrolment', challenge: request.challenge, generation: 1 } as const;
    const { code } = await createMailCodes(fakeKms, 'key-2').derive(source);
    expect(await answer({ ...body, email_code: code })).toMatchObject({ status: 201 });
  } finally {
    await factors.close();
  }
});
