/** The function `factors` as Lambda loads it, with a table, and stubs of KMS and SQS. */
import { join } from 'node:path';
import type { APIGatewayProxyResult } from 'aws-lambda';
import type { Account } from '../../../lambda/identity/accounts/account';
import { createDynamoAccounts } from '../../../lambda/identity/accounts/accounts';
import { createAccountUpdate } from '../../../lambda/identity/accounts/update-account';
import { createDynamoAccountFactors } from '../../../lambda/identity/factors/account-factors';
import { createRecoveryCodes, digestRecoveryCode } from '../../../lambda/identity/factors/recovery-code';
import { createDynamoSessions } from '../../../lambda/identity/sessions/sessions';
import { projectRoot } from '../../support/synthesize';
import type { EmbeddedTable } from '../fakes/embedded-table';
import { newAccount } from '../fakes/new-account';
import { type EventOptions, proxyEvent } from '../fakes/proxy-event';
import { json, type StubEndpoint, startStubEndpoint } from '../shared/aws/stub-endpoint';

type Handler = typeof import('../../../lambda/factors/handler');

/** What KMS answers with. */
export const CIPHERTEXT = Buffer.from('an opaque ciphertext').toString('base64');

/** A response, with its body parsed. */
export interface Answered extends Omit<APIGatewayProxyResult, 'body'> {
  // biome-ignore lint/suspicious/noExplicitAny: the assertions are what checks its shape
  readonly body: any;
}

/** The function, and its surroundings. */
export interface FactorsFunction {
  readonly kms: StubEndpoint;
  readonly sqs: StubEndpoint;
  /** Sends a request to a route, such as `GET /users/me/factors`. */
  send(route: string, authorizer?: Record<string, unknown>, options?: EventOptions): Promise<Answered>;
  close(): Promise<void>;
}

/** Returns the variables of the function. */
export function variablesOf(table: Pick<EmbeddedTable, 'endpoint' | 'tableName'>) {
  return {
    AWS_REGION: 'local',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'not-a-secret',
    AWS_ENDPOINT_URL_DYNAMODB: table.endpoint,
    TABLE_NAME: table.tableName,
    BASE_PATH: '',
    CORS_ORIGINS: '',
    FACTOR_KEY: 'factor-key',
    SECOND_FACTOR: 'optional',
    SERVICE_NAME: 'Latchkey',
    REAUTHENTICATION_SECONDS: '600',
    SESSION_SECONDS: '2592000',
    SESSIONS_NOT_BEFORE: '0',
    TRUSTED_PROXY: '',
    MAIL_QUEUE_URL: 'https://sqs.local.amazonaws.com/111122223333/mails',
    NOTICES: 'factor-removed,recovery-codes-replaced,passkey-added,passkey-removed',
    PASSKEY_ORIGINS: '',
  };
}

/** Loads the function. The files on demand are their sources. */
export async function loadFunction(
  table: EmbeddedTable,
  change: Readonly<Record<string, string>> = {},
  encrypted = json(200, { CiphertextBlob: CIPHERTEXT }),
): Promise<FactorsFunction> {
  const kms = await startStubEndpoint(encrypted);
  const sqs = await startStubEndpoint(json(200, { MessageId: '1' }));
  const before = process.env;
  process.env = {
    ...before,
    ...variablesOf(table),
    AWS_ENDPOINT_URL_KMS: kms.url,
    AWS_ENDPOINT_URL_SQS: sqs.url,
    ...change,
  };
  let loaded: Handler | undefined;
  jest.isolateModules(() => {
    const notices = join(projectRoot, 'lambda/factors/notices.js');
    jest.doMock(notices, () => require('../../../lambda/factors/notices'), { virtual: true });
    const passkeys = join(projectRoot, 'lambda/factors/passkeys.js');
    jest.doMock(passkeys, () => require('../../../lambda/factors/passkeys'), { virtual: true });
    loaded = require('../../../lambda/factors/handler');
  });
  return {
    kms,
    sqs,
    async send(route, authorizer, options = {}) {
      const [method = '', resource = ''] = route.split(' ');
      const headers = { 'Content-Type': 'application/json' };
      const event = proxyEvent({ method, resource, headers, ...(authorizer && { authorizer }), ...options });
      const answer = (await loaded?.handler(event)) as APIGatewayProxyResult;
      return { ...answer, body: answer.body === '' ? undefined : JSON.parse(answer.body) };
    },
    async close() {
      process.env = before;
      await kms.close();
      await sqs.close();
    },
  };
}

/** A caller with an account on the table. */
export interface PlantedCaller {
  readonly account: Account;
  /** The authorizer's context of a recent authentication. */
  readonly context: Readonly<Record<string, string>>;
  readonly codes: readonly string[];
}

/** Stores an account with a session. @param ids the ids of its confirmed factors */
export async function plantCaller(table: EmbeddedTable, ids: readonly string[] = []): Promise<PlantedCaller> {
  const accounts = createDynamoAccounts(table.client, table.tableName);
  const shown = 'ada@example.com';
  const account = newAccount({ email: { address: shown, shown, verifiedAt: 1, verifiedBy: 'sid-0' } });
  const { sub, username } = account;
  await accounts.create(account);
  const now = Math.floor(Date.now() / 1000);
  await createDynamoSessions(table.client, table.tableName).put({
    ...{ sub, username, sid: 'sid-0', scopes: [], securityVersion: 1 },
    amr: ids.length === 0 ? ['pwd'] : ['pwd', 'otp', 'mfa'],
    ...{ createdAt: now, authTime: now, lastUsedAt: now, expiresAt: now + 600 },
    refresh: { familyHash: 'family', hash: 'secret' },
  });
  const factors = createDynamoAccountFactors(createAccountUpdate(table.client, table.tableName), accounts);
  const codes = createRecoveryCodes();
  const digests = codes.map((code) => digestRecoveryCode(sub, code));
  for (const [place, id] of ids.entries()) {
    const found = (await accounts.find(sub)) as Account;
    await factors.confirm(found, {
      ...{ id, name: `Phone ${place + 1}`, step: 1, at: Date.UTC(2026, 0, 2, 3, 4, place) },
      recoveryDigests: place === 0 ? digests : undefined,
    });
  }
  const amr = ids.length === 0 ? 'pwd' : 'pwd otp mfa';
  return { account, codes, context: { sub, sid: 'sid-0', username, scope: '', authTime: String(now), amr } };
}
