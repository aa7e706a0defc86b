/** Writes accounts to a table, as a sign-up or an import leaves them. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDynamoAccounts } from '../../lambda/identity/accounts/accounts';
import { createAccount } from '../../lambda/identity/accounts/create-account';
import { createDynamoIdentifierPointers } from '../../lambda/identity/accounts/identifiers/identifier-pointers';
import { noAttempts } from '../../lambda/identity/throttling/backoff';
import type { WorldFunction } from './open-harness';

/** The accounts to create: their normalized names, and the hash that all of them have. */
export interface Plants {
  readonly names: readonly string[];
  readonly passwordHash: string;
  /** Whether each has a verified e-mail address. @default false */
  readonly isAddressed?: boolean;
}

/** Adds the accounts, with the permissions of a function that may create them. */
export async function plantAccounts(
  { environment }: Pick<WorldFunction, 'environment'>,
  { names, passwordHash, isAddressed = false }: Plants,
): Promise<void> {
  const { AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '', AWS_SESSION_TOKEN = '' } = environment;
  const client = new DynamoDBClient({
    endpoint: environment.AWS_ENDPOINT_URL ?? '',
    region: environment.AWS_REGION ?? '',
    credentials: {
      accessKeyId: AWS_ACCESS_KEY_ID,
      secretAccessKey: AWS_SECRET_ACCESS_KEY,
      sessionToken: AWS_SESSION_TOKEN,
    },
  });
  const tableName = environment.TABLE_NAME ?? '';
  const create = createAccount({
    accounts: createDynamoAccounts(client, tableName),
    names: createDynamoIdentifierPointers(client, tableName, 'name'),
    now: Date.now,
  });
  for (const name of names) {
    await create({
      ...{ name, username: name, sub: `sub-of-${name}`, passwordHash, state: 'ACTIVE', scopes: [] },
      ...{
        securityVersion: 1,
        sessionsRevokedThroughVersion: 1,
        createdAt: Date.now(),
        lastSid: 'none',
        sessionCount: 1,
      },
      ...{ attempts: noAttempts, changeAttempts: noAttempts, devices: [] },
      ...(isAddressed && { email: toEmail(`${name}@example.com`) }),
    });
  }
  client.destroy();
}

const toEmail = (address: string) => ({
  ...{ address, shown: address, verifiedAt: Date.now(), verifiedBy: 'planted' },
});
