/**
 * Puts a password into everything that the functions parse. When a parser fails, neither the log nor the
 * response may contain any of it.
 */
import { gunzipSync } from 'node:zlib';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import * as argon2 from 'argon2';
import { compare } from 'bcryptjs';
import { decodeJwt, importJWK, importSPKI } from 'jose';
import * as z from 'zod/mini';
import { createAuthorizerHandler } from '../../../lambda/authorizer/authorizer-handler';
import { readBearerToken } from '../../../lambda/authorizer/bearer-token';
import { createSessionReader } from '../../../lambda/authorizer/read-session';
import { fooBodies } from '../../../lambda/foo/bodies';
import { listFoos } from '../../../lambda/foo/list-foos';
import { toAccount } from '../../../lambda/identity/accounts/account-item';
import { createBreachCheck } from '../../../lambda/identity/passwords/breached-passwords';
import { createCognitoPasswords } from '../../../lambda/identity/passwords/cognito-verifier';
import { readHash } from '../../../lambda/identity/passwords/imported-hashes/read-hash';
import { parseRefreshToken } from '../../../lambda/identity/sessions/refresh-token';
import { toSession } from '../../../lambda/identity/sessions/session-item';
import { createKmsKeyedHasher } from '../../../lambda/identity/throttling/keyed-hasher';
import { parseEnvironment } from '../../../lambda/parse-environment';
import { readLogBatch } from '../../../lambda/security-events/read-log-batch';
import { createAwsClient } from '../../../lambda/shared/aws/aws-client';
import { createDispatcher } from '../../../lambda/shared/http/dispatcher';
import { parseBody } from '../../../lambda/shared/http/parse-body';
import { readPreconditions } from '../../../lambda/shared/http/preconditions';
import type { Operations } from '../../../lambda/shared/route-code';
import { callAws } from '../../../lambda/shared/sdk/call-aws';
import { createVerifyAccessToken } from '../../../lambda/shared/tokens/verify-access-token';
import { proxyEvent } from '../fakes/proxy-event';
import { type StubEndpoint, startStubEndpoint } from './aws/stub-endpoint';

const PASSWORD = 'correct-horse-battery';
/** Lines of a message may look like frames of a stack. */
const PLANTED = `${PASSWORD}\n    at ${PASSWORD}\n    at ${PASSWORD} (/var/task/index.js:1:1)\n`;
const BASE64 = Buffer.from(PLANTED).toString('base64url');

/** A service that answers with the password in an unreadable body. */
let endpoint: StubEndpoint;
beforeAll(async () => {
  endpoint = await startStubEndpoint((response) => response.writeHead(200).end(`{"Item":${PLANTED}`));
});
afterAll(() => endpoint.close());

/**
 * Parsers of the language and of packages, whose errors quote their input, or may do so in another release.
 */
const foreignParsers: Readonly<Record<string, () => unknown>> = {
  'JSON.parse': () => JSON.parse(PLANTED),
  'JSON.parse of an end that is missing': () => JSON.parse(`{"password":"${PASSWORD}`),
  'new URL': () => new URL(PLANTED),
  decodeURIComponent: () => decodeURIComponent(`%${PLANTED}`),
  'new URLSearchParams of an invalid pair': () => new URLSearchParams([[PLANTED]] as never),
  BigInt: () => BigInt(PLANTED),
  'new RegExp': () => new RegExp(`(${PLANTED}`),
  'a member of a text': () => 'name' in (PLANTED as never),
  'a call of a text': () => ({ [PLANTED]: PLANTED })[PLANTED as never] as never as () => void,
  'an invalid header': () => new Headers({ [PLANTED]: PLANTED }),
  'a date': () => new Date(PLANTED).toISOString(),
  gunzip: () => gunzipSync(Buffer.from(PLANTED)),
  structuredClone: () => structuredClone({ [PASSWORD]: () => PLANTED }),
  'zod that throws': () =>
    z.parse(z.object({ password: z.literal('x') }), { password: PLANTED, [PLANTED]: 1 }),
  'a JWT': () => decodeJwt(`${BASE64}.${BASE64}.${BASE64}`),
  'a JWK': () => importJWK({ kty: PLANTED, n: PLANTED, e: PLANTED }, 'RS256'),
  'a public key': () => importSPKI(PLANTED, 'RS256'),
  'an argon2 hash': () => argon2.verify(`$argon2id$v=19$m=${PLANTED}`, PASSWORD),
  'a bcrypt hash': () => compare(PASSWORD, `$2b$10$${PLANTED}`),
  'an answer of DynamoDB to the SDK': () => {
    const dynamo = new DynamoDBClient({
      region: 'eu-west-1',
      endpoint: endpoint.url,
      credentials: { accessKeyId: 'A', secretAccessKey: 'S' },
      maxAttempts: 1,
    });
    const command = new GetItemCommand({ TableName: 'T', Key: { pk: { S: PASSWORD } } });
    return callAws((options) => dynamo.send(command, options));
  },
};

