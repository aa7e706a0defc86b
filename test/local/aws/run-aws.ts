/** Runs the local AWS services for a test, with one function whose role the test defines. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import type { AwsCall, Intercept } from '../../../local/aws/call';
import { createCallers } from '../../../local/aws/callers';
import { openDynamoStore } from '../../../local/aws/dynamodb/store';
import type { AwsEndpoint } from '../../../local/aws/endpoint';
import { openKeyStore } from '../../../local/aws/kms/key-store';
import { startAws } from '../../../local/aws/start-aws';
import type { FunctionCredentials } from '../../../local/functions/function-environment';
import type { PolicyDocument, Statement } from '../../../local/iam/policy';
import type { LocalApp } from '../../../local/template/model';
import { describeWorker } from './describe-worker';

const account = '123456789012';
const region = 'eu-west-1';
export const tableArn = `arn:aws:dynamodb:${region}:${account}:table/things`;
export const keyArn = (id: string) => `arn:aws:kms:${region}:${account}:key/${id}`;

/** The default key policy, which delegates to the IAM policies of the account. */
export const delegated: PolicyDocument = {
  Statement: {
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: 'kms:*',
    Resource: '*',
  },
};

/** The keys of all runs of a suite. An RSA key takes longer to create than a run to start. */
const keys = openKeyStore(undefined);

/** Running services with clients for the function and for the developer. */
export interface TestAws {
  readonly endpoint: AwsEndpoint;
  readonly calls: AwsCall[];
  readonly credentials: FunctionCredentials;
  readonly dynamo: DynamoDBClient;
  readonly admin: DynamoDBClient;
  readonly kms: KMSClient;
  close(): Promise<void>;
}

export async function runAws(
  statements: readonly Statement[],
  options: { keyPolicy?: PolicyDocument; intercept?: Intercept; databasePath?: string } = {},
): Promise<TestAws> {
  const { keyPolicy = delegated, intercept, databasePath } = options;
  const worker = describeWorker(statements);
  const key = (id: string, spec: string, usage: string) => ({
    logicalId: id,
    keyId: id,
    arn: keyArn(id),
    spec,
    usage,
    policy: keyPolicy,
  });
  const app: LocalApp = {
    region,
    accountId: account,
    apis: [],
    functions: [worker],
    notRun: [],
    tables: [
      {
        logicalId: 'Things',
        name: 'things',
        arn: tableArn,
        attributeDefinitions: [
          { AttributeName: 'pk', AttributeType: 'S' },
          { AttributeName: 'sk', AttributeType: 'S' },
          { AttributeName: 'owner', AttributeType: 'S' },
        ],
        keySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        globalSecondaryIndexes: [
          {
            IndexName: 'by-owner',
            KeySchema: [{ AttributeName: 'owner', KeyType: 'HASH' }],
            Projection: { ProjectionType: 'ALL' },
          },
        ],
        localSecondaryIndexes: [],
      },
    ],
    keys: [
      key('signing', 'RSA_2048', 'SIGN_VERIFY'),
      key('curve', 'ECC_NIST_P256', 'SIGN_VERIFY'),
      key('mac', 'HMAC_256', 'GENERATE_VERIFY_MAC'),
      key('secret', 'SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT'),
      key('other', 'SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT'),
    ],
  };
  const calls: AwsCall[] = [];
  const store = await openDynamoStore(databasePath);
  const callers = createCallers(app.functions);
  const endpoint = await startAws({
    app,
    store,
    keys,
    callers,
    onCall: (call) => calls.push(call),
    onFault: (error) => {
      throw error;
    },
    ...(intercept && { intercept }),
  });
  const credentials = callers.credentialsOf(worker);
  const common = { endpoint: endpoint.url, region, maxAttempts: 1 };
  const clients = {
    dynamo: new DynamoDBClient({ ...common, credentials }),
    admin: new DynamoDBClient({ ...common, credentials: callers.admin }),
    kms: new KMSClient({ ...common, credentials }),
  };
  return {
    ...clients,
    endpoint,
    calls,
    credentials,
    close: async () => {
      for (const client of Object.values(clients)) client.destroy();
      await endpoint.close();
      await store.close();
    },
  };
}
