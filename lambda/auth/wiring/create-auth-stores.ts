/** Creates the stores and the settings that the operations of `auth` use. */
import { randomUUID } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Environment } from '../../environment';
import type { authEvents } from '../../events';
import { createDynamoAccountAttempts } from '../../identity/accounts/account-attempts';
import { createDynamoAccountData } from '../../identity/accounts/account-data';
import { createDynamoAccounts } from '../../identity/accounts/accounts';
import { createDynamoIdentifierPointers } from '../../identity/accounts/identifiers/identifier-pointers';
import { createDynamoAccountUsernames } from '../../identity/accounts/usernames/account-usernames';
import type { Notify } from '../../identity/email/notices/notify';
import { UNVERIFIED_SECONDS } from '../../identity/email/policy/account-expiry';
import type * as CheckNewPassword from '../../identity/passwords/check-new-password';
import { createPasswordHasher } from '../../identity/passwords/password-hasher';
import { createBreachedPasswordRejection } from '../../identity/passwords/reject-breached-password';
import { createDynamoSessions } from '../../identity/sessions/sessions';
import { createKmsKeyedHasher } from '../../identity/throttling/keyed-hasher';
import { createDynamoSourceRateLimits } from '../../identity/throttling/source-rate-limits';
import { createDynamoUnknownUsernameAttempts } from '../../identity/throttling/unknown-username-attempts';
import type { LimitTokens } from '../../identity/tokens/access-token';
import { createKmsTokenSigner } from '../../identity/tokens/token-signer';
import type { AwsClient } from '../../shared/aws/aws-client';
import type { Log } from '../../shared/log';
import { selectOwnedData } from '../../shared/table/owned-data';
import { onDemand } from '../on-demand';

/** What the stores are made of. */
export interface StoreSources {
  readonly environment: Environment<'auth'>;
  readonly dynamo: DynamoDBClient;
  readonly kms: AwsClient;
  readonly limitTokens: LimitTokens;
  readonly notify: Notify;
  readonly log: Log<keyof typeof authEvents>;
}

/** The stores and the settings. */
export type AuthStores = ReturnType<typeof createAuthStores>;

/** Creates them. */
export function createAuthStores({ environment, dynamo, kms, limitTokens, notify, log }: StoreSources) {
  const hasEmail = environment.features.includes('email');
  const accounts = createDynamoAccounts(dynamo, environment.tableName);
  return {
    ...environment,
    hasEmail,
    hasFactors: environment.features.includes('factors'),
    hasPasskeys: environment.features.includes('passkeys'),
    trustsDevices: environment.trustedDevices !== '',
    accounts,
    usernames: createDynamoAccountUsernames(dynamo, environment.tableName, accounts),
    names: createDynamoIdentifierPointers(dynamo, environment.tableName, 'name'),
    // without the feature, the role may not access addresses
    ...(hasEmail && {
      emails: createDynamoIdentifierPointers(dynamo, environment.tableName, 'email'),
      parseEmailAddress: (text: string) => onDemand.parseEmailAddress().parseEmailAddress(text),
    }),
    sessions: createDynamoSessions(dynamo, environment.tableName),
    data: createDynamoAccountData(dynamo, environment.tableName),
    owned: selectOwnedData(environment.features),
    accountAttempts: createDynamoAccountAttempts(dynamo, environment.tableName),
    unknownUsernameAttempts: createDynamoUnknownUsernameAttempts(dynamo, environment.tableName, {
      quietPeriodMs: environment.failureDecaySeconds * 1000,
    }),
    sourceRateLimits: createDynamoSourceRateLimits(dynamo, environment.tableName),
    passwords: createPasswordHasher({
      current: {
        memoryKib: environment.argon2MemoryKib,
        iterations: environment.argon2Iterations,
        parallelism: environment.argon2Parallelism,
      },
      former: environment.formerArgon2,
      verifyImportedHash: (hash, forms) => onDemand.importedHashes().verifyImportedHash(hash, forms),
    }),
    checkNewPassword: ((password, context) =>
      onDemand.checkNewPassword().createNewPasswordCheck({
        passwordPolicy: {
          minLength: environment.passwordMinLength,
          maxLength: environment.passwordMaxLength,
        },
        serviceName: environment.serviceName,
      })(password, context)) satisfies CheckNewPassword.CheckNewPassword,
    rejectBreachedPassword: createBreachedPasswordRejection({
      isBreached:
        environment.breachedPasswordCheck === 'on'
          ? (password) => onDemand.breachedPasswords().createBreachCheck()(password)
          : undefined,
      log,
    }),
    hashName: createKmsKeyedHasher(kms, environment.keyedHashKey),
    signToken: createKmsTokenSigner(kms, environment.signingKey),
    tokens: environment,
    limitTokens,
    ...(environment.emailPolicy === 'required' && { unverifiedSeconds: UNVERIFIED_SECONDS }),
    now: Date.now,
    newId: randomUUID,
    notify,
    log,
  };
}