const item = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, { S: PLANTED }]));
const client = () => createAwsClient(endpoint.settings('dynamodb'), { attempts: 1 });

/** Our own parsers, with input from a client, an operator or a service. */
const ownParsers: Readonly<Record<string, () => unknown>> = {
  'a body that is not JSON': () => parse(PLANTED),
  'a body with other members': () => parse(JSON.stringify({ [PASSWORD]: PLANTED, name: { [PASSWORD]: 1 } })),
  'a form': () => parse(`name=${PASSWORD}`, 'application/x-www-form-urlencoded'),
  'a content type': () => parse('{}', PLANTED),
  'a body in base64': () => parse(BASE64, 'application/json', true),
  conditions: () => readPreconditions(() => PLANTED, 0),
  'a bearer token': () => readBearerToken(`Bearer ${PLANTED}`),
  'an access token': () => verify(`${BASE64}.${BASE64}.${BASE64}`),
  'a malformed access token': () => verify(PLANTED),
  'a refresh token': () => parseRefreshToken(PLANTED),
  'a cursor': () => listFoos({ foos: {} as never })({ sub: 's', cursor: BASE64 } as never),
  'an imported hash': () => readHash(`$argon2id$v=19$m=19456,t=2,p=1$${BASE64}$${BASE64}`),
  'an imported hash of unknown form': () => readHash(PLANTED),
  'an account': () =>
    toAccount('sub', item(['username', 'name', 'passwordHash', 'createdAt', 'schemaVersion'])),
  'a session': () => toSession('sub', item(['sk', 'username', 'createdAt', 'expiresAt', 'schemaVersion'])),
  'an answer of DynamoDB': () => createSessionReader(client(), 'T')(PASSWORD, PASSWORD),
  'an answer of KMS': () => createKmsKeyedHasher(client(), 'key')(PASSWORD),
  'an answer of Cognito': () =>
    createCognitoPasswords({ cognito: client(), userPoolId: 'p', clientId: 'c', log: () => undefined })({
      username: PASSWORD,
      password: PASSWORD,
      requestId: 'r',
    } as never),
  'an answer about breaches': () => createBreachCheck({ baseUrl: endpoint.url })(PASSWORD),
  'an environment': () =>
    parseEnvironment({ x: { name: 'X', parse: JSON.parse } } as never, { X: PLANTED } as never),
  'a batch of log lines': () => readLogBatch({ awslogs: { data: Buffer.from(PLANTED).toString('base64') } }),
};

function parse(text: string, contentType = 'application/json', isBase64Encoded = false) {
  return parseBody({ text, contentType, isBase64Encoded }, fooBodies['POST /foo']);
}

function verify(token: string): Promise<unknown> {
  return createVerifyAccessToken({
    keys: { find: async () => undefined, all: async () => [] } as never,
    issuers: ['https://issuer.example'],
    audiences: ['audience'],
    now: () => 0,
  })(token);
}

/** Returns the log and the response after a failure in a service and in the authorizer. */
async function show(fail: () => unknown): Promise<string> {
  const lines: unknown[] = [];
  const operations = { 'GET /foo': fail } as unknown as Operations<'foo', Record<never, never>>;
  const handle = createDispatcher('foo', operations, {
    corsOrigins: [],
    log: (event, fields) => lines.push(event, fields),
  });
  const answer = await handle(
    proxyEvent({ authorizer: { sub: 's', sid: 's', username: 'u', scope: '', authTime: '1' } }),
  );
  const authorize = createAuthorizerHandler(fail as never, (event, fields) => lines.push(event, fields));
  const thrown = await authorize({ type: 'TOKEN', authorizationToken: '', methodArn: '' }).catch(
    (error: Error) => error.stack,
  );
  return JSON.stringify([lines, answer, thrown]);
}

const parsers = { ...foreignParsers, ...ownParsers };

/** Errors that contain the parser's error, or are that error. */
const wrappings: Readonly<Record<string, (error: unknown) => unknown>> = {
  itself: (error) => error,
  'the cause of another': (cause) => new Error('wrapped', { cause }),
  'one of several': (error) => new AggregateError([error], 'wrapped'),
};

test.each(Object.keys(parsers))('leaves no trace of a password: %s', async (name) => {
  const failure = await Promise.resolve()
    .then(parsers[name])
    .then(
      () => undefined,
      (error: unknown) => error,
    );
  for (const wrap of Object.values(wrappings)) {
    const shown = await show(() => Promise.reject(wrap(failure)));
    expect(shown).toContain('requestId');
    for (const trace of [PASSWORD, BASE64.slice(0, 24)]) expect(shown).not.toContain(trace);
  }
});

test('several of these parsers have the password in their messages', async () => {
  const messages = await Promise.all(
    Object.values(foreignParsers).map((parser) =>
      Promise.resolve()
        .then(parser)
        .then(
          () => '',
          (error: Error) => error.message,
        ),
    ),
  );
  expect(messages.filter((message) => message.includes(PASSWORD)).length).toBeGreaterThan(3);
});
