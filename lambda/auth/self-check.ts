/** The checks of auth before a new version serves requests. A file on demand, next to the bundle. */
import { randomUUID } from 'node:crypto';
import { createCognitoPasswords, readCognitoSettings } from '../identity/passwords/cognito-verifier';
import type { MigratedAccount } from '../identity/passwords/migration-hook';
import { createPasswordHasher } from '../identity/passwords/password-hasher';
import { parseEnvironment, type ValuesOf } from '../parse-environment';
import { createAwsClient } from '../shared/aws/aws-client';
import * as awsServices from '../shared/aws/aws-services';
import { readAwsSettings } from '../shared/aws/aws-settings';
import { decryptCheck, generateMacCheck, signCheck } from '../shared/self-check/key-checks';
import { sendMessageCheck } from '../shared/self-check/queue-checks';
import { CHECK_LIMITS, type Check, type Checks, runChecks } from '../shared/self-check/run-checks';
import { type TableAction, tableChecks } from '../shared/self-check/table-checks';
import type { SelfCheckAnswers } from '../shared/self-check/with-self-check';
import { keyPrefixes } from '../shared/table/key-prefixes';
import { selectOwnedData } from '../shared/table/owned-data';
import { authVariables } from '../variables/auth';

type Variables = Readonly<Record<string, string | undefined>>;
type AuthEnvironment = ValuesOf<typeof authVariables>;

/** Makes one call of each kind that the role allows, and one hash. */
export async function selfCheck(source = process.env): Promise<SelfCheckAnswers> {
  return runChecks(createChecks(source));
}

/** Creates the checks from the function's environment. */
export function createChecks(source: Variables): Checks {
  const environment = parseEnvironment(authVariables, source);
  const dynamodb = createAwsClient(readAwsSettings(awsServices.dynamodb, source), CHECK_LIMITS);
  const kms = createAwsClient(readAwsSettings(awsServices.kms, source), CHECK_LIMITS);
  return {
    ...tableChecks({ dynamodb, tableName: environment.tableName }, tableRights(environment)),
    ...signCheck(kms, environment.signingKey),
    ...generateMacCheck(kms, environment.keyedHashKey),
    ...cognitoCheck(environment, source),
    ...mailChecks(environment, source),
    ...(environment.factorKey !== '' && decryptCheck(kms, environment.factorKey)),
    // loads the native module, which is built for one platform
    argon2id: hashCheck(environment),
  };
}

function tableRights({
  features,
  mailQueueUrl,
  factorKey,
}: AuthEnvironment): Readonly<Record<string, readonly TableAction[]>> {
  const { counts, items } = selectOwnedData(features);
  const created: readonly TableAction[] = features.includes('passkey-sign-up') ? ['PutItem'] : [];
  const every = (actions: readonly TableAction[]) => (prefix: string) => [prefix, actions] as const;
  const prefixesOf = (kinds: typeof items) => kinds.map(({ prefix }) => prefix);
  return {
    [keyPrefixes.account]: ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'],
    [keyPrefixes.name]: ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'],
    ...(mailQueueUrl !== '' && {
      [keyPrefixes.email]: ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'],
    }),
    ...((mailQueueUrl !== '' || factorKey !== '') && {
      [keyPrefixes.challenge]: ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'],
    }),
    [keyPrefixes.session]: ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query', 'BatchWriteItem'],
    [keyPrefixes.throttle]: ['GetItem', 'UpdateItem'],
    ...Object.fromEntries(prefixesOf(items).map(every(['Query', 'BatchWriteItem']))),
    ...Object.fromEntries(prefixesOf(counts).map(every(['Query', 'PutItem']))),
    ...(features.includes('activity') && {
      [keyPrefixes.activity]: ['PutItem', 'Query', 'BatchWriteItem'],
    }),
    // more than for other items of an account
    ...(factorKey !== '' && {
      [keyPrefixes.factor]: ['GetItem', 'UpdateItem', 'DeleteItem', 'Query', 'BatchWriteItem'],
    }),
    ...(features.includes('passkeys') && {
      [keyPrefixes.passkey]: ['GetItem', 'UpdateItem', 'DeleteItem', 'Query', 'BatchWriteItem', ...created],
      [keyPrefixes.credential]: ['GetItem', 'UpdateItem', 'DeleteItem', ...created],
    }),
  };
}

function hashCheck(environment: AuthEnvironment): Check {
  const hasher = createPasswordHasher({
    current: {
      memoryKib: environment.argon2MemoryKib,
      iterations: environment.argon2Iterations,
      parallelism: environment.argon2Parallelism,
    },
    verifyImportedHash: async () => false,
  });
  return () => hasher.hash(randomUUID());
}

/** Signs in as a user who cannot exist in the pool, which Cognito rejects. */
function cognitoCheck({ cognitoMigration }: AuthEnvironment, source: Variables): Checks {
  const [userPoolId, clientId] = cognitoMigration;
  if (userPoolId === undefined || clientId === undefined) return {};
  const settings = readCognitoSettings(userPoolId, source);
  const verify = createCognitoPasswords({
    cognito: createAwsClient(settings, CHECK_LIMITS),
    userPoolId,
    clientId,
    // the check ignores whom Cognito rejects, and why
    log: () => undefined,
  });
  return {
    [`cognito-idp:AdminInitiateAuth on ${userPoolId}`]: () =>
      verify({ account: createStranger(), password: randomUUID(), requestId: 'self-check' }),
  };
}

/** Creates an account that Cognito does not know. */
function createStranger(): MigratedAccount {
  return { sub: randomUUID(), username: randomUUID(), state: 'ACTIVE', securityVersion: 1 };
}

/** Checks the calls that only a stage with e-mail makes. */
function mailChecks({ mailQueueUrl, mailKey }: AuthEnvironment, source: Variables): Checks {
  if (mailQueueUrl === '') return {};
  return {
    ...generateMacCheck(createAwsClient(readAwsSettings(awsServices.kms, source), CHECK_LIMITS), mailKey),
    ...sendMessageCheck(
      createAwsClient(readAwsSettings(awsServices.sqs, source), CHECK_LIMITS),
      mailQueueUrl,
    ),
  };
}
