/** The auth function: users and their sessions. */
import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { parseEnvironment } from '../environment';
import { created } from '../shared/http/answer';
import { createDispatcher } from '../shared/http/dispatcher';
import { log } from '../shared/log';
import { clientOptions } from '../shared/sdk/client-options';
import { authBodies } from './bodies';
import { logIn } from './log-in';
import { createDynamoLogins } from './logins';
import { createKmsNameHasher } from './name-hasher';
import { createPasswordHasher } from './password-hasher';
import { register } from './register';
import { createDynamoSessions } from './sessions';
import { createKmsTokenSigner } from './token-signer';

const environment = parseEnvironment('auth', process.env);
const dynamo = new DynamoDBClient(clientOptions);
const kms = new KMSClient(clientOptions);

const dependencies = {
  logins: createDynamoLogins(dynamo, environment.tableName),
  sessions: createDynamoSessions(dynamo, environment.tableName),
  passwords: createPasswordHasher({
    memoryKib: environment.argon2MemoryKib,
    iterations: environment.argon2Iterations,
    parallelism: environment.argon2Parallelism,
  }),
  passwordPolicy: { minLength: environment.passwordMinLength, maxLength: environment.passwordMaxLength },
  hashName: createKmsNameHasher(kms, environment.nameHashKey),
  signToken: createKmsTokenSigner(kms, environment.signingKey),
  tokens: environment,
  now: Date.now,
  newId: randomUUID,
  log,
};

const registerUser = register(dependencies);
const createSession = logIn(dependencies);

export const handler = createDispatcher(
  'auth',
  {
    'POST /users': async ({ body }) => created(await registerUser(body)),
    'POST /sessions/create': async ({ body, requestId }) =>
      created(await createSession({ ...body, requestId })),
  },
  { bodies: authBodies, corsOrigins: environment.corsOrigins },
);
