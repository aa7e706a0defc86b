/** Our signatures equal those of the AWS SDK. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { dynamodb, type JsonService, kms } from '../../../../lambda/shared/aws/aws-services';
import type { AwsCredentials } from '../../../../lambda/shared/aws/aws-settings';
import { signRequest } from '../../../../lambda/shared/aws/sign-request';

const now = Date.UTC(2026, 1, 3, 4, 5, 6, 789);
const endpoints = new Map([
  [dynamodb, 'http://127.0.0.1:8123'],
  [kms, 'https://kms.eu-west-1.amazonaws.com'],
]);

/** Returns the signature of the SDK's signer over the headers that ours signed. */
async function signatureOfSdk(
  service: JsonService,
  credentials: AwsCredentials,
  operation: string,
  input: unknown,
) {
  const endpoint = new URL(endpoints.get(service) ?? '');
  const { headers, body } = signRequest(
    { service, region: 'eu-west-1', endpoint, credentials },
    operation,
    input,
    now,
  );
  const { authorization: ours, ...unsigned } = headers;

  const config = { region: 'eu-west-1', credentials };
  const client = service === dynamodb ? new DynamoDBClient(config) : new KMSClient(config);
  const signer = await client.config.signer();
  const { headers: theirs } = await signer.sign(
    {
      method: 'POST',
      protocol: endpoint.protocol,
      hostname: endpoint.hostname,
      path: '/',
      query: {},
      headers: unsigned,
      body,
    },
    // The SDK adds this header, which these services do not require.
    { signingDate: new Date(now), unsignableHeaders: new Set(['x-amz-content-sha256']) },
  );
  return { ours, theirs: theirs.authorization };
}

const credentials = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
};

describe.each([
  ['without a session token', credentials],
  ['with a session token', { ...credentials, sessionToken: 'IQoJb3JpZ2luX2VjE+/==' }],
])('%s', (_, who) => {
  test.each([
    [dynamodb, 'GetItem', { TableName: 't', Key: { pk: { S: 'SESSIONS#é' } } }],
    [kms, 'GetPublicKey', { KeyId: 'k' }],
    [kms, 'Sign', { KeyId: 'k', Message: `${'a\n'.repeat(2_000)}\u{1F511}` }],
  ] as const)('a call of $0.name is signed as the SDK signs it', async (service, operation, input) => {
    const { ours, theirs } = await signatureOfSdk(service, who, operation, input);

    expect(ours).toMatch(/^AWS4-HMAC-SHA256 Credential=.*Signature=[0-9a-f]{64}$/);
    expect(ours).toBe(theirs);
    expect(ours?.includes('x-amz-security-token')).toBe('sessionToken' in who);
  });
});
